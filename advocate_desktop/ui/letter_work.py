"""What a user does with letters: choose one, begin it, go on with it, take it out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.drafts import Draft, DraftId
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.own_templates import OwnTemplate, OwnTemplateId
from advocate_desktop.services import drafts, letter_copying, own_templates
from advocate_desktop.services.letters import LetterRow
from advocate_desktop.services.own_templates import OWN, template_of
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.case_pane import CasePane
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.letter_choice_sheet import LetterChoiceSheet
from advocate_desktop.ui.letter_editor import LetterEditor
from advocate_desktop.ui.letter_fields import DOCUMENTS, EVENTS, FactPlace
from advocate_desktop.ui.letter_saving import LetterSaving
from advocate_desktop.ui.letter_versions_sheet import LetterVersionsSheet
from advocate_desktop.ui.own_letter_sheet import OwnLetterSheet
from advocate_desktop.ui.undo_notice import say_done

_BEGUN = "Letter begun"
_REMOVED = "Letter taken out"
_OWN_REMOVED = "Letter of your own taken out"
_MINE = "mine"


class LetterWork(QObject):
    """The verbs; each works on the case at hand."""

    print_wanted = Signal()
    send_wanted = Signal(object, object)
    """The `CaseId` and the `DraftId` of a letter to be marked as sent."""

    def __init__(
        self, workspace: Workspace, bridge: Bridge, dialogs: FileDialogs, pane: CasePane
    ) -> None:
        super().__init__(pane)
        self._workspace = workspace
        self._bridge = bridge
        self._dialogs = dialogs
        self._pane = pane

    def write(self, name: str | None = None) -> None:
        """Choose a letter, or go on with the one of that name, begun if it was not yet."""
        if not self._pane.flush() or (case_id := self._pane.case) is None:
            return
        if name is None:
            sheet = self._pane.open_sheet(
                case_id,
                "letters",
                partial(LetterChoiceSheet, self._workspace, self._bridge, case_id),
            )
            assert isinstance(sheet, LetterChoiceSheet), "it was opened by that name"
            sheet.chosen_letter.connect(partial(self._take, sheet))
            sheet.copy_wanted.connect(self.copy)
            sheet.change_wanted.connect(lambda name: self.change_own(name.removeprefix(OWN)))
            sheet.remove_wanted.connect(lambda name: self.remove_own(name.removeprefix(OWN)))
            return
        begun = [d for d in drafts.drafts(self._workspace, case_id) if d.template == name]
        if not begun:
            self.begin(name)
            return
        self.open(begun[0].id)
        self._bridge.say(
            "You had begun this letter. Here it is.", "Begin another", partial(self.begin, name)
        )

    def _take(self, sheet: LetterChoiceSheet, row: LetterRow) -> None:
        record = self._pane.record
        if record is not None and self._workspace.read_only:
            saving = LetterSaving(self._workspace, self._bridge, self._dialogs, sheet)
            saving.save_unwritten(record, row)
        else:
            sheet.closed.emit()
            self.begin(row.name)

    def begin(self, name: str) -> None:
        """Begin a letter of that name and open it."""
        case_id = self._pane.case
        if case_id is None:
            return
        try:
            template = template_of(self._workspace, name)
            draft_id = self._workspace.run(_BEGUN, drafts.begin, case_id, template)
        except AdvocateError as error:
            self._bridge.say_problem(error)
        else:
            self.open(draft_id)

    def open(self, draft_id: DraftId) -> None:
        """Go on with a letter of the case at hand."""
        record = self._pane.record
        if record is None or not self._pane.flush():
            return
        make = partial(LetterEditor, self._workspace, self._bridge, self._dialogs, record, draft_id)
        try:
            if (choice := self._pane.sheets.get((record.case.id, "letters"))) is not None:
                choice.closed.emit()
            editor = self._pane.open_sheet(record.case.id, f"letter {draft_id}", make)
        except AdvocateError as error:
            self._bridge.say_problem(error)
            return
        assert isinstance(editor, LetterEditor), "it was opened by that name"
        editor.send_wanted.connect(self.send_wanted)
        editor.print_wanted.connect(self.print_wanted)
        editor.field_wanted.connect(partial(self._show_place, editor))
        editor.versions_wanted.connect(partial(self.show_versions, draft_id))

    def show_versions(self, draft_id: DraftId) -> None:
        """Show the versions of a letter of the case at hand."""
        make = partial(LetterVersionsSheet, self._workspace, self._bridge, draft_id)
        self._pane.open_sheet(self._pane.case, f"versions {draft_id}", make)

    def remove(self, draft: Draft) -> None:
        """Take a letter out; undo brings it back."""
        self._remove(_REMOVED, drafts.remove, draft.id)

    def _remove(self, label: str, command: Callable[..., None], gone: str) -> None:
        try:
            self._workspace.run(label, command, gone)
        except AdvocateError as error:
            self._bridge.say_problem(error)
        else:
            say_done(self._workspace, self._bridge, label)

    def copy(self, name: str) -> None:
        """Begin a letter of the user's own as a copy of another."""
        if (case_id := self._pane.case) is None:
            return
        title = f"{template_of(self._workspace, name).title} ({_MINE})"
        made = letter_copying.copy_of(self._workspace, case_id, name, title)
        self._open_own("own letter", made, is_new=True)

    def change_own(self, own_id: str = "") -> None:
        """Change a letter of the user's own, or write a new one."""
        known = {own.id: own for own in own_templates.own_templates(self._workspace)}
        own = known.get(OwnTemplateId(own_id))
        if own is not None:
            self._open_own(f"own letter {own.id}", own, is_new=False)
        elif not own_id:
            self._open_own("own letter", own_templates.new_template(""), is_new=True)

    def remove_own(self, own_id: str) -> None:
        """Take a letter of the user's own out; undo brings it back."""
        self._remove(_OWN_REMOVED, own_templates.remove, OwnTemplateId(own_id))

    def _open_own(self, name: str, own: OwnTemplate, *, is_new: bool) -> None:
        if (record := self._pane.record) is None or not self._pane.flush():
            return
        make = partial(OwnLetterSheet, self._workspace, self._bridge, record, own, is_new=is_new)
        self._pane.open_sheet(record.case.id, name, make)

    def offer_left(self, show_case: Callable[[CaseId], object]) -> None:
        """Tell of letters in which something was typed that is no version yet."""
        left = drafts.left(self._workspace)
        if not left or self._workspace.read_only:
            return
        case_id, draft = left[-1]

        def show() -> None:
            show_case(case_id)
            self.open(draft.id)

        named = f"“{draft.title}”" if len(left) == 1 else f"{len(left)} letters"
        self._bridge.say(f"What you typed last into {named} is still there.", "Show it", show)

    def _show_place(self, editor: LetterEditor, place: FactPlace) -> None:
        """Leave the letter and show where what it lacks is entered."""
        draft_id = editor.writing.draft_id
        if not editor.flush():
            return
        editor.closed.emit()
        page = self._pane.page
        if place in (EVENTS, DOCUMENTS):
            tab = page.timeline if place is EVENTS else page.documents
            page.tabs.setCurrentWidget(tab)
            tab.setFocus()
        else:
            page.tabs.setCurrentWidget(page.overview)
            page.overview.show_field(place.part, place.form)
        self._bridge.say(
            "The letter is kept. What you enter here goes into it.",
            "Back to the letter",
            partial(self.open, draft_id),
        )
