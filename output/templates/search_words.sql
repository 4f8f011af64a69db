-- What is searched of a speech.
CREATE OR REPLACE MACRO search_words(title, words) AS lower(coalesce(title, '') || chr(10) || words);

-- The characters that no pair begins with, as code points; as the second of a pair all are the first of them.
CREATE OR REPLACE MACRO search_pauses() AS [10, 65292, 12290, 12289, 65307, 65306];
