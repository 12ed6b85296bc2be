-- The digits of a phone number without the country code; '' if there are fewer than seven.
CREATE OR REPLACE FUNCTION phone_key(written text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN length(digits) >= 7 THEN digits ELSE '' END FROM (
        SELECT regexp_replace(
            regexp_replace(plain_words(written), '[^0-9]', '', 'g'), '^1([0-9]{10})$', '\1'
        ) AS digits
    ) AS counted
$$;
