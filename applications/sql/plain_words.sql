-- The plain form of a text: without accents, vowel signs, apostrophes and punctuation, lower case,
-- digits of any script as 0 to 9. Applied to search terms and to searched text.
CREATE OR REPLACE FUNCTION plain_words(written text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(
        regexp_replace(
            lower(unaccent('unaccent', normalize(
                regexp_replace(
                    translate(
                        normalize(written, NFKD),
                        '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', '01234567890123456789'
                    ),
                    '[\u0300-\u036f\u064b-\u065f\u0670]', '', 'g'
                ),
                NFKC
            ))),
            '[''`´‘’‛ʹʻʼʽʾʿˈ＇]', '', 'g'
        ),
        '[[:space:][:punct:]]+', ' ', 'g'
    ))
$$;
