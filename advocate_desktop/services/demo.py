"""The demonstration: the sample's casebook and the papers of two of its cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.services import letters, packets
from advocate_desktop.services.sample import AS_OF, MRI, PROTON, sample_casebook
from advocate_desktop.services.workspace import CasebookExists, FolderReadOnly, Workspace

__all__ = ["Made", "sample_casebook", "write_demo"]

CASEBOOK = "sample.casebook"
LETTER = "grievance-letter.pdf"
COMPLAINT = "dmhc-complaint-packet.pdf"
REVIEW = "imr-packet.pdf"

_FILED_ON = date(2026, 2, 11)
"""The day on which the story's grievance was sent."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file the demonstration wrote."""

    path: Path
    what: str
    """A plain phrase."""


def write_demo(folder: Path) -> tuple[Made, ...]:
    """Write the sample's casebook and three papers into a folder, making it if need be.

    The papers have the same bytes every time.

    Raises:
        CasebookExists: a file of one of the names is there; nothing was written.
        Invalid, NotFound, FolderReadOnly, DiskFull: the folder cannot be used; nothing is left.
    """
    _make_folder(folder)
    _check_free(folder)
    ids = sample_casebook(folder / CASEBOOK)
    try:
        workspace = Workspace.open(folder / CASEBOOK, None, clock=lambda: AS_OF)
        try:
            letters.save(
                workspace, ids[MRI], "initial-grievance", folder / LETTER, made_on=_FILED_ON
            )
            for kind, case, file in (
                (packets.PacketKind.DMHC, ids[MRI], COMPLAINT),
                (packets.PacketKind.IMR, ids[PROTON], REVIEW),
            ):
                packets.save(workspace, case, kind, folder / file, made_on=AS_OF.date())
        finally:
            workspace.close()
    except BaseException:
        for name in (CASEBOOK, LETTER, COMPLAINT, REVIEW):
            (folder / name).unlink(missing_ok=True)
        raise
    return (
        Made(folder / CASEBOOK, "the sample casebook, without a passphrase: anyone can read it"),
        Made(folder / LETTER, "a grievance letter"),
        Made(folder / COMPLAINT, "a DMHC complaint packet"),
        Made(folder / REVIEW, "an Independent Medical Review packet"),
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise Invalid(f"“{folder}” is a file, not a folder; nothing was written.") from None
    except NotADirectoryError:
        raise NotFound(f"“{folder}” lies below a file; nothing was written.") from None
    except PermissionError:
        raise FolderReadOnly(f"The folder “{folder}” cannot be made; choose another.") from None


def _check_free(folder: Path) -> None:
    for name in (CASEBOOK, LETTER, COMPLAINT, REVIEW):
        if (folder / name).exists():
            raise CasebookExists(
                f"There is a file “{folder / name}” already; nothing was written. "
                "Remove it or name another folder."
            )
