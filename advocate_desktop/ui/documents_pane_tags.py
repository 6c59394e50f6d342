"""Tags given to several documents at once, or taken from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advocate_desktop.domain.documents import Document, tags_in
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import words
from advocate_desktop.ui.documents_pane_order import update_all
from advocate_desktop.ui.fields import LineField
from advocate_desktop.ui.forms import add_row, form_table
from advocate_desktop.ui.sheet import Sheet


class TagsSheet(Sheet):
    """Asks which tags the chosen documents get and which they lose."""

    def __init__(self, workspace: Workspace, chosen: Sequence[Document]) -> None:
        """Begin with nothing to change."""
        told = words.count(len(chosen), "paper")
        super().__init__(f"Tags of {told}", "Save", self._save, "Put commas between tags.")
        self._workspace, self._chosen = workspace, tuple(chosen)
        self.add, self.take_away = LineField("urgent, for the appeal"), LineField()
        present = dict.fromkeys(tag for document in chosen for tag in document.tag_list)
        table = form_table()
        add_row(table, "Add", self.add)
        add_row(table, "Take away", self.take_away, _there(tuple(present)))
        self.body.addLayout(table)
        self.setFocusProxy(self.add.box)

    def _save(self) -> None:
        added = tags_in(self.add.value() or "")
        gone = {tag.casefold() for tag in tags_in(self.take_away.value() or "")}
        wanted = tuple(_tagged(document, added, gone) for document in self._chosen)
        if wanted != self._chosen:
            self._workspace.run("Tags changed", update_all, wanted)
        self.closed.emit()


def _tagged(document: Document, added: Sequence[str], gone: set[str]) -> Document:
    tags = tags_in(", ".join((*document.tag_list, *added)))
    return replace(document, tags=", ".join(tag for tag in tags if tag.casefold() not in gone))


def _there(tags: Sequence[str]) -> str:
    return f"There now: {', '.join(tags)}." if tags else "There are none yet."
