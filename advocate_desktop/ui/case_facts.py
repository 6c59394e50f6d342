"""The facts of a case in short folding forms, in the order a person tells the story."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.services import cases, history
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import case_fields, tokens
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.cards import Fold
from advocate_desktop.ui.earlier_values import EarlierValues
from advocate_desktop.ui.forms import Form
from advocate_desktop.ui.helper_form import HelperForm
from advocate_desktop.ui.providers_form import ProvidersForm

_NAMES = ("client", "plan", "story", "wishes", "providers", "helper")


class CaseFacts(QWidget):
    """Client, plan, what happened, what is wanted, who treats, who helps: saved as one types."""

    earlier_wanted = Signal(object)
    """The `Field` of the history whose values are asked for."""

    def __init__(
        self,
        workspace: Workspace,
        bridge: Bridge,
        record: CaseRecord,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.case_id = record.case.id
        save, case_id, today = self._saving, record.case.id, lambda: workspace.now().date()
        self.client = Form(
            case_fields.client(today), record.client, save("Client changed", cases.update_client)
        )
        self.plan = Form(
            case_fields.plan(), record.coverage, save("Plan changed", cases.update_coverage)
        )
        self.story = Form(
            case_fields.story(), record.case, save("Story changed", cases.update_case)
        )
        self.wishes = Form(
            case_fields.wishes(), record.case, save("Wishes changed", cases.update_case)
        )
        self.providers = ProvidersForm(
            record.providers, save("Doctors and places changed", cases.set_providers, case_id)
        )
        self.helper = HelperForm(
            today, record.authorization, save("Helper changed", cases.set_authorization, case_id)
        )
        self._value_forms: tuple[Form[Any], ...] = (
            self.client,
            self.plan,
            self.story,
            self.wishes,
        )
        self._forms: tuple[Form[Any] | ProvidersForm | HelperForm, ...] = (
            *self._value_forms,
            self.providers,
            self.helper,
        )
        for form in self._forms:
            form.failed.connect(bridge.say_problem)
        self._offer_earlier_values(record)
        self._folds = self._build()
        self.show_record(record)
        self._open_first_empty(record)

    def show_record(self, record: CaseRecord) -> None:
        """Show the facts as they stand, except where somebody is typing."""
        values = (record.client, record.coverage, record.case, record.case)
        for form, value in zip(self._value_forms, values, strict=True):
            form.show_value(value)
        self.providers.show_providers(record.providers)
        self.helper.show_authorization(record.authorization)
        for fold, summary in zip(self._folds, case_fields.summaries(record), strict=True):
            fold.set_summary(summary)

    def show_field(self, part: str, form: str = "story") -> QWidget:
        """Unfold a form, give the keyboard to one of its fields, and return that.

        `form` is client, plan, story, wishes, providers or helper; without a part, or while nobody
        helps, its first field is meant.
        """
        named = (self.client, self.plan, self.story, self.wishes, self.providers, self.helper)
        shown = named[_NAMES.index(form)]
        self._folds[self._forms.index(shown)].set_open(True)
        rows = shown if isinstance(shown, Form) else shown.findChild(Form)
        if part and rows is not None and not rows.isHidden():
            field: QWidget = rows.field(part)
        else:
            can_focus = (w for w in shown.findChildren(QWidget) if _takes_keys(w))
            field = next(can_focus, shown)
        field.setFocus()
        return field

    def flush(self) -> bool:
        """Save what is being typed; return whether nothing failed."""
        return all([form.flush() for form in self._forms])

    def set_read_only(self, wanted: bool) -> None:
        """Let the facts be read and not changed."""
        for form in self._forms:
            form.set_read_only(wanted)

    def _build(self) -> tuple[Fold, ...]:
        names = (
            "The client",
            "The plan",
            "What happened",
            "What is wanted",
            "Doctors and places",
            "Who helps the client",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        folds = []
        for name, form in zip(names, self._forms, strict=True):
            form.setContentsMargins(tokens.SPACE_XL, 0, 0, tokens.SPACE_M)
            folds.append(Fold(name, form))
            column.addWidget(folds[-1])
        return tuple(folds)

    def _open_first_empty(self, record: CaseRecord) -> None:
        told = (
            record.client.name,
            record.coverage.plan,
            record.case.description,
            record.case.desired_resolution,
        )
        for fold, text in zip(self._folds, told, strict=False):
            if not text:
                fold.set_open(True)
                return

    def _offer_earlier_values(self, record: CaseRecord) -> None:
        for name, form in zip(_NAMES, self._value_forms, strict=False):
            EarlierValues(form).wanted.connect(partial(self._ask_values, record, name))

    def _ask_values(self, record: CaseRecord, form: str, part: str) -> None:
        self.earlier_wanted.emit(history.fact(record, form, part))

    def _saving(
        self, label: str, command: Callable[..., None], *first: Any
    ) -> Callable[[Any], None]:
        return lambda value: self._workspace.run(label, command, *first, value)


def _takes_keys(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not widget.isHidden()
