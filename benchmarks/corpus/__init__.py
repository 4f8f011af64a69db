"""Authored speeches and authored near misses: written in full or composed from authored paragraphs."""

from benchmarks.corpus.compose import composed_speech
from benchmarks.corpus.near_misses import near_miss
from benchmarks.corpus.records import NearMiss, Place, Speech, authored_misses, authored_speeches, places

__all__ = [
    "NearMiss",
    "Place",
    "Speech",
    "authored_misses",
    "authored_speeches",
    "composed_speech",
    "near_miss",
    "places",
]
