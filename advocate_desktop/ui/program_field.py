"""The kind of coverage, with the way to find it out for those who do not know."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from advocate_desktop.domain.coverage import Program
from advocate_desktop.ui import words
from advocate_desktop.ui.fields import ChoiceField
from advocate_desktop.ui.which_law import WhichLaw


class ProgramField(ChoiceField):
    """A choice of `Program` and a button that asks the questions which settle it."""

    def __init__(self) -> None:
        super().__init__(words.PROGRAMS)
        self.find_button = QPushButton("Not sure? Find out")
        self.find_button.setAccessibleDescription("Asks what decides which law applies.")
        self.find_button.clicked.connect(self._ask)
        self.column.addWidget(self.find_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _ask(self) -> None:
        asking = WhichLaw(self.window())
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.chosen.connect(self._take)
        asking.open()

    def _take(self, program: Program) -> None:
        self.set_value(program)
        self.edited.emit()
        self.left.emit()
