"""Sheets that were begun and not saved: kept inside the casebook until they are, or put away.

They are no change yet, so they are not in the history; being in the casebook, they are as well
encrypted as what is saved, and survive a lock, a crash and a move to another computer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import msgspec

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import autosaves

_PREFIX = "sheet "
"""Sets the sheets apart from other things kept while they are typed."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """One sheet as it was left."""

    case: CaseId | None
    """The case it is about; None for one about the casebook."""
    name: str
    """What the window knows the sheet by: `event`, `call call-a`."""
    typed: Mapping[str, str]
    """What the user typed, by the part of the form."""
    shown: Mapping[str, str] = field(default_factory=dict)
    """What stood in the other fields."""
    in_sight: bool = False
    """Whether it was the sheet the user saw."""


def keep(workspace: Workspace, sheets: tuple[Unfinished, ...]) -> None:
    """Keep these sheets and no others; raises what `Workspace.run` raises."""
    workspace.run("Typing kept", _keep, sheets)


def kept(workspace: Workspace) -> tuple[Unfinished, ...]:
    """Return the sheets that were left unfinished, the oldest first; one that is spoilt is not."""
    return tuple(filter(None, map(_read, workspace.read(autosaves.kept, _PREFIX).values())))


def _keep(unit: Unit, sheets: tuple[Unfinished, ...]) -> None:
    bodies = {f"{sheet.case or ''} {sheet.name}": _written(sheet) for sheet in sheets}
    before = autosaves.kept(unit.connection, _PREFIX)
    for key in before.keys() - bodies.keys():
        autosaves.drop(unit.connection, _PREFIX + key)
    for key, body in bodies.items():
        if before.get(key) != body:
            autosaves.put(unit.connection, _PREFIX + key, body, unit.at)


def _written(sheet: Unfinished) -> str:
    sound = replace(sheet, typed=_sound(sheet.typed), shown=_sound(sheet.shown))
    return msgspec.json.encode(sound).decode()


def _sound(texts: Mapping[str, str]) -> dict[str, str]:
    # Half a character, as it comes from a broken clipboard, can be shown and not be kept.
    return {part: text.encode("utf-8", "replace").decode() for part, text in texts.items()}


def _read(body: str) -> Unfinished | None:
    try:
        return msgspec.json.decode(body, type=Unfinished)
    except msgspec.MsgspecError:
        return None
