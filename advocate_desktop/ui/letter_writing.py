"""One draft while it is being written: what is kept of it, and how it follows the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.drafts import Draft, DraftId
from advocate_desktop.domain.letter_blocks import Block
from advocate_desktop.domain.letter_merge import Clash, merged, paragraphs_of
from advocate_desktop.services import drafts
from advocate_desktop.services.letter_text import SourceKept, chunk_places
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.letter_text_margin import Origin

LABEL = "Letter written"
"""What undo calls a version of a text."""


class LetterWriting:
    """The text as last kept, what the record gives under it, and what both changed."""

    def __init__(self, workspace: Workspace, draft_id: DraftId) -> None:
        """Open a draft; raise `NotFound` when it is gone."""
        self._workspace = workspace
        self.draft_id = draft_id
        self.case_id: CaseId
        self.draft: Draft
        self._kept_mine: set[Clash] = set()
        self.saved = ""
        self.text = self.open()

    def open(self) -> str:
        """Read the draft anew; return its text."""
        now = drafts.open_draft(self._workspace, self.draft_id)
        self.case_id, self.draft = drafts.find(self._workspace, self.draft_id)
        self.given = now.given
        self.base = self.draft.base if self.draft.body else now.given
        self._stored = self.draft.body
        self._sources = SourceKept(now.given, self.base, now.text)
        self.text = self.saved = now.text
        return now.text

    def typed(self) -> str | None:
        """Return what was typed before a crash or a lock and is no version yet, or None."""
        left = drafts.typed(self._workspace, self.draft_id)
        return left if left is not None and left.strip() != self.text.strip() else None

    def take(self, blocks: Sequence[Block]) -> str:
        """Take what stands in the editor; return it as Markdown."""
        made = self._sources.text(blocks)
        for known in (self.given, self.saved):
            if paragraphs_of(made) == paragraphs_of(known):
                made = known
        self.text = made
        return made

    @property
    def is_changed(self) -> bool:
        """Whether the text is another than the version kept last."""
        return self.text != self.saved

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """Paragraphs that both the writer and the record changed, and nobody decided on yet."""
        found = merged(self.base, self.text, self.given).clashes
        return tuple(clash for clash in found if clash not in self._kept_mine)

    def keep_mine(self, clash: Clash) -> None:
        """Decide for what the writer wrote."""
        self._kept_mine.add(clash)
        self._settle()

    def taken(self, clash: Clash) -> str:
        """Return the text with what the record says in place of a paragraph."""
        made = self.text.replace(clash.written, clash.record_says, 1)
        return "\n\n".join(paragraphs_of(made)) + "\n"

    def keep_typing(self) -> None:
        """Keep what is typed, so that a crash loses none of it."""
        self._workspace.run("Typing kept", drafts.keep_typing, self.draft_id, self.text)

    def save(self) -> bool:
        """Keep the text as a version; return whether there was anything to keep."""
        if not self.is_changed:
            return False
        self._settle()
        _, fresh = drafts.find(self._workspace, self.draft_id)
        base = self.base if self.clashes else self.given
        self._workspace.run(LABEL, drafts.write, fresh, self.text, base)
        self._note_stored()
        self.saved = self.text
        return True

    def change(self, draft: Draft) -> None:
        """Keep how the letter is sent, what goes with it, or its title; its text stays as kept."""
        _, kept = drafts.find(self._workspace, self.draft_id)
        self._workspace.run(
            "Letter changed", drafts.change, replace(draft, body=kept.body, base=kept.base)
        )
        self._note_stored()

    def follow(self) -> str | None:
        """Read what others changed; return the new text to show, or None while it is the same.

        Raises `NotFound` when the draft is gone.
        """
        now = drafts.open_draft(self._workspace, self.draft_id)
        if now.draft.body != self._stored and not self.is_changed:
            before = self.text
            after = self.open()
            return after if after != before else None
        self.draft = now.draft
        if now.given == self.given:
            return None
        before, self.given = self.text, now.given
        put = merged(self.base, self.text, now.given)
        self._sources = SourceKept(now.given, self.base, put.text)
        was_changed = self.is_changed
        self.text = put.text
        if not was_changed:
            self.saved = put.text
        return put.text if put.text != before else None

    def origins(self, blocks: Sequence[Block]) -> tuple[Origin, ...]:
        """Return for each block whether it comes from the record or from the writer."""
        given = set(paragraphs_of(self.given))
        chunks = self._sources.chunks(blocks)
        kinds = [Origin.RECORD if chunk in given else Origin.YOURS for chunk in chunks]
        places = chunk_places(blocks)
        return tuple(Origin.NONE if place is None else kinds[place] for place in places)

    def _note_stored(self) -> None:
        _, self.draft = drafts.find(self._workspace, self.draft_id)
        self._stored = self.draft.body

    def _settle(self) -> None:
        """Begin anew from what the record gives, once all that clashed is decided."""
        if not self.clashes:
            self.base = self.given
            self._kept_mine.clear()
