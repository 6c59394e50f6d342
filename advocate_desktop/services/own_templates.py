"""The user's own letters: write one, fill it from a case."""

from __future__ import annotations

from collections.abc import Mapping

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.letters import Template
from advocate_desktop.domain.own_templates import OwnTemplate, OwnTemplateId, filled
from advocate_desktop.services.cases import new_id
from advocate_desktop.services.letter_templates import (
    LANGUAGES,
    Facts,
    Filled,
    inline,
    paragraphs,
    template_named,
)
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import letter_templates as rows

OWN = "own/"
"""Begins the name of a letter of the user's own; its id follows."""
_LONGEST = 200_000
"""Characters of a text."""


def add(unit: Unit, own: OwnTemplate) -> OwnTemplateId:
    """Keep a new letter; raise `Invalid` when its text cannot be read."""
    _check(own)
    rows.insert(unit, own)
    return own.id


def change(unit: Unit, own: OwnTemplate) -> None:
    """Write a letter as it is now; raise `Invalid` as `add` does, `NotFound` when it is gone."""
    _check(own)
    rows.update(unit, own)


def remove(unit: Unit, own_id: OwnTemplateId) -> None:
    """Put a letter into the trash; undo takes it out."""
    rows.trash(unit, own_id)


def own_templates(workspace: Workspace) -> tuple[OwnTemplate, ...]:
    """Return the user's own letters, by title."""
    return workspace.read(rows.all_templates)


def new_template(title: str, language: str = "en") -> OwnTemplate:
    """Return an empty letter, not kept yet."""
    return OwnTemplate(OwnTemplateId(new_id()), title, language)


def template_of(workspace: Workspace, name: str, *, also_trashed: bool = False) -> Template:
    """Return a letter by its name, shipped or the user's own; raise `NotFound`.

    One of the user's own that is in the trash is still there for the drafts begun from it.
    """
    if not name.startswith(OWN):
        return template_named(name)
    own_id = OwnTemplateId(name.removeprefix(OWN))
    return as_template(workspace.read(rows.find, own_id, also_trashed=also_trashed))


def as_template(own: OwnTemplate) -> Template:
    """Return a letter of the user's own as one that can be filled."""
    return Template(
        name=f"{OWN}{own.id}",
        title=own.title,
        language=own.language,
        subject=own.subject or own.title,
        purpose="A letter of your own.",
        addressee=own.addressee,
        salutation=own.salutation,
        body=own.text,
        own=True,
    )


_IN_PARAGRAPHS = frozenset({"description", "wanted"})
"""Facts that may be several paragraphs."""


def fill(template: Template, facts: Facts, blanks: Mapping[str, str]) -> Filled:
    """Fill a letter of the user's own by plain substitution; facts are data, whatever they hold.

    A fact that the record lacks leaves its blank in bold square brackets.
    """
    missing: dict[str, None] = {}

    def value(name: str) -> str | None:
        fact = facts.get(name)
        if not isinstance(fact, str):
            return None
        return paragraphs(fact) if name in _IN_PARAGRAPHS else inline(fact)

    def printed(name: str) -> str | None:
        text = value(name)
        if text != "":
            return text
        missing[name] = None
        return f"**\\[{blanks.get(name, name.replace('_', ' '))}\\]**"

    made = filled(template.body, value, printed)
    return Filled(made.text, tuple(missing))


def field_names(facts: Facts) -> tuple[str, ...]:
    """Return the names of the fields that a letter can use, in the alphabet's order."""
    return tuple(sorted(name for name, fact in facts.items() if isinstance(fact, str)))


def _check(own: OwnTemplate) -> None:
    if not own.title.strip():
        raise Invalid("The letter needs a name. Nothing was changed. Type one.")
    if own.language not in LANGUAGES:
        raise Invalid("Letters can be in English or Spanish. Nothing was changed.")
    if len(own.text) > _LONGEST:
        raise Invalid("The text is longer than 200,000 characters. Nothing was changed.")
    problems = filled(own.text, lambda name: "").problems
    if problems:
        raise Invalid(f"{problems[0]} Nothing was changed.")
