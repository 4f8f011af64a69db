-- Words in one case and width; as many characters as before.
CREATE OR REPLACE MACRO search_folded(words) AS translate(lower(words),
    '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～　',
    '!"#$%&''()*+,-./0123456789:;<=>?@[\]^_`abcdefghijklmnopqrstuvwxyz{|}~ ');

-- What is searched of a speech.
CREATE OR REPLACE MACRO search_words(title, words) AS search_folded(coalesce(title, '') || chr(10) || words);

-- The characters that no pair begins with, as code points, folded: a line feed and `,;:。、`. As the second of a pair all
-- are the first of them.
CREATE OR REPLACE MACRO search_pauses() AS [10, 44, 59, 58, 12290, 12289];
