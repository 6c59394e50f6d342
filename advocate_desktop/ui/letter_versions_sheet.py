"""The versions of a letter: when and who, a look at each, and bringing one back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QHeaderView

from advocate_desktop.domain.drafts import DraftId
from advocate_desktop.domain.moments import parse_moment
from advocate_desktop.domain.references import Reference
from advocate_desktop.services import drafts, letter_text
from advocate_desktop.services.drafts import Version
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.letter_text_edit import LetterTextEdit
from advocate_desktop.ui.list_sheet import ListSheet
from advocate_desktop.ui.rows import Column
from advocate_desktop.ui.undo_notice import say_done

LABEL = "Version brought back"


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    version: Version
    is_last: bool


class LetterVersionsSheet(ListSheet[_Row]):
    """The newest first; the chosen one is shown below the list."""

    wants_room = True

    def __init__(self, workspace: Workspace, bridge: Bridge, draft_id: DraftId) -> None:
        self._workspace = workspace
        self._bridge = bridge
        self._draft_id = draft_id
        self._now = drafts.open_draft(workspace, draft_id)
        self._said: dict[Reference, str | None] = dict(self._now.said)
        super().__init__(
            f"Versions of “{self._now.draft.title}”",
            "Bring this one back",
            "Every time the letter was kept. Bring one back: the others stay, and undo works.",
            _COLUMNS,
            key=lambda row: row.number,
            read=self._rows,
            nothing="There is no version yet.",
            writable=not workspace.read_only,
        )
        self.shown = LetterTextEdit(self._words_of)
        self.shown.setReadOnly(True)
        self.shown.setAccessibleName("The text of the version")
        self.shown.margin.hide()
        self.note = cards.note()
        self.body.addWidget(self.note)
        self.body.addWidget(self.shown, 100)
        self.shown.setMinimumHeight(self.fontMetrics().lineSpacing() * 8)
        self.table.setMinimumHeight(self.fontMetrics().lineSpacing() * 6)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().selectionChanged.connect(self._show)
        self.refresh()
        self._show()

    def take(self, row: _Row) -> None:
        """Bring the chosen version back."""
        _, now = drafts.find(self._workspace, self._draft_id)
        old = replace(row.version.draft, id=now.id)
        self._workspace.run(LABEL, drafts.bring_back, old)
        self.closed.emit()
        say_done(self._workspace, self._bridge, LABEL)

    def _rows(self) -> tuple[_Row, ...]:
        kept = drafts.versions(self._workspace, self._draft_id)
        return tuple(
            _Row(len(kept) - place, version, place == 0) for place, version in enumerate(kept)
        )

    def _show(self) -> None:
        row = self.chosen
        if row is None:
            return
        follows = row.version.draft.follows_record
        text = self._now.given if follows else row.version.draft.body
        self.shown.show_blocks(letter_text.blocks_of(text))
        told = "All of it came from the record. This is what the record gives now."
        self.note.setText(told if follows else "")
        self.note.setVisible(follows)

    def _words_of(self, reference: Reference) -> str | None:
        if reference not in self._said:
            read = drafts.open_draft(self._workspace, self._draft_id, text=str(reference))
            self._said[reference] = read.said.get(reference)
        return self._said[reference]


_COLUMNS: tuple[Column[_Row], ...] = (
    Column(
        "When",
        text=lambda row: words.moment(parse_moment(row.version.at)),
        second=lambda row: _what(row),
    ),
    Column("Who", text=lambda row: row.version.who),
)


def _what(row: _Row) -> str:
    begins = letter_text.plain_of(row.version.draft.body[:400])[:80]
    what = f"“{begins}…”" if begins else "As the record gives it"
    return f"Now · {what}" if row.is_last else what
