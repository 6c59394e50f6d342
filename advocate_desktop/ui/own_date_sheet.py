"""Setting an own date: what for, when, for which case, and how often it comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from advocate_desktop.domain import repeats
from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import Moment, day_of
from advocate_desktop.domain.own_dates import OwnDate, OwnDateKind
from advocate_desktop.domain.repeats import Repeat
from advocate_desktop.services import own_dates
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards
from advocate_desktop.ui.fields import ChoiceField, LineField, TextField
from advocate_desktop.ui.forms import Form, Row
from advocate_desktop.ui.own_date_fields import ReadDateField, TimesField
from advocate_desktop.ui.own_date_rows import KINDS, REPEATS
from advocate_desktop.ui.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Draft:
    """An own date as the form holds it: how it repeats in two parts."""

    title: str
    at: Moment | None
    kind: OwnDateKind
    case: CaseId | None
    repeat: str
    """A `Repeat`, or a rule of another making as it was read."""
    times: int | None
    note: str


def drafted(own: OwnDate, *, dated: bool = True) -> Draft:
    """Return the form's view of an own date; not `dated`, its day is still asked for."""
    known = repeats.read(own.recurrence, day_of(own.at))
    repeat, times = (known[0].value, known[1]) if known else (own.recurrence, None)
    at = own.at if dated else None
    return Draft(own.title, at, own.kind, own.case, repeat, times, own.note)


def finished(own: OwnDate, draft: Draft) -> OwnDate:
    """Return an own date with what the form holds; raise `Invalid` without a name or a day."""
    if not draft.title:
        raise Invalid("Say in a few words what the date is for.")
    if draft.at is None:
        raise Invalid("Write the day, like 12 Mar 2026 or next Friday.")
    rule = draft.repeat
    if rule in REPEATS:
        rule = repeats.written(Repeat(rule), draft.times, day_of(draft.at))
    return replace(
        own,
        title=draft.title,
        at=draft.at,
        kind=draft.kind,
        case=draft.case,
        note=draft.note,
        recurrence=rule,
    )


class OwnDateSheet(Sheet):
    """Sets a date, or changes one that is given."""

    def __init__(
        self,
        workspace: Workspace,
        own: OwnDate,
        *,
        is_new: bool,
        dated: bool = True,
        remove: Callable[[OwnDate], None] | None = None,
    ) -> None:
        super().__init__(
            "Add a date" if is_new else "Change a date",
            "Save",
            self._save,
            "An appointment, a reminder, anything of your own. Dates that the law sets are "
            "counted from what happened and need not be entered.",
        )
        self._workspace = workspace
        self._own = own
        self._is_new = is_new
        names = own_dates.names(workspace)
        rows = _rows(lambda: workspace.now().date(), names)
        self.form: Form[Draft] = Form(rows, drafted(own, dated=dated))
        self.body.addWidget(self.form)
        self._repeat = self.form.field("repeat")
        self._repeat.edited.connect(self._follow_repeat)
        self._follow_repeat()
        if remove and not is_new:
            taken = cards.button("Take out", "trash-2", lambda: self._take_out(remove))
            self.buttons.insertWidget(2, taken)
        self.setFocusProxy(self.form.field("title").box)
        if workspace.read_only:
            self.form.set_read_only(True)
            self.main_button.setEnabled(False)

    def _follow_repeat(self) -> None:
        repeat = self._repeat.value()
        counted = repeat in REPEATS and repeat != Repeat.NEVER
        self.form.table.setRowVisible(self.form.field("times"), counted)

    def _save(self) -> None:
        if wrong := self.form.complain():
            wrong.setFocus()
            return
        made = finished(self._own, self.form.entered())
        if self._is_new:
            self._workspace.run("Date added", own_dates.add, made)
        else:
            self._workspace.run("Date changed", own_dates.change, made)
        self.closed.emit()

    def _take_out(self, remove: Callable[[OwnDate], None]) -> None:
        remove(self._own)
        self.closed.emit()


def _rows(today: Callable[[], date], names: Mapping[CaseId, tuple[str, str]]) -> tuple[Row, ...]:
    cases = {case: " · ".join(filter(None, pair)) for case, pair in names.items()}
    return (
        Row("What for", LineField("Call the clinic, hearing, send the records"), "title"),
        Row("When", ReadDateField(today), "at", "Add the time if there is one."),
        Row("Kind", ChoiceField(KINDS), "kind"),
        Row("For which case", ChoiceField(cases, "None: for myself"), "case"),
        Row("Repeats", ChoiceField(REPEATS), "repeat"),
        Row("How many times", TimesField(), "times", "Empty when it goes on and on."),
        Row("Note", TextField(lines=3), "note"),
    )
