"""The text of an HTML page: nothing of it is run, fetched or followed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_UNREAD = frozenset({"script", "style", "head", "template", "noscript", "svg", "object"})
_BLOCKS = re.compile(
    "address|article|aside|blockquote|br|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|"
    "li|main|nav|ol|p|pre|section|table|tbody|tr|ul"
)
_CELLS = frozenset({"td", "th"})


def text_of_html(html: str) -> str:
    """Return what a reader of the page sees, a line for each block; links keep only their words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _tidy("".join(reader.pieces))


class _Reader(HTMLParser):
    """Collects the words between the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":  # shows even when its <head> was never closed
            self._unread.clear()
        elif tag in _UNREAD:
            self._unread.append(tag)
        elif _BLOCKS.fullmatch(tag):
            self.pieces.append("\n")
        elif tag in _CELLS:
            self.pieces.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unread:
            while self._unread.pop() != tag:
                pass
        elif _BLOCKS.fullmatch(tag):
            self.pieces.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _BLOCKS.fullmatch(tag):
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.pieces.append(re.sub(r"\s+", " ", data))


def _tidy(text: str) -> str:
    lines = (re.sub(r" ?\t ?", "\t", re.sub(r" +", " ", line)).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
