"""Marking a letter, a packet or a file as sent: when, how, to whom, with which proof."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.domain.events import EventKind, Method
from advocate_desktop.domain.sent_items import SentItem
from advocate_desktop.services import cases, sent
from advocate_desktop.services.sending import ToSend
from advocate_desktop.services.sent import Sending
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, event_kinds, file_dialogs, sent_words, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.case_fields import NOT_SAID
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.fields import ChoiceField, LineField, TextField
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.forms import Form, Row
from advocate_desktop.ui.proof_field import ProofField
from advocate_desktop.ui.sheet import Sheet

_INTRO = (
    "The exact file is kept as it went out and can never be changed. What you enter here starts "
    "the clocks of the case."
)


class SentSheet(Sheet):
    """Asks what is to be known of a sending, and tells which clocks it starts before it is kept."""

    kept = Signal(object)
    """The `SentItem` that was made."""

    def __init__(
        self,
        workspace: Workspace,
        bridge: Bridge,
        dialogs: FileDialogs,
        record: CaseRecord,
        to_send: ToSend,
    ) -> None:
        super().__init__("Mark as sent", "Mark as sent", self._save, _INTRO)
        self._workspace = workspace
        self._bridge = bridge
        self._to_send = to_send
        self._busy = False
        papers = {document.id: document.name for document in record.documents}
        self.proof = ProofField(
            papers, lambda sheet: dialogs.open_file(sheet, "Proof", file_dialogs.ANYTHING)
        )
        rows = _rows(workspace, record, to_send.proposed.event, self.proof)
        self.form: Form[Sending] = Form(rows, to_send.proposed)
        self.following = cards.Words()
        card = cards.Card(cards.Tone.NEXT)
        card.body.addWidget(self.following)
        self.body.addWidget(self.form)
        self.body.addWidget(card)
        for row in rows:
            row.field.edited.connect(self._follow)
        self._follow()
        self.setFocusProxy(self.form.field("sent_at").box)

    def _follow(self) -> None:
        sending = self.form.value()
        by_mail = sending.method is Method.MAIL
        self.form.table.setRowVisible(self.form.field("tracking"), by_mail)
        try:
            now = cases.record(self._workspace, self._to_send.case)
        except NotFound:
            return  # saving will say so
        moves = sent.what_follows(self._workspace, now, sending)
        told = sent_words.following(sending.event, moves)
        self.following.setText(told)
        self.following.setAccessibleName(told)

    def _save(self) -> None:
        if wrong := self.form.complain():
            wrong.setFocus()
            return
        sending = self.form.entered()
        if not sending.title:
            raise Invalid("Write what was sent, such as “Grievance”.")
        by_mail = sending.method is Method.MAIL
        file = sending.proof if isinstance(sending.proof, Path) else None
        told = replace(
            sending,
            tracking=sending.tracking if by_mail else "",
            proof=None if file else sending.proof,
        )
        workspace, to_send = self._workspace, self._to_send
        self.main_button.setEnabled(False)
        self._bridge.tasks.start(
            "Keeping what was sent",
            lambda _: sent.mark_as_sent(workspace, to_send.case, told, to_send.data, file),
            self._take,
            lambda error: self.say(str(error)),
            lambda: self.main_button.setEnabled(True),
        )

    def _take(self, item: SentItem) -> None:
        self.kept.emit(item)
        self.closed.emit()


def _rows(
    workspace: Workspace, record: CaseRecord, proposed: EventKind | None, proof: ProofField
) -> tuple[Row, ...]:
    offered = [k for k in event_kinds.offered(record.coverage.program) if k in event_kinds.SENT]
    if proposed is not None and proposed not in offered:
        offered.insert(0, proposed)
    kinds = {kind: words.EVENTS[kind] for kind in offered}
    return (
        Row("What was sent", LineField("Grievance about the MRI"), "title"),
        Row(
            "When",
            DateField(lambda: workspace.now().date(), with_time=True, needed=True),
            "sent_at",
            "Add the time if you know it: 12 Mar 2026, 10:15 am.",
        ),
        Row("How", ChoiceField(sent_words.WAYS, NOT_SAID), "method"),
        Row("To whom", LineField("The plan’s grievance department"), "recipient"),
        Row(
            "Number of the mail piece",
            LineField("From the receipt"),
            "tracking",
            "The certified mail number, or another tracking number.",
        ),
        Row(
            "Confirmation",
            LineField("What the fax or the website said, with its number"),
            "confirmation",
        ),
        Row(
            "Proof",
            proof,
            "proof",
            "A fax report, a receipt or a picture of the screen. You can add it later.",
        ),
        Row("What it amounts to", ChoiceField(kinds, sent_words.NO_EVENT), "event"),
        Row("Note", TextField(lines=2), "note"),
    )
