"""Letters that users write for themselves: plain text with named fields and simple conditions.

`{{member_name}}` is replaced by the fact of that name. What stands between `{{#decision_date}}` and
`{{/decision_date}}` is kept when there is such a fact, what stands between `{{^decision_date}}` and
`{{/decision_date}}` when there is none. Nothing else is read, so a template that came from somebody
else can only say things.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NewType

from advocate_desktop.domain.letters import Addressee

OwnTemplateId = NewType("OwnTemplateId", str)

_TAG = re.compile(r"\{\{([#^/]?)\s*([a-z][a-z_]{0,39})\s*\}\}")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A letter of the user's own."""

    id: OwnTemplateId
    title: str
    language: str = "en"
    subject: str = ""
    addressee: Addressee = Addressee.PLAN
    salutation: str = ""
    text: str = ""
    """Markdown with fields."""


@dataclass(frozen=True, slots=True)
class FilledText:
    """A template's text with facts in it, and what could not be read."""

    text: str
    unknown: tuple[str, ...]
    """Names of fields that there are not."""
    problems: tuple[str, ...]
    """Sentences on conditions that do not fit together; the text then stands as written."""


Field = Callable[[str], str | None]
"""Gives a field's text: empty when the record lacks it, None when there is no such field."""


def filled(source: str, value: Field, printed: Field | None = None) -> FilledText:
    """Return a template's text with its fields filled; one that there is not stays as written.

    `value` decides conditions; `printed` gives what is printed, where that is something else.
    """
    problems = tuple(_problems(source))
    if problems:
        return FilledText(source, (), problems)
    unknown: dict[str, None] = {}
    out: list[str] = []
    shown = [True]
    last = 0
    for tag in _TAG.finditer(source):
        if shown[-1]:
            out.append(source[last : tag.start()])
        last = tag.end()
        mark, name = tag[1], tag[2]
        if mark == "/":
            shown.pop()
            continue
        known = value(name)
        if known is None:
            unknown[name] = None
        if mark:
            holds = bool(known) is (mark == "#")
            shown.append(shown[-1] and holds)
        elif shown[-1]:
            text = known if printed is None else printed(name)
            out.append(tag[0] if text is None else text)
    out.append(source[last:])
    text = re.sub(r"\n{3,}", "\n\n", "".join(out)).strip() + "\n"
    return FilledText(text, tuple(unknown), ())


def fields_in(source: str) -> tuple[str, ...]:
    """Return the names of the fields that a template uses, each once."""
    return tuple(dict.fromkeys(tag[2] for tag in _TAG.finditer(source)))


def _problems(source: str) -> Iterator[str]:
    open_names: list[str] = []
    for tag in _TAG.finditer(source):
        mark, name = tag[1], tag[2]
        if mark in ("#", "^"):
            open_names.append(name)
            if len(open_names) > _DEEPEST:
                yield "Conditions stand in one another too deeply. Take some of them out."
                return
        elif mark == "/" and (not open_names or open_names.pop() != name):
            yield f"“{tag[0]}” ends a condition that was not begun there."
            return
    if open_names:
        yield f"The condition “{open_names[-1]}” is not ended: write {{{{/{open_names[-1]}}}}}."
