"""Copies of one speech: found, clustered, the best of each chosen, and collated.

skeleton    a text as it is compared: letters, digits and Han characters, with holes where masks are
shingles    its n-grams, their hashes, and the few of them by which copies find each other
candidates  pairs that share such hashes, out of core in DuckDB, and the groups they form
facts       what is known of a speech beside its words: what it states, how whole it is
clusters    candidates confirmed by their exact n-grams, and joined where nothing they state forbids it
alignment   which character of one text is which of another
collation   holes filled from the copies that have the words, with the apparatus
settle      all of this for the speeches of a release
"""
