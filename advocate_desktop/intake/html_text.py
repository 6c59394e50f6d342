"""The text of an HTML page: nothing of it is run, fetched or followed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_UNREAD = frozenset(
    {"script", "style", "head", "template", "noscript", "svg", "object", "iframe", "title"}
)
_BLOCKS = re.compile(
    "address|article|aside|blockquote|br|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|"
    "li|main|nav|ol|p|pre|section|table|tbody|tr|ul"
)
_CELLS = frozenset({"td", "th"})


def text_of_html(html: str) -> str:
    """Return what a reader of the page sees, a line for each block; links keep only their words."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    # A NUL would end the page for the parser.
    page = etree.fromstring(html.replace("\0", "").encode("utf-8", "replace") or b" ", parser)
    return "" if page is None else _tidy("".join(_words(page)))


def _words(page: etree._Element) -> Iterator[str]:
    """Yield the words and breaks of a page in reading order."""
    walk = etree.iterwalk(page, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in _UNREAD:
                walk.skip_subtree()
                continue
            yield _break(element.tag)
            yield _flowing(element.text)
        else:
            yield _break(element.tag) if element.tag not in _CELLS | {"br"} else ""
            yield _flowing(element.tail)


def _break(tag: str) -> str:
    if tag in _CELLS:
        return "\t"
    return "\n" if _BLOCKS.fullmatch(tag) else ""


def _flowing(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _tidy(text: str) -> str:
    lines = (re.sub(r" ?\t ?", "\t", re.sub(r" +", " ", line)).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
