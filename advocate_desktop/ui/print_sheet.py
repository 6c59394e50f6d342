"""Printing with a look before: the pages, which of them, how many copies, on which printer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout
from shiboken6 import isValid

from advocate_desktop.domain.errors import AdvocateError, Invalid
from advocate_desktop.domain.packet_plans import chosen_pages
from advocate_desktop.services.paper_pages import PaperPages
from advocate_desktop.ui import cards, printing, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.fields import ChoiceField, Field, LineField, TickField
from advocate_desktop.ui.forms import add_row, form_table
from advocate_desktop.ui.page_view import Fit
from advocate_desktop.ui.paper_view import PaperView
from advocate_desktop.ui.printing import Order, Printers
from advocate_desktop.ui.sheet import Sheet

_NO_PRINTER = (
    "No printer is set up on this computer. Save it as a PDF and print that elsewhere, or set a "
    "printer up in the system’s settings and open this again."
)
_MOST_COPIES = 99


class CopiesField(Field):
    """How many copies."""

    def __init__(self) -> None:
        self._box = QSpinBox()
        super().__init__(self._box)
        self._box.setRange(1, _MOST_COPIES)

    def value(self) -> int:
        """Return the number."""
        return self._box.value()

    def set_value(self, value: int) -> None:
        """Show a number."""
        self._box.setValue(value)


class PrintSheet(Sheet):
    """The pages beside what to choose."""

    wants_room = True
    save_wanted = Signal()
    """It shall be saved as a PDF."""

    def __init__(
        self,
        bridge: Bridge,
        title: str,
        read: Callable[[], PaperPages],
        printers: Printers,
        *,
        can_save: bool = False,
    ) -> None:
        super().__init__(f"Print: {title}", "Print", self._print)
        self._bridge = bridge
        self._title = title
        self._printers = printers
        self._paper: PaperPages | None = None
        names = printers.names()
        self.printer = ChoiceField({name: name for name in names})
        self.pages = LineField("All, or such as 1-3, 5")
        self.copies = CopiesField()
        self.both_sides = TickField("On both sides of the paper")
        self.view = PaperView(bridge.tasks)
        self.view.setAccessibleName(f"Pages of {title}")
        self.view.set_fit(Fit.PAGE)
        self.count = cards.note("The pages are being made ready …")
        self.none = cards.Words(_NO_PRINTER)
        self.save_button = cards.button("Save as PDF instead…", "download", self.save_wanted.emit)
        self.save_button.setVisible(can_save)
        if names:
            self.printer.set_value(names[0])
        self._build(bool(names))
        bridge.tasks.start("", lambda _: read(), self._take, self._fail)

    def _build(self, any_printer: bool) -> None:
        table = form_table()
        add_row(table, "Printer", self.printer)
        add_row(table, "Pages", self.pages)
        add_row(table, "Copies", self.copies)
        add_row(table, "", self.both_sides)
        side = QVBoxLayout()
        side.addWidget(self.count)
        side.addLayout(table)
        side.addWidget(self.none)
        side.addStretch(1)
        self.none.setVisible(not any_printer)
        for field in (self.printer, self.pages, self.copies, self.both_sides):
            table.setRowVisible(field, any_printer)
        row = QHBoxLayout()
        row.addWidget(self.view, 3)
        row.addLayout(side, 2)
        self.body.addLayout(row, 1)
        self.view.setMinimumHeight(self.fontMetrics().lineSpacing() * 14)
        self.buttons.insertWidget(1, self.save_button)
        self.main_button.setEnabled(False)
        self.cancel_button.setText("Close")
        self.fill()
        self.setFocusProxy(self.printer if any_printer else self.save_button)

    def _take(self, paper: PaperPages) -> None:
        if not isValid(self):
            return
        self._paper = paper
        self.count.setText(words.count(len(paper.sizes), "page"))
        self.main_button.setEnabled(bool(self._printers.names()))
        self.view.show_paper(paper)

    def _fail(self, error: AdvocateError) -> None:
        if isValid(self):
            self.count.setText("")
            self.say(str(error))

    def _print(self) -> None:
        paper = self._paper
        if paper is None:
            raise Invalid("The pages are not ready yet. Wait a moment and try again.")
        chosen = chosen_pages(self.pages.value() or "", len(paper.sizes))
        order = Order(self._title, chosen, self.copies.value(), self.both_sides.value())
        printer = self._printers.printer(self.printer.value())
        printing.set_up(printer, order)
        printing.lie(printer, wide=printing.is_wide(paper, chosen[0] - 1))
        self._bridge.tasks.start(
            "Printing",
            lambda progress: printing.put(printer, paper, order, progress),
            self._tell,
            self._bridge.say_problem,
        )
        self.closed.emit()

    def _tell(self, pages: int) -> None:
        self._bridge.say(f"{words.count(pages, 'page')} went to the printer.")
