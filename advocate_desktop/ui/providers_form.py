"""The form for doctors, groups and places: a short form for each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.people import Provider, ProviderId
from advocate_desktop.services.cases import new_id
from advocate_desktop.ui import cards, tokens
from advocate_desktop.ui.fields import ChoiceField, LineField
from advocate_desktop.ui.forms import Form, Row

Providers = tuple[Provider, ...]
Save = Callable[[Providers], None]


class ProvidersForm(QWidget):
    """As many short forms as there are doctors and places, and a button for one more."""

    failed = Signal(object)
    """The `AdvocateError` that kept the values from being saved."""

    def __init__(self, providers: Providers, save: Save) -> None:
        super().__init__()
        self._save = save
        self._providers: Providers = ()
        self._parts: dict[ProviderId, tuple[QWidget, Form[Provider]]] = {}
        self._read_only = False
        self.add_button = cards.button("Add a doctor or place", "plus", self._add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_M)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        self._column.addLayout(row)
        self.show_providers(providers)

    def show_providers(self, providers: Providers) -> None:
        """Show these, except where somebody is typing."""
        self._providers = providers
        wanted = {provider.id for provider in providers}
        for gone in [provider_id for provider_id in self._parts if provider_id not in wanted]:
            part, _ = self._parts.pop(gone)
            self._column.removeWidget(part)
            part.deleteLater()
        for place, provider in enumerate(providers):
            if provider.id in self._parts:
                self._parts[provider.id][1].show_value(provider)
            else:
                self._insert(place, provider)

    def flush(self) -> bool:
        """Save what is being typed; return whether nothing failed."""
        return all([form.flush() for _, form in self._parts.values()])

    def set_read_only(self, wanted: bool) -> None:
        """Let them be read and not changed."""
        self._read_only = wanted
        self.add_button.setEnabled(not wanted)
        for part, form in self._parts.values():
            form.set_read_only(wanted)
            for button in part.findChildren(QPushButton):
                button.setEnabled(not wanted)

    def _insert(self, place: int, provider: Provider) -> None:
        form = Form(_rows(), provider, self._replace)
        form.failed.connect(self.failed)
        form.set_read_only(self._read_only)
        remove = cards.button("Remove", "trash-2", lambda: self._remove(provider.id))
        remove.setAccessibleName(f"Remove {provider.name or 'this doctor or place'}")
        remove.setEnabled(not self._read_only)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(remove)
        part = cards.Card()
        part.body.addWidget(form)
        part.body.addLayout(row)
        self._parts[provider.id] = (part, form)
        self._column.insertWidget(place, part)

    def _replace(self, provider: Provider) -> None:
        self._save(tuple(provider if p.id == provider.id else p for p in self._providers))

    def _add(self) -> None:
        added = Provider(ProviderId(new_id()))
        self._try((*self._providers, added))
        if added.id in self._parts:
            self._parts[added.id][1].field("name").setFocus()

    def _remove(self, provider_id: ProviderId) -> None:
        self._try(tuple(p for p in self._providers if p.id != provider_id))

    def _try(self, providers: Providers) -> None:
        try:
            self._save(providers)
        except AdvocateError as error:
            self.failed.emit(error)


def _rows() -> tuple[Row, ...]:
    in_network = {True: "In the plan’s network", False: "Not in the plan’s network"}
    return (
        Row("Name", LineField(), "name"),
        Row("What they do", LineField("Orthopedist, hospital"), "role"),
        Row("Phone", LineField(), "phone"),
        Row("Network", ChoiceField(in_network, "Not known"), "in_network"),
    )
