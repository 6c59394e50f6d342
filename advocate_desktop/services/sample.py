"""The sample: made-up clients and cases, told as of one fixed day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from advocate_desktop import assets
from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.services.interchange import import_case
from advocate_desktop.services.workspace import Workspace

AS_OF = datetime(2026, 3, 17, 9, 0, tzinfo=PACIFIC)
"""The moment of the story: Tuesday, 17 March 2026, nine o'clock. Looked at from this day, one plan
is late, one case is ready for Independent Medical Review, one has been won, and so on."""

MRI = "rosa-mri"
"""A denial of an MRI; the plan's answer is four days late."""
PROTON = "minh-chau-proton"
"""A treatment called experimental, ready for Independent Medical Review."""

CASES = (
    MRI,
    "rosa-er-bill",
    PROTON,
    "minh-chau-appointment",
    "anahit-home-care",
    "robert-wheelchair",
    "lily-speech",
    "lily-therapy-hours",
)
"""Folders of the sample's cases, each with its `case.json` and documents."""


def sample_casebook(path: Path) -> dict[str, CaseId]:
    """Create a casebook with the sample's cases, without a passphrase, and close it.

    Returns:
        The cases' ids by the names of their folders.

    Raises:
        CasebookExists, NotFound, FolderReadOnly, DiskFull: then there is no new file.
    """
    workspace = Workspace.create(path, None, clock=lambda: AS_OF, who="Sample")
    try:
        return {name: import_case(workspace, assets.folder("sample", name)) for name in CASES}
    except BaseException:
        workspace.close()
        path.unlink(missing_ok=True)
        raise
    finally:
        workspace.close()
