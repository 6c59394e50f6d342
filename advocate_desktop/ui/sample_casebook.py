"""The sample's casebook: where it lies, how it is made, and the day it tells of.

What makes it brings all libraries for files and papers, so it is read only when it is wanted.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from advocate_desktop import paths


def place() -> Path:
    """Return where the sample's casebook lies, or will lie."""
    return paths.data_dir() / "sample.casebook"


def now() -> datetime:
    """Return the moment the sample is told as of; by today's clock all of it is long late."""
    from advocate_desktop.services.sample import AS_OF

    return AS_OF


def make() -> None:
    """Make the sample's casebook unless it is there; raises what making a casebook raises."""
    from advocate_desktop.services.sample import sample_casebook

    path = place()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        sample_casebook(path)
