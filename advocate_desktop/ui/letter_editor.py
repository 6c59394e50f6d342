"""Writing a letter: its text on the left, the live page and what is to be looked at beside it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.drafts import Draft, DraftId
from advocate_desktop.domain.errors import AdvocateError, NotFound
from advocate_desktop.domain.letter_merge import Clash
from advocate_desktop.domain.letters import LetterContent
from advocate_desktop.domain.references import Reference, references_in
from advocate_desktop.services import drafts, letter_text, packet_plans
from advocate_desktop.services.changes import Changes
from advocate_desktop.services.drafts import OpenDraft
from advocate_desktop.services.letter_files import LetterForm
from advocate_desktop.services.letter_pages import LetterPages
from advocate_desktop.services.letter_words import words
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, tokens
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.letter_checks import LetterChecks
from advocate_desktop.ui.letter_editor_bar import SAVE_KEYS, LetterEditorBar
from advocate_desktop.ui.letter_editor_panes import LetterEditorPanes
from advocate_desktop.ui.letter_fields import LOST, RECIPIENT, FactPlace
from advocate_desktop.ui.letter_page import LetterPage
from advocate_desktop.ui.letter_portal_dialog import PortalDialog
from advocate_desktop.ui.letter_reference_dialog import ReferenceDialog
from advocate_desktop.ui.letter_saving import LetterSaving
from advocate_desktop.ui.letter_sending_form import LetterSendingForm
from advocate_desktop.ui.letter_text_edit import LetterTextEdit
from advocate_desktop.ui.letter_text_margin import ORIGIN_SENTENCES
from advocate_desktop.ui.letter_writing import LetterWriting
from advocate_desktop.ui.sheet import Sheet

_KEEP = 1500
"""Milliseconds after a key until what was typed is kept."""
_VERSION = 60_000
"""Milliseconds without a key after which a version is kept."""
_LOOK = 200
"""Milliseconds without a key after which the marks beside the text are made anew."""


class LetterEditor(Sheet):
    """Keeps what is typed by itself, and a version on leaving, in pauses and when asked to."""

    wants_room = True
    field_wanted = Signal(object)
    """A `FactPlace`: what the letter lacks is to be entered there."""
    versions_wanted = Signal()
    print_wanted = Signal()
    send_wanted = Signal(object, object)
    """The `CaseId` and the `DraftId` of the letter, to be marked as sent."""

    def __init__(
        self,
        workspace: Workspace,
        bridge: Bridge,
        dialogs: FileDialogs,
        record: CaseRecord,
        draft_id: DraftId,
    ) -> None:
        self._workspace = workspace
        self._bridge = bridge
        self._record = record
        self.writing = LetterWriting(workspace, draft_id)
        super().__init__(self.writing.draft.title, "Save as PDF…", self._save_pdf)
        self._said: dict[Reference, str | None] = {}
        self._now: OpenDraft | None = None
        self._saving_now = False
        self._gone = False
        self.edit = LetterTextEdit(self._words_of)
        self.bar = LetterEditorBar(self.edit, self, self.insert_reference)
        self.page = LetterPage(workspace, bridge.tasks, draft_id)
        self.checks = LetterChecks()
        self.sending = LetterSendingForm(
            self.writing.draft,
            tuple(document for document in record.documents if document.pages),
            {plan.id: plan.title for plan in packet_plans.editions(workspace, record.case.id)},
            self._change,
        )
        self.files = LetterSaving(workspace, bridge, dialogs, self)
        self.state = cards.note()
        self.caret = cards.note()
        self.panes = LetterEditorPanes(
            (self.bar, self.edit, self.caret),
            (
                (self.page, "Page"),
                (self.checks, "To look at"),
                (self.sending, "How it goes out"),
            ),
        )
        self.tabs = self.panes.tabs
        self._keep = QTimer(self, singleShot=True, interval=_KEEP)
        self._version = QTimer(self, singleShot=True, interval=_VERSION)
        self._look = QTimer(self, singleShot=True, interval=_LOOK)
        self._build()
        self._connect()
        self._show_text(self.writing.text)
        self._offer_typed()
        self.setFocusProxy(self.edit)

    def content(self) -> tuple[LetterContent, date]:
        """Return the letter as it stands, and the day it is made on."""
        self.flush()
        today = self._workspace.now().date()
        now = drafts.open_draft(self._workspace, self.writing.draft_id, made_on=today)
        return now.content, today

    def is_touched(self) -> bool:
        """Nothing would be lost: what is typed is kept by itself."""
        return False

    def flush(self) -> bool:
        """Keep a version of what was typed; return whether nothing failed."""
        if self._gone or self._workspace.read_only:
            return True
        for timer in (self._keep, self._version, self._look):
            timer.stop()
        kept = self.sending.form.flush()
        self.writing.take(self.edit.blocks())
        self._saving_now = True
        try:
            if not self.writing.save():
                self._forget_typing()
        except AdvocateError as error:
            self.say(str(error))
            return False
        finally:
            self._saving_now = False
        self._after_change()
        return kept

    def insert_reference(self) -> None:
        """Choose a paper or a call, and refer to it at the caret."""
        if self.edit.isReadOnly():
            return
        dialog = ReferenceDialog(self._workspace, self._record, self)
        dialog.chosen.connect(self._insert)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _send(self) -> None:
        if self.flush():
            self.send_wanted.emit(self._record.case.id, self.writing.draft_id)

    def leave(self) -> None:
        """Keep a version and close."""
        if self.flush():
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay text and page behind one another where there is no room for both."""
        super().resizeEvent(event)
        self.panes.follow_width(self.width())

    def _build(self) -> None:
        self.body.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_M, 0)
        self.body.setSpacing(tokens.SPACE_XS)
        self.version_button = cards.button("Keep a version", "save", self._keep_version)
        self.versions_button = cards.button("Versions…", "history", self._show_versions)
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_S)
        top.addWidget(self.state, 1)
        top.addWidget(self.version_button)
        top.addWidget(self.versions_button)
        self.body.addLayout(top)
        self.body.addWidget(self.panes, 1)
        self.fill()
        self._build_foot()

    def _build_foot(self) -> None:
        self.cancel_button.setText("Close")
        self.other_button = self.files.other_ways(
            self._save_as, self._show_portal, lambda: self.print_wanted.emit()
        )
        self.send_button = cards.button("Mark as sent…", "send", self._send)
        self.buttons.insertWidget(1, self.send_button)
        self.buttons.insertWidget(2, self.other_button)
        writable = not self._workspace.read_only
        self.edit.setReadOnly(not writable)
        self.bar.setEnabled(writable)
        self.version_button.setEnabled(writable)
        self.send_button.setEnabled(writable)
        self.sending.form.set_read_only(not writable)

    def _connect(self) -> None:
        self.cancel_button.clicked.disconnect()
        self.cancel_button.clicked.connect(self.leave)
        keys = QShortcut(QKeySequence(SAVE_KEYS), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._keep_version)
        self._keep.timeout.connect(self._keep_typing)
        self._version.timeout.connect(self.flush)
        self._look.timeout.connect(self._after_change)
        self.edit.typed.connect(self._typed)
        self.edit.look_changed.connect(self._tell_caret)
        self.page.made.connect(self._take_pages)
        self.checks.field_wanted.connect(self._show_place)
        self.checks.sentence_wanted.connect(self._show_sentence)
        self.checks.reference_wanted.connect(self._refer_to_sentence)
        self.checks.record_wanted.connect(self._take_record)
        self.checks.mine_wanted.connect(self._keep_mine)
        self.sending.form.failed.connect(lambda error: self.say(str(error)))
        self._bridge.changed.connect(self._heard)

    def _show_text(self, text: str, *, undoable: bool = False) -> None:
        self.edit.show_blocks(letter_text.blocks_of(text), undoable=undoable)
        self._after_change(soon=True)

    def _offer_typed(self) -> None:
        """Show what was typed before a crash or a lock, one step of undo from the version."""
        typed = self.writing.typed()
        if typed is None:
            return
        self._show_text(typed, undoable=True)
        self._bridge.say(
            "What you typed last was not kept as a version yet. It is in the letter.",
            "Take it out",
            self.edit.undo,
        )

    def _typed(self) -> None:
        if not self._keep.isActive():
            self._keep.start()
        self._version.start()
        self._look.start()
        self.say("")

    def _keep_typing(self) -> None:
        self.writing.take(self.edit.blocks())
        try:
            self.writing.keep_typing()
        except NotFound:
            self._leave_gone()
        except AdvocateError as error:
            self.say(str(error))
        else:
            self.state.setText(self._state())

    def _keep_version(self) -> None:
        self._version.stop()
        if self.flush():
            self.state.setText(f"Kept as a version. {self._state()}")

    def _forget_typing(self) -> None:
        if drafts.typed(self._workspace, self.writing.draft_id) is not None:
            self._workspace.run("Typing dropped", drafts.forget_typing, self.writing.draft_id)

    def _after_change(self, *, soon: bool = False) -> None:
        """Bring everything beside the text in step with it."""
        blocks = self.edit.blocks()
        text = self.writing.take(blocks)
        self.edit.show_origins(self.writing.origins(blocks))
        self.state.setText(self._state())
        self._tell_caret()
        self._show_checks()
        self.page.show_text(text, soon=soon)

    def _state(self) -> str:
        if self.writing.is_changed:
            return "What you type is kept. Undo takes it back; versions show what was there before."
        if self.writing.draft.follows_record:
            return "All of it comes from the record and follows it until you change it."
        return "Kept. Paragraphs marked “record” follow the record, those marked “yours” stay."

    def _tell_caret(self) -> None:
        reference = self.edit.reference_at_caret()
        told = ORIGIN_SENTENCES[self.edit.origin()]
        if reference is not None:
            said = self._words_of(reference) or "a paper, page or call that is not there any more"
            told = f"Reference: {said}. {told}"
        self.caret.setText(told)
        self.edit.setAccessibleDescription(told)

    def _words_of(self, reference: Reference) -> str | None:
        return self._said.get(reference, "…")

    def _take_pages(self, letter: LetterPages) -> None:
        self._now = letter.draft
        self._learn_references(letter.draft)
        self._show_checks()
        if letter.draft.draft.enclosed is None:
            self.sending.show_enclosed(frozenset(letter.draft.labels))

    def _show_checks(self) -> None:
        """Show what the last page lacks, and at once what both the writer and others changed."""
        if self._now is None:
            return
        blanks = words(self.writing.draft.language).blanks
        self.checks.show_checks(
            self._now.findings, self.writing.clashes, self._now.unreferenced, blanks
        )
        count = len(self.checks.model.rows)
        self.panes.name_tab(self.checks, f"To look at {count}" if count else "To look at")

    def _learn_references(self, now: OpenDraft) -> None:
        self._said = {r: now.said.get(r) for r in references_in(now.text)}
        self.edit.refresh_references()
        self._tell_caret()

    def _heard(self, changes: Changes) -> None:
        if self._saving_now or self._gone or self.writing.case_id not in changes.cases:
            return
        self.writing.take(self.edit.blocks())
        try:
            text = self.writing.follow()
        except NotFound:
            self._leave_gone()
            return
        self.sending.show_draft(self.writing.draft)
        if text is not None:
            self._show_text(text, undoable=True)
        else:
            self._after_change(soon=True)

    def _leave_gone(self) -> None:
        self._gone = True
        self.closed.emit()

    def _change(self, draft: Draft) -> None:
        self._saving_now = True
        try:
            self.writing.change(draft)
        finally:
            self._saving_now = False
        self._after_change(soon=True)

    def _insert(self, reference: Reference) -> None:
        self.edit.insert_reference(reference)
        self._after_change(soon=True)
        with suppress(NotFound):
            now = drafts.open_draft(self._workspace, self.writing.draft_id, text=self.writing.text)
            self._learn_references(now)
        self.edit.setFocus()

    def _show_place(self, place: FactPlace) -> None:
        if place == RECIPIENT:
            self.tabs.setCurrentWidget(self.sending)
            self.sending.form.field(place.part).setFocus()
        elif place == LOST:
            self.panes.bring_text_up()
            lost = {reference for reference, said in self._said.items() if said is None}
            self.edit.find_reference(lost)
        else:
            self.field_wanted.emit(place)

    def _show_sentence(self, sentence: str) -> None:
        self.panes.bring_text_up()
        self.edit.find_words(sentence)

    def _refer_to_sentence(self, sentence: str) -> None:
        self.panes.bring_text_up()
        if self.edit.find_words(sentence):
            self.edit.put_caret_before_stop()
            self.insert_reference()

    def _take_record(self, clash: Clash) -> None:
        self._show_text(self.writing.taken(clash), undoable=True)
        self._typed()

    def _keep_mine(self, clash: Clash) -> None:
        self.writing.keep_mine(clash)
        self._after_change(soon=True)

    def _save_pdf(self) -> None:
        self._save_as(LetterForm.PDF)

    def _save_as(self, form: LetterForm) -> None:
        if self.flush():
            self.files.save(self.writing.draft, self._record.client.name, form)

    def _show_portal(self) -> None:
        if self.flush():
            dialog = PortalDialog(self._workspace, self.writing.draft_id, self)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _show_versions(self) -> None:
        if self.flush():
            self.versions_wanted.emit()
