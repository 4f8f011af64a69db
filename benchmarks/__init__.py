"""Measurements of the parsers: authored pages with exact truth, and what the parsers and their peers make of them."""
