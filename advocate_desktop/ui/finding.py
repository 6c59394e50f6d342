"""What the find-or-do box offers: actions, then cases, then words found in the casebook."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from advocate_desktop.services import views
from advocate_desktop.services.search import Hit, HitKind, folded, holds_all, search
from advocate_desktop.ui import icons
from advocate_desktop.ui.actions import Actions, plain
from advocate_desktop.ui.finder import Find

if TYPE_CHECKING:
    from advocate_desktop.ui.desk import Desk

_MOST = 60
_MOST_ACTIONS = 8
_TABS = {HitKind.EVENT: 1, HitKind.COMMUNICATION: 3, HitKind.DOCUMENT: 2}
_KINDS = {
    HitKind.EVENT: "What happened",
    HitKind.COMMUNICATION: "Call or message",
    HitKind.DOCUMENT: "Paper",
}
_ICONS = {
    HitKind.EVENT: "calendar",
    HitKind.COMMUNICATION: "phone",
    HitKind.DOCUMENT: "file-text",
}


def found(typed: str, actions: Actions, desk: Desk | None) -> tuple[Find, ...]:
    """Return what fits the words typed; with none, the actions that can be used now."""
    wanted = folded(typed).split()
    things = [*_actions(wanted, actions)]
    if wanted and desk:
        things = [*things[:_MOST_ACTIONS], *_cases(typed, desk), *_hits(typed, desk)]
    return tuple(things[:_MOST])


def _actions(wanted: list[str], actions: Actions) -> Iterator[Find]:
    for action in actions.usable():
        name = plain(action)
        if name != plain(actions["find"]) and holds_all(name, wanted):
            keys = action.shortcut().toString()
            icon = action.icon() if not action.icon().isNull() else icons.icon("chevron-right")
            yield Find(f"do {name}", name, keys or "Action", icon, action.trigger)


def _cases(typed: str, desk: Desk) -> Iterator[Find]:
    for row in views.case_rows(desk.workspace, text=typed)[:10]:
        text = " · ".join(part for part in (row.client, row.title) if part)
        act = partial(desk.open_case, row.id)
        yield Find(f"case {row.id}", text, row.sentence, icons.icon("folder-open"), act)


def _hits(typed: str, desk: Desk) -> Iterator[Find]:
    names = {row.id: f"{row.client} · {row.title}" for row in views.case_rows(desk.workspace)}
    for number, hit in enumerate(search(desk.workspace, typed)[:_MOST]):
        if hit.kind not in _TABS:
            continue
        act = partial(_go, desk, hit)
        icon = icons.icon(_ICONS[hit.kind])
        place = f"{_KINDS[hit.kind]}{_page(hit)} · {names.get(hit.case, '')}"
        yield Find(f"hit {number}", hit.snippet, place, icon, act)


def _page(hit: Hit) -> str:
    return f", page {hit.page}" if hit.page else ""


def _go(desk: Desk, hit: Hit) -> None:
    desk.open_case(hit.case, _TABS[hit.kind])
    if hit.document is not None:
        desk.pane.page.documents.open_document(hit.document, (hit.page or 1) - 1)
