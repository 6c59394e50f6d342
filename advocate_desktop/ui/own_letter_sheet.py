"""Writing a letter of one's own: its text with fields, seen as it reads for the case at hand."""

from __future__ import annotations

import re

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.letters import Addressee
from advocate_desktop.domain.own_templates import OwnTemplate, filled
from advocate_desktop.services import letter_text, letters, own_templates
from advocate_desktop.services.own_templates import as_template, field_names
from advocate_desktop.services.settings import letterhead
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.fields import ChoiceField, Field, LineField
from advocate_desktop.ui.flow import FlowLayout
from advocate_desktop.ui.forms import Form, Row
from advocate_desktop.ui.letter_editor_bar import LetterEditorBar
from advocate_desktop.ui.letter_text_edit import LetterTextEdit
from advocate_desktop.ui.sheet import Sheet
from advocate_desktop.ui.undo_notice import say_done

_ADDRESSEES = {
    Addressee.PLAN: "The plan",
    Addressee.DMHC: "The DMHC",
    Addressee.PROVIDER: "The doctor or facility",
    Addressee.HEARINGS: "The hearing office",
    Addressee.OTHER: "Somebody else",
}
_FIELD = re.compile(r"\{\{[^{}\n]*\}\}")
_PAUSE = 300
"""Milliseconds without a key after which the letter is read anew."""
_LONGEST_FACT = 40
"""Characters of a fact that are shown beside the name of its field."""


class LetterTextField(Field):
    """A letter's text with fields, as Markdown."""

    def __init__(self) -> None:
        self.edit = LetterTextEdit(lambda reference: None)
        super().__init__(self.edit)
        self.edit.margin.hide()
        self.edit.setMinimumHeight(self.edit.fontMetrics().lineSpacing() * 7)
        self.edit.typed.connect(self.edited)

    def value(self) -> str:
        """Return the text; what stands in a field's braces is not Markdown."""
        made = letter_text.markdown_of(self.edit.blocks())
        plain = _FIELD.sub(lambda found: found[0].replace("\\", ""), made)
        return "" if plain == "\n" else plain

    def set_value(self, value: str) -> None:
        """Show a text."""
        if self.value() != value:
            self.edit.show_blocks(letter_text.blocks_of(value))

    def set_read_only(self, wanted: bool) -> None:
        """Let it be read and copied, not changed."""
        self.edit.setReadOnly(wanted)

    def typed(self) -> str:
        """Return the text."""
        return self.value()

    def retype(self, text: str) -> None:
        """Put back what `typed` gave."""
        self.edit.show_blocks(letter_text.blocks_of(text), undoable=True)
        self.edited.emit()


class OwnLetterSheet(Sheet):
    """Name, language, to whom, subject, salutation, text; beside it the letter for this case."""

    wants_room = True

    def __init__(
        self,
        workspace: Workspace,
        bridge: Bridge,
        record: CaseRecord,
        own: OwnTemplate,
        *,
        is_new: bool,
    ) -> None:
        super().__init__(
            "A letter of your own" if is_new else own.title, "Keep this letter", self._save
        )
        self._workspace = workspace
        self._bridge = bridge
        self._record = record
        self._own = own
        self._is_new = is_new
        self.text = LetterTextField()
        self.form: Form[OwnTemplate] = Form(
            (
                Row("Name", LineField("Thanks to the plan"), "title"),
                Row("Language", ChoiceField(_languages()), "language"),
                Row("To whom", ChoiceField(_ADDRESSEES), "addressee"),
                Row("Subject", LineField("What stands beside “Re:”"), "subject"),
                Row("Salutation", LineField("To the Grievance Department:"), "salutation"),
                Row("Text", self.text, "text"),
            ),
            own,
        )
        self.fields = ChoiceField({"": "Choose a fact"})
        self.fields.box.setAccessibleName("Fact of the case")
        self.preview = LetterTextEdit(lambda reference: "…")
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName("The letter for this case")
        self.preview.margin.hide()
        self.told = cards.note()
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._show)
        for part in ("title", "language", "addressee", "subject", "salutation", "text"):
            self.form.field(part).edited.connect(self._pause.start)
        self.form.set_read_only(workspace.read_only)
        self.main_button.setEnabled(not workspace.read_only)
        self._offer_fields()
        self._show()
        self.setFocusProxy(self.form.field("title").box)

    def insert_field(self) -> None:
        """Put the chosen fact's field at the caret."""
        if name := self.fields.value():
            self.text.edit.textCursor().insertText(f"{{{{{name}}}}}")
            self.text.edit.setFocus()

    def insert_condition(self, mark: str) -> None:
        """Keep what is chosen only if the fact is known, `#`, or only if it is not, `^`."""
        if name := self.fields.value():
            cursor = self.text.edit.textCursor()
            inner = cursor.selectedText().replace("\u2029", "\n") or "…"
            cursor.insertText(f"{{{{{mark}{name}}}}}{inner}{{{{/{name}}}}}")
            self.text.edit.setFocus()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(LetterEditorBar(self.text.edit, self))
        column.addWidget(self.form, 1)
        picker = QHBoxLayout()
        picker.addWidget(self.fields, 1)
        column.addLayout(picker)
        row = FlowLayout()
        row.addWidget(cards.button("Insert the fact", "plus", self.insert_field))
        row.addWidget(cards.button("Only if known", "check", lambda: self.insert_condition("#")))
        row.addWidget(cards.button("Only if not known", "x", lambda: self.insert_condition("^")))
        column.addLayout(row)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(tokens.SPACE_XS)
        beside.addWidget(cards.heading("As it reads for this case"))
        beside.addWidget(self.told)
        beside.addWidget(self.preview, 1)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setChildrenCollapsible(False)
        splitter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.body.addWidget(splitter, 1)
        self.fill()

    def _offer_fields(self) -> None:
        facts = letters.fields(self._workspace, self._record.case.id, as_template(self._own))
        self.fields.set_choices(
            {"": "Choose a fact"} | {name: _named(name, facts[name]) for name in field_names(facts)}
        )

    def _show(self) -> None:
        """Show the letter as it reads for the case at hand, and what cannot be read in it."""
        own = self.form.entered()
        made = letters.compose(
            self._record,
            as_template(own),
            made_on=self._workspace.now().date(),
            letterhead=letterhead(self._workspace),
        )
        self.preview.show_blocks(letter_text.blocks_of(made.content.body))
        facts = letters.fields(self._workspace, self._record.case.id, as_template(own))
        read = filled(own.text, lambda name: "" if name in facts else None)
        unknown = [f"There is no fact “{name}”." for name in read.unknown]
        lines = (*read.problems, *unknown, *(finding.message for finding in made.missing))
        self.told.setText("\n".join(lines[:4]))
        self.told.setVisible(bool(lines))

    def _save(self) -> None:
        own = self.form.entered()
        label = "Letter of your own kept" if self._is_new else "Letter of your own changed"
        keep = own_templates.add if self._is_new else own_templates.change
        self._workspace.run(label, keep, own)
        self.closed.emit()
        say_done(self._workspace, self._bridge, label)


def _languages() -> dict[str, str]:
    return {code: words.LANGUAGES[code] for code in ("en", "es")}


def _named(name: str, fact: object) -> str:
    said = " ".join(str(fact).split())
    shown = said if len(said) <= _LONGEST_FACT else f"{said[:_LONGEST_FACT]}…"
    plain = name.replace("_", " ")
    return f"{plain}: {shown}" if shown else f"{plain} (not known)"
