"""Advocate Desktop: health-plan cases, their deadlines, and the papers to file."""

__version__ = "0.1.0"
