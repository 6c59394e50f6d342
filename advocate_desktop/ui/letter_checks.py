"""What to look at before a letter goes out, as one list; each row leads to its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from advocate_desktop.domain.findings import Finding, Severity
from advocate_desktop.domain.letter_merge import Clash
from advocate_desktop.services.letter_text import plain_of
from advocate_desktop.ui import cards, icons, tokens, words
from advocate_desktop.ui.flow import FlowLayout
from advocate_desktop.ui.letter_fields import LOST, RECIPIENT, FactPlace, place_of
from advocate_desktop.ui.rows import Column, RowsModel
from advocate_desktop.ui.two_lines import RowTable


class CheckKind(StrEnum):
    """What a row of the list is about; the value is what it is called."""

    CLASH = "Both changed"
    FINDING = ""
    UNREFERENCED = "No paper named"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at."""

    kind: CheckKind
    weight: str
    sentence: str
    todo: str
    severity: Severity = Severity.WARN
    place: FactPlace | None = None
    clash: Clash | None = None
    markdown: str = ""
    """The sentence of the letter it is about."""


class LetterChecks(QWidget):
    """The list with the whole sentence of the chosen row below it, and buttons for that row."""

    field_wanted = Signal(object)
    """A `FactPlace` to enter what is missing."""
    sentence_wanted = Signal(str)
    """Words of the letter to show."""
    reference_wanted = Signal(str)
    """Words of the letter after which a reference is to be put."""
    record_wanted = Signal(object)
    """A `Clash` in which what the record says is to be taken."""
    mine_wanted = Signal(object)
    """A `Clash` in which the writer's words are to stay."""

    def __init__(self) -> None:
        super().__init__()
        self.model: RowsModel[Check] = RowsModel(
            _COLUMNS, lambda c: (c.kind, c.sentence, c.markdown), self
        )
        self.table = RowTable("To look at before sending", two_lines=True)
        self.table.setModel(self.model)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.hide()
        self.all_well = cards.Words("Nothing is missing, and every fact names its paper.")
        self.detail = cards.Words()
        self.lead_button = cards.button("Show it", "eye", self.lead)
        self.reference_button = cards.button("Add a reference…", "paperclip", self._refer)
        self.record_button = cards.button("Take what the record says", "check", self._take_record)
        self.mine_button = cards.button("Keep mine", "pencil", self._keep_mine)
        self._build()
        self.table.activated.connect(lambda _: self.lead())
        self.table.selectionModel().selectionChanged.connect(self._follow)
        self.setFocusProxy(self.table)
        self._follow()

    def show_checks(
        self,
        findings: Sequence[Finding],
        clashes: Sequence[Clash],
        unreferenced: Sequence[str],
        blanks: Mapping[str, str],
    ) -> None:
        """Show what there is to look at, the gravest first; `blanks` are the letter's words."""
        found = _of_findings(findings, blanks)
        rows = (*_of_clashes(clashes), *found, *_of_sentences(unreferenced))
        if rows != self.model.rows:
            self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.all_well.setVisible(not rows)
        if rows and self.chosen is None:
            self.table.selectRow(0)
        self._follow()

    @property
    def chosen(self) -> Check | None:
        """The chosen row."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0].row()) if rows else None

    def lead(self) -> None:
        """Lead to what the chosen row is about."""
        check = self.chosen
        if check is None:
            return
        if check.place is not None:
            self.field_wanted.emit(check.place)
        elif check.markdown:
            self.sentence_wanted.emit(plain_of(check.markdown))

    def _build(self) -> None:
        row = FlowLayout()
        for button in (
            self.lead_button,
            self.reference_button,
            self.record_button,
            self.mine_button,
        ):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.SPACE_S] * 4)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(self.all_well)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        column.addLayout(row)
        column.addStretch(0)

    def _follow(self) -> None:
        check = self.chosen
        clash = check.clash if check else None
        says = clash.record_says if clash else ""
        told = f"The record says: “{plain_of(says) or 'nothing there any more'}”" if clash else ""
        self.detail.setText("\n".join(filter(None, (check.sentence, told))) if check else "")
        leads = check is not None and (check.place is not None or bool(check.markdown))
        self.lead_button.setVisible(leads)
        entering = check is not None and check.place not in (None, LOST)
        self.lead_button.setText("Enter it" if entering else "Show it")
        self.reference_button.setVisible(bool(check and check.kind is CheckKind.UNREFERENCED))
        for button in (self.record_button, self.mine_button):
            button.setVisible(clash is not None)

    def _refer(self) -> None:
        if check := self.chosen:
            self.reference_wanted.emit(plain_of(check.markdown))

    def _take_record(self) -> None:
        if (check := self.chosen) and check.clash:
            self.record_wanted.emit(check.clash)

    def _keep_mine(self) -> None:
        if (check := self.chosen) and check.clash:
            self.mine_wanted.emit(check.clash)


def _of_clashes(clashes: Sequence[Clash]) -> Iterator[Check]:
    for clash in clashes:
        yield Check(
            CheckKind.CLASH,
            words.SEVERITIES[Severity.WARN],
            f"You changed this, and the record changed since: “{plain_of(clash.written)}”",
            "Take what the record says, or keep what you wrote.",
            clash=clash,
            markdown=clash.written,
        )


_ORDER = tuple(Severity)


def _of_findings(findings: Sequence[Finding], blanks: Mapping[str, str]) -> Iterator[Check]:
    for finding in sorted(findings, key=lambda f: _ORDER.index(f.severity)):
        if finding.code == "record_changed":  # told of above, with both texts
            continue
        place = place_of(finding.code)
        blank = blanks.get(finding.code.removeprefix("missing_"), "")
        in_text = bool(blank) and place is None
        yield Check(
            CheckKind.FINDING,
            words.SEVERITIES[finding.severity],
            finding.message,
            _todo(place) or ("Write it into the letter" if in_text else ""),
            finding.severity,
            place,
            markdown=f"\\[{blank}\\]" if in_text else "",
        )


def _todo(place: FactPlace | None) -> str:
    if place is None:
        return ""
    return {LOST: "Show it", RECIPIENT: "Write the address"}.get(place, "Enter it in the case")


def _of_sentences(sentences: Sequence[str]) -> Iterator[Check]:
    for sentence in dict.fromkeys(sentences):
        yield Check(
            CheckKind.UNREFERENCED,
            words.SEVERITIES[Severity.NOTE],
            plain_of(sentence),
            "A fact without a reference to the paper that proves it",
            Severity.NOTE,
            markdown=sentence,
        )


_ICONS = {Severity.STOP: "triangle-alert", Severity.WARN: "info", Severity.NOTE: "circle"}
_COLUMNS: tuple[Column[Check], ...] = (
    Column(
        "What to look at",
        text=lambda c: c.sentence,
        second=lambda c: " · ".join(filter(None, (c.weight, c.todo))),
        icon=lambda c: icons.icon(_ICONS[c.severity]),
        tip=lambda c: c.sentence,
        spoken=lambda c: f"{c.weight}. {c.sentence} {c.todo}",
    ),
)
