"""The data contract: frozen records, their Arrow schemas, enumerations and errors.

Every column is defined once, as an annotated field of a record in `schemas.records`; the Arrow schema, the data
dictionary, and the tests are derived from it. Nothing of the project is imported here, so every other package may
import this one.
"""

from schemas.enums import (
    DateBasis,
    EditKind,
    Hole,
    Level,
    MaskKind,
    Relation,
    Script,
    Status,
)
from schemas.errors import JianghuaError
from schemas.records import (
    Copy,
    Edit,
    Evidence,
    Gap,
    Mask,
    Page,
    ParsedPage,
    RawPage,
    Reading,
    Rule,
    RuleCount,
    Speech,
)

__all__ = [
    "Copy",
    "DateBasis",
    "Edit",
    "EditKind",
    "Evidence",
    "Gap",
    "Hole",
    "JianghuaError",
    "Level",
    "Mask",
    "MaskKind",
    "Page",
    "ParsedPage",
    "RawPage",
    "Reading",
    "Relation",
    "Rule",
    "RuleCount",
    "Script",
    "Speech",
    "Status",
]
