"""What was given to whom is on record, entered by hand or along with what gave it away."""

from __future__ import annotations

from datetime import date

import pytest

from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.domain.people import ClientId
from advocate_desktop.services.disclosures import disclosures, note, remove


def test_the_last_disclosure_comes_first_and_undo_takes_it_back(workspace, enter, new_record):
    record = new_record()
    enter(workspace, record)
    client = record.client.id
    workspace.run("Noted", note, client, "Example Plan", "The grievance", at=date(2026, 1, 5))
    workspace.run(
        "Noted", note, client, "A lawyer", "The whole case", case=record.case.id, method="by hand"
    )
    first, second = disclosures(workspace, client)
    assert (first.recipient, first.method, first.case) == ("A lawyer", "by hand", record.case.id)
    assert second.at == date(2026, 1, 5)
    workspace.undo()
    assert disclosures(workspace, client) == (second,)
    workspace.run("Taken out", remove, second.id)
    assert disclosures(workspace, client) == ()


def test_a_disclosure_names_who_and_what_of_a_client_who_is_there(workspace, enter, new_record):
    record = new_record()
    enter(workspace, record)
    with pytest.raises(Invalid):
        workspace.run("Noted", note, record.client.id, " ", "Papers")
    with pytest.raises(NotFound):
        workspace.run("Noted", note, ClientId("nobody"), "Somebody", "Papers")
