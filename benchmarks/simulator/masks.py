"""What sites take out of a speech for good: masks, deletions, filters.

It changes the truth, so it runs before all dirt.
"""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from benchmarks.corpus import Speech

TOKENS = ("X", "XX", "xx", "×", "××", "*", "**", "***", "_", "__", "#", "某", "某某", "====", "○○")
YEARS = ("20xx", "20XX", "20**", "20__", "2０××", "××××", "****", "201X", "20＿＿", "====")
_FIGURE = re.compile(r"(?<![0-9.])[0-9]{1,5}(?:\.[0-9]+)?(?=[\u4e00-\u9fff])")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")
_PERSON = re.compile(r"[\u4e00-\u9fff](?=(?:书记|主任|部长|副书记|秘书长)(?:把|牵头))")
_LETTERS = {"国家": "GJ", "群众": "QZ", "政府": "ZF", "领导": "LD"}


def masked(speech: Speech, rng: Random) -> tuple[Speech, set[str]]:
    """Return the speech with places, names, figures or years masked, and the kinds of damage done."""
    text, kinds, token = speech.text, set[str](), rng.choice(TOKENS)
    if speech.place is not None:
        short = speech.place.county[:-1] if len(speech.place.county) > 2 else speech.place.county
        text = text.replace(speech.place.county, token + speech.place.county[-1]).replace(short, token)
        text = text.replace(speech.place.prefecture, token + "市").replace(speech.place.province, token + "省")
    text = _PERSON.sub(lambda _: token, text)
    if rng.random() < 0.5:
        text = _FIGURE.sub(lambda match: token if rng.random() < 0.4 else match[0], text)
    text = _YEAR.sub(rng.choice(YEARS), text)
    if rng.random() < 0.15:
        text = text.replace("成", rng.choice(("20xx", token)), 1)
        kinds.add("mask_misfire")
    return replace(speech, paragraphs=tuple(text.split("\n")), speaker=token, place=None), kinds | {"masks"}


def digits_deleted(speech: Speech, rng: Random) -> Speech:
    """Take figures out without a trace."""
    share = rng.uniform(0.2, 1)
    text = _FIGURE.sub(lambda match: "" if rng.random() < share else match[0], speech.text)
    return replace(speech, paragraphs=tuple(text.split("\n")))


def letters(speech: Speech, rng: Random) -> Speech:
    """Replace a word by its initials, as filters of words do."""
    word = rng.choice(list(_LETTERS))
    return replace(speech, paragraphs=tuple(p.replace(word, _LETTERS[word]) for p in speech.paragraphs))


def half_width(speech: Speech, rng: Random) -> Speech:
    """Write punctuation in half width; the full stop and the comma of lists stay."""
    table = str.maketrans("，：；？！（）", ",:;?!()")
    del rng
    return replace(speech, paragraphs=tuple(p.translate(table) for p in speech.paragraphs))


def without_punctuation(speech: Speech, rng: Random) -> Speech:
    """Strip all punctuation, or put spaces there."""
    gap = rng.choice(("", " "))
    return replace(speech, paragraphs=tuple(re.sub(r"[，。：；？！、“”]+", gap, p).strip() for p in speech.paragraphs))
