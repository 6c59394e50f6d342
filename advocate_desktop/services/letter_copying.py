"""Copies of letters for users to change: they read the same, with the record's facts as fields."""

from __future__ import annotations

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.own_templates import OwnTemplate
from advocate_desktop.services import letters, own_templates
from advocate_desktop.services.letter_templates import Named, fill
from advocate_desktop.services.letter_words import words
from advocate_desktop.services.workspace import Workspace


def copy_of(workspace: Workspace, case_id: CaseId, name: str, title: str) -> OwnTemplate:
    """Return a copy of a letter under a title of its own, not kept yet.

    It says what the letter says for this case; what depends on the case stays as it is for this
    one. Raises `NotFound` when there is no such letter or case.
    """
    template = own_templates.template_of(workspace, name)
    return OwnTemplate(
        id=own_templates.new_template(title).id,
        title=title,
        language=template.language,
        subject=template.subject,
        addressee=template.addressee,
        salutation=template.salutation,
        text=template.body if template.own else _with_fields(workspace, case_id, name),
    )


def _with_fields(workspace: Workspace, case_id: CaseId, name: str) -> str:
    template = own_templates.template_of(workspace, name)
    facts = {
        key: Named(fact, key) if isinstance(fact, str) else fact
        for key, fact in letters.fields(workspace, case_id, template).items()
    }
    return fill(template, facts, words(template.language).blanks).markdown
