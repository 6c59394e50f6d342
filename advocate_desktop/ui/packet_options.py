"""What a packet is called, to whom it goes, and which of its own parts it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from advocate_desktop.domain.packet_plans import PlannedPacket
from advocate_desktop.domain.packets import Part
from advocate_desktop.ui import tokens
from advocate_desktop.ui.fields import LineField, TextField, TickField
from advocate_desktop.ui.forms import add_row, form_table
from advocate_desktop.ui.packet_words import PARTS

_CODE = Qt.ItemDataRole.UserRole


class PacketOptions(QWidget):
    """The fields; each change is told at once."""

    changed = Signal(str, object)
    """What was done, and the `PlannedPacket` as it is then."""

    def __init__(self) -> None:
        super().__init__()
        self._planned: PlannedPacket | None = None
        self._typed: set[LineField | TextField] = set()
        self.title = LineField("Such as: for Dr. Sample")
        self.recipient = TextField("As this kind of packet usually goes", 3)
        self.parts = QListWidget()
        self.parts.setAccessibleName("Parts of the packet")
        self.counted = TickField("Number the exhibits 1, 2, 3 in place of A, B, C")
        table = form_table(self)
        add_row(table, "Your name for it", self.title)
        add_row(table, "Goes to", self.recipient, "Name and address, a line each.")
        table.addRow("Parts", self.parts)
        add_row(table, "", self.counted)
        title, recipient = self.title.box, self.recipient.box
        assert isinstance(title, QLineEdit), "a line to type in"
        assert isinstance(recipient, QPlainTextEdit), "a text to type in"
        for field in (self.title, self.recipient):
            field.edited.connect(lambda field=field: self._typed.add(field))
        title.editingFinished.connect(self._rename)
        self.recipient.left.connect(self._address)
        self.parts.itemChanged.connect(self._tick)
        self.counted.edited.connect(self._count)

    def show_plan(self, planned: PlannedPacket, usual: Sequence[Part]) -> None:
        """Show the options of a plan, and the parts that its kind usually has."""
        self._planned = planned
        for field, value in ((self.title, planned.title), (self.recipient, planned.recipient)):
            if field not in self._typed:
                field.set_value(value)
        self.counted.set_value(planned.counted)
        with QSignalBlocker(self.parts):
            self.parts.clear()
            for part in usual:
                self.parts.addItem(_item(part, part not in planned.parts_left_out))
        tall = self.parts.sizeHintForRow(0) if self.parts.count() else 0
        self.parts.setFixedHeight(tall * self.parts.count() + 2 * tokens.SPACE_XS)

    def _tell(self, label: str, **changes: object) -> None:
        if self._planned is not None:
            new = replace(self._planned, **changes)  # type: ignore[arg-type]
            if new != self._planned:
                self._planned = new
                self.changed.emit(label, new)

    def _rename(self) -> None:
        if self.title in self._typed:
            self._typed.discard(self.title)
            self._tell("Packet renamed", title=(self.title.value() or "").strip())

    def _address(self) -> None:
        if self.recipient in self._typed:
            self._typed.discard(self.recipient)
            lines = (self.recipient.value() or "").strip()
            self._tell("Packet’s address changed", recipient=lines)

    def _count(self) -> None:
        label = "Exhibits numbered" if self.counted.value() else "Exhibits lettered"
        self._tell(label, counted=self.counted.value())

    def _tick(self, item: QListWidgetItem) -> None:
        if self._planned is None:
            return
        part, taken = item.data(_CODE), item.checkState() is Qt.CheckState.Checked
        left_out = self._planned.parts_left_out
        left_out = left_out - {part} if taken else left_out | {part}
        label = "Part of a packet put in" if taken else "Part of a packet left out"
        self._tell(label, parts_left_out=left_out)


def _item(part: Part, taken: bool) -> QListWidgetItem:
    item = QListWidgetItem(PARTS[part])
    item.setData(_CODE, part.value)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked)
    return item
