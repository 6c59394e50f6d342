"""The values that one field had: when, by whom, and putting one back."""

from __future__ import annotations

from PySide6.QtCore import Signal

from advocate_desktop.services import history
from advocate_desktop.services.history import Field, Value
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import words
from advocate_desktop.ui.list_sheet import ListSheet
from advocate_desktop.ui.rows import Column


class FieldHistorySheet(ListSheet[Value]):
    """A list, the value it has now first."""

    put_back_wanted = Signal(object, object)
    """The `Field` and the value it shall have again."""

    def __init__(self, workspace: Workspace, field: Field) -> None:
        super().__init__(
            f"Earlier values: {field.name}",
            "Put this one back",
            "Every value it was ever given. Put one back: that is a new step, and undo takes it "
            "back.",
            _COLUMNS,
            lambda row: row.number,
            lambda: history.values(workspace, field),
            "Nothing was entered here yet.",
            not workspace.read_only,
        )
        self._field = field
        self.refresh()

    def take(self, row: Value) -> None:
        """Ask for the chosen value."""
        self.put_back_wanted.emit(self._field, row.stored)

    def _follow_choice(self) -> None:
        super()._follow_choice()
        chosen = self.chosen
        self.main_button.setEnabled(chosen is not None and not chosen.is_now and self._writable)


_COLUMNS: tuple[Column[Value], ...] = (
    Column(
        "Value",
        text=lambda row: " ".join(row.shown.split()) or "Empty",
        second=lambda row: "The value it has now" if row.is_now else "",
        tip=lambda row: row.shown,
    ),
    Column("Since", text=lambda row: words.moment(row.at), second=lambda row: row.who),
)
