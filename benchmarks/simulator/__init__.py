"""The damage simulator: pages with exact truth, a seed deciding everything."""

from benchmarks.simulator.model import SimulatedPage, Truth, TruthSpeech
from benchmarks.simulator.page import simulate

__all__ = ["SimulatedPage", "Truth", "TruthSpeech", "simulate"]
