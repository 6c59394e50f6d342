"""The exhibits of a packet as they are bound: their pages, free margins and the words of scans.

What has to be found out by drawing pages is kept in the casebook, so that a packet that is built
again in another order draws none of them twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from advocate_desktop.domain.documents import ContentHash
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.packets import Exhibit
from advocate_desktop.intake.margins import blank_regions
from advocate_desktop.intake.outcomes import RECIPE
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import blobs, recognised, renditions

if TYPE_CHECKING:
    from advocate_desktop.filings.assemble import BoundExhibit

_PURPOSE = "margins"
_VERSION = "1"
"""Of the places that stamps are looked for at."""

_Margins = tuple[tuple[bool, ...], ...]


def bound(workspace: Workspace, exhibit: Exhibit, pdf: bytes) -> BoundExhibit:
    """Return an exhibit with all that is needed to bind it; raise `PageNotShown`."""
    from advocate_desktop.filings.assemble import BoundExhibit  # pikepdf is slow to import

    content_hash = exhibit.document.content_hash
    read = workspace.read(recognised.of_document, content_hash)
    words = {number: page.words for number, page in read.items() if page.words}
    return BoundExhibit(exhibit, pdf, _margins(workspace, content_hash, pdf), words)


def _margins(
    workspace: Workspace, content_hash: ContentHash, pdf: bytes
) -> Sequence[Sequence[bool]]:
    from advocate_desktop.filings.assemble_pages import stamp_regions

    recipe = f"{RECIPE}.{_VERSION}.{len(pdf)}"
    kept = workspace.read(renditions.kept, content_hash, _PURPOSE, recipe)
    if kept is not None:
        return msgspec.json.decode(kept, type=_Margins)
    found = blank_regions(pdf, stamp_regions)
    if not workspace.read_only:
        with suppress(AdvocateError):  # a full drive: they are looked for again next time
            workspace.run("Margins kept", _keep, content_hash, recipe, found)
    return found


def _keep(unit: Unit, content_hash: ContentHash, recipe: str, found: _Margins) -> None:
    if blobs.holds(unit.connection, content_hash):  # not erased meanwhile
        renditions.keep(unit, content_hash, _PURPOSE, recipe, msgspec.json.encode(found))
