"""What the pages of a site teach about one another: lines that recur are furniture, strings that recur are watermarks.

Two passes. The first surveys a sample of a site's pages and learns from it (`surveyed`, `learned`); the second parses
each page with what was learned (`parse_page(raw, known)`). What is learned follows from the sample alone, and the
sample from the pages' hashes, so neither order nor workers matter, and a page more seldom changes anything.

A page alone teaches nothing, and so does a site of which fewer than three different texts are known.
"""

from parsers.learning.knowledge import NOTHING, SiteKnowledge
from parsers.learning.learn import LEAST, SAMPLE, learned
from parsers.learning.site import site_of
from parsers.learning.survey import Survey, surveyed

__all__ = ["LEAST", "NOTHING", "SAMPLE", "SiteKnowledge", "Survey", "learned", "site_of", "surveyed"]
