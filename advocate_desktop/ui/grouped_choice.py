"""One of many values, under headings in one list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel

from advocate_desktop.ui import tokens
from advocate_desktop.ui.fields import ChoiceField

_VISIBLE = 24
"""Lines of the open list, so that a person sees more than one group at once."""


class _Heading:
    """Stands in the list where no value is."""


class GroupedChoiceField(ChoiceField):
    """A choice whose headings can be read and not chosen; the keyboard passes over them."""

    def __init__(self, groups: Mapping[str, Mapping[Any, str]]) -> None:
        super().__init__({})
        model = self._box.model()
        assert isinstance(model, QStandardItemModel), "a combo box keeps its own items"
        for heading, choices in groups.items():
            self._values.append(_Heading())
            self._box.addItem(heading)
            item = model.item(model.rowCount() - 1)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setFont(tokens.heading_font(self._box.font()))
            item.setForeground(tokens.tones(self._box.palette()).quiet)
            for value, words in choices.items():
                self._values.append(value)
                self._box.addItem(words)
        self._box.setMaxVisibleItems(_VISIBLE)

    def value(self) -> Any:
        """Return the value chosen, None while a heading is in sight."""
        found = super().value()
        return None if isinstance(found, _Heading) else found
