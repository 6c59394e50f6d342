"""Finds out whether places on a PDF's pages are blank, so that a stamp there covers nothing."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

from advocate_desktop.intake import isolated
from advocate_desktop.intake.outcomes import Region

RegionsOf = Callable[[float, float], Sequence[Region]]
"""Which places to look at on a page of this width and height in points."""

_ANSWERS_KEPT = 1000
"""Papers, so that a packet that is built again in another order draws none of them twice."""
_answers: OrderedDict[tuple[bytes, RegionsOf], tuple[tuple[bool, ...], ...]] = OrderedDict()
_answers_lock = threading.Lock()


def blank_regions(pdf: bytes, regions_of: RegionsOf) -> tuple[tuple[bool, ...], ...]:
    """Return for each page whether each of its places is known to be blank.

    A page that cannot be drawn has none. The answers of the papers asked about last are remembered.
    Raises `PageNotShown` when the PDF cannot be opened.
    """
    digest = hashlib.sha256(pdf)
    asked = (digest.digest(), regions_of)
    with _answers_lock:
        found = _answers.get(asked)
    if found is None:
        name = digest.hexdigest()
        sizes = isolated.showing.page_sizes(name, pdf)
        places = [regions_of(width, height) for width, height in sizes]
        found = isolated.showing.blank_places(name, pdf, places)
    with _answers_lock:
        _answers[asked] = found
        _answers.move_to_end(asked)
        while len(_answers) > _ANSWERS_KEPT:
            _answers.popitem(last=False)
    return found
