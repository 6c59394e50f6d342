"""What can be done about a date from its explanation: handled, another date, the counted one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.moments import day_of
from advocate_desktop.ui import cards, tokens
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.deadline_work import DeadlineWork
from advocate_desktop.ui.fields import LineField
from advocate_desktop.ui.forms import add_row, form_table


class DateActions(QWidget):
    """Buttons for one deadline, and the short form for a date that a letter gives."""

    def __init__(self, work: DeadlineWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._deadline: Deadline | None = None
        self.handled_button = _button("")
        self.other_button = _button("The letter gives another date…")
        self.counted_button = _button("Go back to the counted date")
        self.form = OtherDate(work)
        self.form.hide()
        self.handled_button.clicked.connect(self._handle)
        self.other_button.clicked.connect(self._ask_date)
        self.counted_button.clicked.connect(self._count_again)
        self.form.closed.clicked.connect(self._put_away)
        self.form.save_button.clicked.connect(self._save)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_S)
        row.addWidget(self.handled_button)
        row.addWidget(self.other_button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_L, tokens.SPACE_S, tokens.SPACE_L, tokens.SPACE_S)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(row)
        column.addWidget(self.counted_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.form)
        # Never shown here: without a parent yet it would be a window of its own.
        if work.read_only:
            self.hide()

    def show_deadline(self, deadline: Deadline) -> None:
        """Offer what fits a deadline; a form begun for another one is put away."""
        before, self._deadline = self._deadline, deadline
        handled = deadline.handled_on is not None
        self.handled_button.setText("Not handled after all" if handled else "Mark as handled")
        self.counted_button.setVisible(deadline.derived_date is not None)
        if before is None or (before.case, before.rule) != (deadline.case, deadline.rule):
            self._put_away()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the form away before it closes the window; Enter in it saves."""
        entering = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape and self.form.isVisible():
            self._put_away()
        elif entering and self.form.isVisible() and isinstance(self.focusWidget(), QLineEdit):
            self._save()
        else:
            super().keyPressEvent(event)

    def _handle(self) -> None:
        if self._deadline is None:
            return
        if self._deadline.handled_on is None:
            self._work.mark_handled(self._deadline)
        else:
            self._work.unmark_handled(self._deadline)

    def _ask_date(self) -> None:
        if self._deadline is not None:
            self.form.begin(self._deadline)
            self.other_button.setEnabled(False)

    def _save(self) -> None:
        if self._deadline is not None and self.form.save(self._deadline):
            self._put_away()

    def _put_away(self) -> None:
        self.other_button.setEnabled(True)
        if self.form.isVisible():
            self.form.hide()
            self.other_button.setFocus()

    def _count_again(self) -> None:
        if self._deadline is not None:
            self.handled_button.setFocus()
            self._work.count_again(self._deadline)


class OtherDate(QWidget):
    """Asks for the date that a letter or booklet gives, and where it says so."""

    def __init__(self, work: DeadlineWork) -> None:
        super().__init__()
        self._work = work
        self.date = DateField(work.today, needed=True)
        self.reason = LineField("The plan’s letter of 3 Mar 2026, page 2")
        self.problem = cards.Problem()
        self.save_button = _button("Use this date")
        self.closed = _button("Cancel")
        table = form_table()
        add_row(table, "The date", self.date)
        add_row(
            table,
            "Where it says so",
            self.reason,
            "Name the letter or the page. The counted date stays in sight beside yours.",
        )
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_S)
        row.addWidget(self.save_button)
        row.addWidget(self.closed)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(table)
        column.addWidget(self.problem)
        column.addLayout(row)

    def begin(self, deadline: Deadline) -> None:
        """Show the date set by hand before, or ask for one."""
        is_set = deadline.derived_date is not None
        self.date.set_value(day_of(deadline.when) if is_set else None)
        self.reason.set_value(deadline.moved_because)
        self.problem.say("")
        self.show()
        self.date.setFocus()

    def save(self, deadline: Deadline) -> bool:
        """Set the date; with something missing say so in the form and return False."""
        if self.date.complain():
            self.date.setFocus()
            return False
        new = self.date.value()
        assert new is not None, "a date is needed"
        try:
            self._work.set_date(deadline, day_of(new), self.reason.value() or "")
        except AdvocateError as error:
            self.problem.say(str(error))
            self.reason.setFocus()
            return False
        return True


def _button(text: str) -> QPushButton:
    # Enter in a field must not press whichever button comes first in the window.
    made = QPushButton(text)
    made.setAutoDefault(False)
    return made
