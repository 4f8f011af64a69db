"""The frozen records that pass between the stages and into a release.

A field's annotation is the column's definition: the type, whether it may be null, and a sentence of documentation.
`schemas.tables` turns the records into Arrow schemas and the data dictionary.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from schemas.enums import DateBasis, EditKind, Hole, Level, MaskKind, Relation, Script, Status


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as it came in: the bytes, and what is known from outside them."""

    source: str
    body: bytes
    url: str | None = None
    site: str | None = None
    fetched_at: str | None = None
    content_type: str | None = None
    charset: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """One row of the ledger: a run of `pages.text` that was removed or replaced."""

    page_id: Annotated[str, "the page; key into `pages`"]
    start: Annotated[int, "offset of the first character, in `pages.text`, in code points"]
    end: Annotated[int, "offset after the last character"]
    kind: Annotated[EditKind, "what the run was"]
    rule_id: Annotated[str, "the rule that decided; key into `rules`"]
    text: Annotated[str, "the run as it stood, personal data masked by █"]
    replacement: Annotated[str, "what stands there now; empty where it was removed"]


@dataclass(frozen=True, slots=True)
class Mask:
    """One kind of mask in a speech."""

    token: Annotated[str, "the mask as written, such as ×× or 20xx"]
    kind: Annotated[MaskKind, "what it hides"]
    count: Annotated[int, "how often it occurs"]


