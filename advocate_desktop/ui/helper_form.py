"""The form for whoever acts for the client, folded away while nobody does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.people import Authorization, AuthorizationId
from advocate_desktop.services.cases import new_id
from advocate_desktop.ui import tokens, words
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.fields import ChoiceField, LineField, TextField, TickField
from advocate_desktop.ui.forms import Form, Row

Save = Callable[[Authorization | None], None]


class HelperForm(QWidget):
    """A tick for “somebody helps”, and below it who, as what, and since when."""

    failed = Signal(object)
    """The `AdvocateError` that kept the values from being saved."""

    def __init__(
        self, today: Callable[[], date], authorization: Authorization | None, save: Save
    ) -> None:
        super().__init__()
        self._save = save
        self.tick = TickField("Somebody may speak and write for this client")
        self.form = Form(_rows(today), authorization or _nobody(), save)
        self.form.failed.connect(self.failed)
        self.tick.edited.connect(self._ticked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(self.tick)
        column.addWidget(self.form)
        self.show_authorization(authorization)

    def show_authorization(self, authorization: Authorization | None) -> None:
        """Show who helps, or that nobody does."""
        self.tick.set_value(authorization is not None)
        self.form.setVisible(authorization is not None)
        self.form.show_value(authorization or _nobody())

    def flush(self) -> bool:
        """Save what is being typed; return whether nothing failed."""
        return self.form.flush() if self.tick.value() else True

    def set_read_only(self, wanted: bool) -> None:
        """Let it be read and not changed."""
        self.tick.set_read_only(wanted)
        self.form.set_read_only(wanted)

    def _ticked(self) -> None:
        wanted = self.tick.value()
        try:
            self._save(_nobody() if wanted else None)
        except AdvocateError as error:
            self.tick.set_value(not wanted)
            self.failed.emit(error)


def _nobody() -> Authorization:
    return Authorization(AuthorizationId(new_id()))


def _rows(today: Callable[[], date]) -> tuple[Row, ...]:
    return (
        Row("Name", LineField(), "name"),
        Row("As what", ChoiceField(words.AUTHORIZATIONS), "kind"),
        Row("Relationship", LineField("Daughter, friend, advocate"), "relationship"),
        Row("Signed on", DateField(today), "signed_on", "The day the client signed the paper."),
        Row("Ends on", DateField(today, "Empty when it has no end"), "expires_on"),
        Row("Street", TextField(lines=2), "address.street"),
        Row("City", LineField(), "address.city"),
        Row("State", LineField(), "address.state"),
        Row("ZIP code", LineField(), "address.postal_code"),
        Row("Phone", LineField(), "phone"),
        Row("E-mail", LineField(), "email"),
    )
