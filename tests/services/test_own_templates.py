"""A user's own letters are kept, offered, filled as data, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.domain.letters import Addressee
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.services import cases, drafts, letter_copying, letters, own_templates
from advocate_desktop.services.workspace import Workspace

NOW = datetime(2026, 3, 2, 9, tzinfo=PACIFIC)
CASE = CaseId("case")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "test.casebook", None, clock=lambda: NOW)
    record = CaseRecord(
        client=Client(ClientId("client"), "{{plan}}", "*Example*"),
        coverage=Coverage(CoverageId("coverage"), "Sample Health Plan"),
        case=Case(CASE, "MRI denied", description="One.\n\nTwo."),
    )
    made.run("Case created", cases.create, record)
    yield made
    made.close()


def kept(workspace, text, **more):
    own = replace(own_templates.new_template("Thanks"), text=text, subject="Thanks", **more)
    workspace.run("Own letter added", own_templates.add, own)
    return own


def test_an_own_letter_is_kept_changed_and_undone(workspace):
    own = kept(workspace, "Dear {{plan}},", addressee=Addressee.DMHC)
    assert own_templates.own_templates(workspace) == (own,)
    workspace.run("Own letter changed", own_templates.change, replace(own, title="More thanks"))
    assert own_templates.own_templates(workspace)[0].title == "More thanks"
    workspace.undo()
    workspace.run("Own letter removed", own_templates.remove, own.id)
    assert own_templates.own_templates(workspace) == ()
    with pytest.raises(NotFound):
        own_templates.template_of(workspace, f"own/{own.id}")


def test_it_is_offered_and_filled_with_what_the_record_holds_as_data(workspace):
    own = kept(workspace, "{{member_name}} of {{plan}}.\n\n{{description}}\n\n{{grievance_date}}")
    rows = {row.name: row for row in letters.templates(workspace, CASE)}
    assert rows[f"own/{own.id}"].fits
    body = letters.draft(workspace, CASE, f"own/{own.id}").body
    assert body.startswith("{{plan}} \\*Example\\* of Sample Health Plan.\n\nOne.\n\nTwo.\n\n")
    assert body.rstrip().endswith("**\\[date on which the grievance was sent\\]**")


def test_it_can_be_begun_as_a_draft(workspace):
    own = kept(workspace, "Dear {{plan}},")
    template = own_templates.template_of(workspace, f"own/{own.id}")
    draft_id = workspace.run("Letter begun", drafts.begin, CASE, template)
    assert "Dear Sample Health Plan," in drafts.open_draft(workspace, draft_id).content.body


@pytest.mark.parametrize("text", ["{{#plan}}", "x" * 200_001])
def test_a_text_that_cannot_be_read_is_refused(workspace, text):
    with pytest.raises(Invalid):
        kept(workspace, text)
    assert own_templates.own_templates(workspace) == ()


@pytest.mark.parametrize("name", ["initial-grievance", "es/initial-grievance", "imr-cover"])
def test_a_shipped_letter_is_copied_with_its_facts_as_fields(workspace, name):
    copy = letter_copying.copy_of(workspace, CASE, name, "My own")
    assert "Sample Health Plan" not in copy.text
    assert "{{plan}}" in copy.text or "{{description}}" in copy.text
    workspace.run("Own letter added", own_templates.add, copy)
    original = letters.draft(workspace, CASE, name).body
    assert letters.draft(workspace, CASE, f"own/{copy.id}").body == original


def test_a_letter_begun_from_one_that_was_taken_out_can_still_be_written(workspace):
    own = kept(workspace, "Dear {{plan}},")
    template = own_templates.template_of(workspace, f"own/{own.id}")
    draft_id = workspace.run("Letter begun", drafts.begin, CASE, template)
    workspace.run("Own letter removed", own_templates.remove, own.id)
    assert "Sample Health Plan" in drafts.open_draft(workspace, draft_id).content.body
