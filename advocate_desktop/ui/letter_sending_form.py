"""How a letter goes out: its title, its way, to whom, with what, and who gets copies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from advocate_desktop.domain.documents import Document, DocumentId
from advocate_desktop.domain.drafts import Delivery, Draft
from advocate_desktop.domain.packet_plans import PlannedPacketId
from advocate_desktop.ui import cards, tokens
from advocate_desktop.ui.fields import ChoiceField, Field, LineField, TextField
from advocate_desktop.ui.forms import Form, Row
from advocate_desktop.ui.sheet import scrolled

DELIVERIES: dict[Delivery, str] = {
    Delivery.AUTOMATIC: "As the case suggests",
    Delivery.MAIL: "Mail",
    Delivery.CERTIFIED_MAIL: "Certified mail",
    Delivery.FAX: "Fax",
    Delivery.PORTAL: "The plan’s website",
    Delivery.EMAIL: "E-mail",
    Delivery.IN_PERSON: "By hand",
    Delivery.NONE: "Say nothing of it",
}
_NUMBER_LABELS = {
    Delivery.CERTIFIED_MAIL: "Number on the receipt",
    Delivery.FAX: "Fax number",
    Delivery.EMAIL: "E-mail address",
}


class CopiesField(TextField):
    """Names, a line each; nothing typed leaves it to the kind of letter."""

    def __init__(self) -> None:
        super().__init__("One name a line. Empty: as this kind of letter has it.", 2)

    def value(self) -> tuple[str, ...] | None:  # type: ignore[override]
        """Return the lines, or None for none."""
        lines = tuple(line.strip() for line in super().value().splitlines() if line.strip())
        return lines or None

    def set_value(self, value: Sequence[str] | None) -> None:
        """Show the lines."""
        if self.value() != value:
            super().set_value("\n".join(value or ()))


class EnclosuresField(Field):
    """A tick for each paper of the case; untouched, the kind of letter decides."""

    def __init__(self, papers: Sequence[Document], usual: frozenset[DocumentId]) -> None:
        self._list = QListWidget()
        super().__init__(self._list)
        self._usual = usual
        self._chosen: tuple[DocumentId, ...] | None = None
        self._filling = True
        for paper in papers:
            item = QListWidgetItem(paper.name)
            item.setData(Qt.ItemDataRole.UserRole, paper.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            self._list.addItem(item)
        self._list.setUniformItemSizes(True)
        height = self._list.fontMetrics().lineSpacing() * max(2, min(len(papers), 7))
        self._list.setFixedHeight(height + tokens.SPACE_L)
        self._show()
        self._list.itemChanged.connect(self._note)

    def value(self) -> tuple[DocumentId, ...] | None:
        """Return the papers ticked, or None when the kind of letter decides."""
        return self._chosen

    def set_value(self, value: Sequence[DocumentId] | None) -> None:
        """Show which papers go along."""
        self._chosen = None if value is None else tuple(value)
        self._show()

    def set_usual(self, usual: frozenset[DocumentId]) -> None:
        """Show what goes along by the kind of letter."""
        self._usual = usual
        self._show()

    def _show(self) -> None:
        self._filling = True
        ticked = self._usual if self._chosen is None else frozenset(self._chosen)
        for item in self._items():
            on = item.data(Qt.ItemDataRole.UserRole) in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._filling = False

    def _note(self) -> None:
        if self._filling:
            return
        self._chosen = tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in self._items()
            if item.checkState() is Qt.CheckState.Checked
        )
        self.edited.emit()
        self.left.emit()

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]


class LetterSendingForm(QWidget):
    """Saves as one types, and shows the number's row only for ways that have one."""

    def __init__(
        self,
        draft: Draft,
        papers: Sequence[Document],
        packets: Mapping[PlannedPacketId, str],
        save: Callable[[Draft], None],
    ) -> None:
        super().__init__()
        self.enclosures = EnclosuresField(papers, frozenset())
        self.enclosures.setEnabled(bool(papers))
        rows = [
            Row("Title", LineField(), "title", "Your own name for it; it is not printed."),
            Row("How it goes out", ChoiceField(DELIVERIES), "delivery"),
            Row("Number", LineField(), "delivery_number", "It is printed above the address."),
            Row(
                "To",
                TextField("Name and address. Empty: as the case has it.", 4),
                "recipient",
            ),
            Row("Enclosed", self.enclosures, "enclosed"),
            Row("Copies to", CopiesField(), "copies"),
        ]
        if packets:
            letters = ChoiceField(packets, "Letters of its own, from A")
            rows.append(Row("Exhibit letters", letters, "plan", "Those of a packet, or its own."))
        self.form: Form[Draft] = Form(tuple(rows), draft, save)
        way = self.form.field("delivery")
        way.edited.connect(self._follow_way)
        body = QVBoxLayout()
        body.setContentsMargins(*[tokens.SPACE_M] * 4)
        body.addWidget(self.form)
        if not papers:
            body.addWidget(cards.note("Attach papers to the case to enclose them."))
        body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(body))
        self._follow_way()
        self.setFocusProxy(self.form.field("title").box)

    def show_draft(self, draft: Draft) -> None:
        """Show how a draft goes out, except where somebody is typing."""
        self.form.show_value(draft)
        self._follow_way()

    def show_enclosed(self, documents: frozenset[DocumentId]) -> None:
        """Show which papers go along by the kind of letter."""
        self.enclosures.set_usual(documents)

    def _follow_way(self) -> None:
        label = _NUMBER_LABELS.get(self.form.field("delivery").value(), "")
        field = self.form.field("delivery_number")
        self.form.table.setRowVisible(field, bool(label))
        if label:
            self.form.name_row("delivery_number", label)
