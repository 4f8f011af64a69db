"""The closed vocabularies of the dataset: what a column of that type may hold, and what each value means.

A member's docstring-like comment is its entry in the data dictionary, so it is data: `describe()` returns it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Described(StrEnum):
    """A string enumeration whose members carry the sentence that explains them."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Self:  # noqa: D102 - the class says it
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    @classmethod
    def describe(cls) -> dict[str, str]:
        """Return every value with its meaning, in the order of definition."""
        return {str(member): member.meaning for member in cls}


class Status(Described):
    """What became of a page that came in; each page has exactly one."""

    PUBLISHED = "published", "holds at least one speech, which is in `speeches`"
    DUPLICATE = "duplicate", "the same bytes came in under another name, and that page stands for both"
    REJECTED = "rejected", "was read, but holds no speech of a local leader"
    QUARANTINED = "quarantined", "could not be read; a person should look"


class Script(Described):
    """The script in which a speech was found, before conversion to simplified."""

    HANS = "hans", "simplified characters"
    HANT = "hant", "traditional characters"
    MIXED = "mixed", "both, each in a share that chance does not explain"


class Level(Described):
    """The administrative level at which the speech was given."""

    PROVINCE = "province", "province, autonomous region or municipality under the central government"
    PREFECTURE = "prefecture", "prefecture-level city, prefecture, autonomous prefecture or league"
    COUNTY = "county", "county, county-level city, district or banner"
    TOWNSHIP = "township", "township, town or urban subdistrict"
    VILLAGE = "village", "administrative village or residents' community"


class DateBasis(Described):
    """Where the date, or the interval, of a speech was read."""

    DATELINE = "dateline", "the bracketed or separate line at the speech's head"
    TITLE = "title", "the title"
    BODY = "body", "a statement in the body about the occasion itself"
    PAGE = "page", "the page, outside the speech, where it states the day of the speech"
    VOCABULARY = "vocabulary", "dated terms in the body, which give an interval but no date"


class MaskKind(Described):
    """What a mask hides, as far as its neighbours tell."""

    YEAR = "year", "the digits of a year"
    NUMBER = "number", "a figure"
    NAME = "name", "a person's name"
    PLACE = "place", "the name of a place"
    OTHER = "other", "something that its neighbours do not tell"


class EditKind(Described):
    """What a removed or replaced run of characters was."""

    NAV = "nav", "navigation, buttons and other parts of the site's frame"
    AD = "ad", "advertising, subscription offers, contacts of the seller"
    INTRO_BLURB = "intro_blurb", "the editor's words before the text, abstracts and previews"
    RELATED = "related", "links to other articles"
    WATERMARK = "watermark", "the site's mark, injected into the text"
    PAYWALL = "paywall", "a notice that the rest is for members, and what follows it"
    GAP_NOTICE = "gap_notice", "a notice that a stated number of characters was left out here"
    DOWNLOAD = "download", "download banners"
    DISCLAIMER = "disclaimer", "copyright and liability notices"
    PAGE_NUMBER = "page_number", "page and chunk numbers of a converted document"
    RUBY = "ruby", "pinyin that copy protection inserted after a character"
    MOJIBAKE = "mojibake", "damaged characters: restored where the damage can be undone, else taken out"
    DUP_TITLE = "dup_title", "the title once more"
    TITLE = "title", "the line that became the title; a field, not text"
    META_LINE = "meta_line", "date line, speaker line, or the site's line of upload time, author, views"
    TOC = "toc", "a table of contents"
    SNIPPET_LIST = "snippet_list", "openings of other articles, each cut after some eighty characters"
    PRIVACY = "privacy", "personal data"
    NOT_SPEECH = "not_speech", "text of a part or page that is no speech of a local leader"
    OTHER = "other", "anything else that is not the speech"


class Relation(Described):
    """What a speech is to the canonical speech of its cluster, or of another cluster."""

    SAME = "same", "the same words, but for what masks hide"
    NEAR = "near", "nearly the same words"
    PART = "part", "one is part of the other: cut, or torn"
    TEMPLATE = "template", "the same words stated for another place or year: another speech, in a cluster of its own"


class Hole(Described):
    """What kind of place in a speech lacks words that another copy may have."""

    MASK = "mask", "a mask, as listed in `speeches.masks`"
    DAMAGE = "damage", "characters lost for good (U+FFFD)"
    GAP = "gap", "a place at which the page left text out, as listed in `speeches.gaps`"
    START = "start", "the beginning, which the speech lacks"
    END = "end", "the end, where the speech was torn off"
