"""Copies of one speech: found, clustered, the best of each chosen, and collated.

skeleton       a text as it is compared: letters, digits and Han characters, with holes where masks are
shingles       its n-grams, their hashes, and the few of them by which copies find each other
likeness       how alike two speeches are by all their n-grams
shelf          the n-grams of all speeches on disk, and pairs compared
candidates     pairs that share such hashes, out of core in DuckDB, and the groups that those form which are alike
facts          what is known of a speech beside its words: what it states, how whole it is
alignment      which character of one text is which of another
contradiction  whether two texts of the same words are of different places or years
measure        whether two speeches that are alike are copies by their words
clusters       copies joined where nothing forbids it
extent         where in a text a speech begins and ends by its words
readings       what another copy has at a hole
text_shelf     the texts of those that may be copies on disk, read one at a time
collation      which readings are put in, with the apparatus
group          all that is decided of one group of candidates
crew           work dealt out to processes, its results in order
settle         all of this for the speeches of a release
checks         what verification holds the two tables to
"""
