-- The placeholders in the words of a letter, each once, in order: {"{reply_by}", "{title}"}.
CREATE OR REPLACE FUNCTION letter_placeholders(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT COALESCE(array_agg(DISTINCT found[1] ORDER BY found[1]), '{}')
    FROM regexp_matches(words, '\{[^{}]*\}', 'g') AS found
$$;
