"""What names and short lines say of their place on a page: hints for telling an article from what surrounds it.

The words are data (parsers/data/markup.toml, with reasons and examples that the tests run). A hint is never a verdict;
`parsers.blocks` and `parsers.main_text` weigh it against structure.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

import tomli

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


@cache
def edges(side: str) -> re.Pattern[str]:
    """Return the pattern of words that show a short line at the `head` or `tail` of an article not to be its body."""
    return re.compile("|".join(map(re.escape, _data()["edge"][side])))


@cache
def _legal_words(which: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _data()["legal"][which])))


def is_site_notice(text: str) -> bool:
    """Tell whether a paragraph is the site's word about rights and sources: at least three of its words."""
    own = set(_legal_words("site").findall(text, 0, 500))
    return bool(own) and len(own | set(_legal_words("words").findall(text, 0, 500))) >= 3


@cache
def furniture_tags() -> frozenset[str]:
    """Return the elements that are furniture by their own meaning."""
    return frozenset(_data()["furniture"]["tags"])


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomli.loads((files("parsers") / "data" / "markup.toml").read_text("utf-8"))


@cache
def _furniture_words() -> frozenset[str]:
    return frozenset(_data()["furniture"]["words"])


@cache
def _article_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words for an article's own text, and the furniture words that mean nothing beside one of them."""
    return frozenset(_data()["article"]["words"]), frozenset(_data()["article"]["outweighs"])


@lru_cache(maxsize=8192)
def naming(value: str) -> tuple[str, bool]:
    """Return a class or id in lower case, and whether it names furniture."""
    words = [word.lower() for word in _WORDS.findall(value[:200])]
    known, (article, outweighed) = _furniture_words(), _article_words()
    if not article.isdisjoint(words):
        words = [word for word in words if word not in outweighed]
    return value[:200].lower(), any(word in known or _begins(word, known) for word in words)


def names_article(value: str) -> bool:
    """Tell whether a class or id names the text of an article."""
    return not _article_words()[0].isdisjoint(word.lower() for word in _WORDS.findall(value[:200]))


def _begins(word: str, known: frozenset[str]) -> bool:
    """Tell whether a word written together begins with a long known one, as in `relatednews`."""
    return any(word[:size] in known for size in range(6, len(word)))