@dataclass(frozen=True, slots=True)
class Gap:
    """A place in a speech at which the page left text out."""

    offset: Annotated[int, "where in `text`, in code points"]
    chars: Annotated[int | None, "the number of characters the page says are missing; null if it does not say"]
    notice: Annotated[str, "the page's own words"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a field holds what it holds."""

    field: Annotated[str, "the column this is about"]
    value: Annotated[str, "the value that was read"]
    start: Annotated[int, "offset of the first character that says so, in `pages.text`"]
    end: Annotated[int, "offset after the last character"]
    rule: Annotated[str, "the rule that read it; key into `rules`"]


@dataclass(frozen=True, slots=True)
class Speech:
    """One speech."""

    speech_id: Annotated[str, "`page_id`, a hyphen, and the position as two digits or more; unique"]
    page_id: Annotated[str, "the page it was found on; key into `pages`"]
    position: Annotated[int, "1 for the first speech on the page"]
    title: Annotated[str | None, "the speech's own title where it has one, else the page's; simplified"]
    text: Annotated[str, "salutation and body in simplified script, one paragraph a line"]
    script: Annotated[Script, "the script in which it was found"]
    date: Annotated[str | None, "EDTF (ISO 8601-2), only what is stated: 2021-05-24, 2018, 20XX-05-22"]
    date_earliest: Annotated[str | None, "the first day it can have been given, ISO 8601"]
    date_latest: Annotated[str | None, "the last day it can have been given, ISO 8601"]
    date_basis: Annotated[DateBasis | None, "where the date or the interval was read"]
    date_conflict: Annotated[bool, "whether the text's own words exclude a year stated for it; the evidence names them"]
    speaker_name: Annotated[str | None, "the speaker's name, only where it is stated to be the speaker's"]
    speaker_role: Annotated[str | None, "the speaker's office, such as 县委书记"]
    level: Annotated[Level | None, "the administrative level"]
    place_name: Annotated[str | None, "the county-level or higher division it was given in, by its full name"]
    place_code: Annotated[str | None, "that division's GB/T 2260 code as of the date"]
    province: Annotated[str | None, "province"]
    prefecture: Annotated[str | None, "prefecture-level division"]
    county: Annotated[str | None, "county-level division"]
    township: Annotated[str | None, "township-level division"]
    occasion: Annotated[str | None, "the meeting or event"]
    genre: Annotated[str | None, "the kind of speech, such as 动员讲话"]
    topics: Annotated[tuple[str, ...], "subjects of local government"]
    masks: Annotated[tuple[Mask, ...], "masks in the text, by token and kind"]
    truncated: Annotated[bool, "whether the page shows only part of the speech"]
    gaps: Annotated[tuple[Gap, ...], "places at which the page left text out"]
    declared_chars: Annotated[int | None, "the length of the whole that the page states, in its own count"]
    visible_chars: Annotated[int | None, "how much of it the page states that it shows, in its own count"]
    n_chars: Annotated[int, "code points of `text`, white space not counted"]
    quality: Annotated[float, "0 to 1: one less the shares masked, missing and damaged"]
    cluster_id: Annotated[str, "the same for all copies of a speech; the `speech_id` of the canonical one"]
    is_canonical: Annotated[bool, "whether this speech stands for its cluster; `copies` has the others"]
    text_collated: Annotated[
        str | None,
        "`text` with holes filled from other copies, as `apparatus` says; null where nothing was filled",
    ]
    evidence: Annotated[tuple[Evidence, ...], "for each filled field the words and the rule it rests on"]
    source: Annotated[str, "the file or sighting the page came from"]
    site: Annotated[str | None, "host name of the site, where known"]
    url: Annotated[str | None, "address of the page, where known"]
    fetched_at: Annotated[str | None, "when it was fetched, ISO 8601 in UTC, where known"]
    parser_version: Annotated[str, "version of the parser and digest of its rules and dictionaries"]


@dataclass(frozen=True, slots=True)
class Copy:
    """One speech that repeats another: a copy in its cluster, or a speech made on the same template."""

    speech_id: Annotated[str, "the copy; key into `speeches`"]
    canonical_id: Annotated[str, "the canonical speech it repeats; key into `speeches`"]
    relation: Annotated[Relation, "what it is to that speech"]
    shared: Annotated[float, "share of its distinct 5-character sequences that the canonical speech has"]
    covers: Annotated[float, "share of the canonical speech's distinct 5-character sequences that it has"]
    n_longer: Annotated[int, "by how many letters, digits and Han characters it is longer than the canonical speech"]
    n_less_masked: Annotated[int, "how many masked characters fewer it has"]
    adds: Annotated[tuple[str, ...], "columns that it fills and the canonical speech does not"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the apparatus: what another copy has where a canonical speech has a hole."""

    speech_id: Annotated[str, "the canonical speech with the hole; key into `speeches`"]
    offset: Annotated[int, "where the hole begins in its `text`, in code points"]
    kind: Annotated[Hole, "what kind of hole"]
    stood: Annotated[str, "what stands there in `text`; may be empty"]
    reading: Annotated[str, "what the other copy has there; 〔…〕 in a long one for what is disputed or a gap"]
    witness_id: Annotated[str, "that copy, the best of those that have this reading; key into `speeches`"]
    n_witnesses: Annotated[int, "how many copies have this reading; those with the same text count once"]
    filled: Annotated[bool, "whether `text_collated` has this reading; false where copies disagree"]


@dataclass(frozen=True, slots=True)
class Page:
    """One page that came in, whatever became of it."""

    page_id: Annotated[str, "first 16 hex digits of the body's SHA-256; a further copy of a body has a suffix; unique"]
    source: Annotated[str, "the file or sighting it came from"]
    url: Annotated[str | None, "its address, where known"]
    site: Annotated[str | None, "host name of the site, where known"]
    fetched_at: Annotated[str | None, "when it was fetched, ISO 8601 in UTC, where known"]
    licence: Annotated[str | None, "what the list of sources notes of the right to use it; no licence of ours"]
    content_type: Annotated[str, "html, text, or what the bytes look like instead"]
    n_bytes: Annotated[int, "size of the body"]
    sha256: Annotated[str | None, "SHA-256 of the body, in hex; null where it could not be read"]
    encoding: Annotated[str | None, "the encoding it was decoded with"]
    encoding_method: Annotated[str | None, "how that was decided"]
    encoding_errors: Annotated[int, "bytes that could not be decoded, each shown as U+FFFD"]
    title: Annotated[str | None, "the page's own title, as found"]
    text: Annotated[str, "visible text, personal data masked by █; offsets elsewhere count its code points from 0"]
    status: Annotated[Status, "what became of it"]
    status_reason: Annotated[str | None, "why, unless it was published"]
    n_chars: Annotated[int, "code points of `text`"]
    n_kept: Annotated[int, "of these, kept in the text of a speech (or white space inside it)"]
    n_removed: Annotated[int, "of these, removed"]
    n_replaced: Annotated[int, "of these, replaced"]
    n_speeches: Annotated[int, "speeches found"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as a release describes it: anything that an edit or an evidence may name."""

    rule_id: str
    kind: str
    scope: str
    reason: str
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule, and how often it fired in this release."""

    rule_id: Annotated[str, "the rule's name; unique"]
    kind: Annotated[str, "the kind of edit it makes, or the field it fills"]
    scope: Annotated[str, "what it looks at: inline, line, or code"]
    reason: Annotated[str, "why it exists"]
    pattern: Annotated[str | None, "its regular expression; null where code decides"]
    n_edits: Annotated[int, "rows of `edits` that name it"]
    n_evidence: Annotated[int, "entries of `speeches.evidence` that name it"]
    n_pages: Annotated[int, "pages on which it did either"]


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """All that parsing makes of one page."""

    page: Page
    speeches: tuple[Speech, ...] = ()
    edits: tuple[Edit, ...] = ()
