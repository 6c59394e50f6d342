"""A late acknowledgement: the letter is proposed, written, sent; its clock starts, and undo."""

from dataclasses import replace
from datetime import date

from advocate_desktop.domain.communications import (
    Channel,
    Communication,
    CommunicationId,
    Direction,
)
from advocate_desktop.domain.drafts import Delivery
from advocate_desktop.domain.events import EventKind, Method
from advocate_desktop.domain.references import Reference, ReferenceKind
from advocate_desktop.domain.standing import Step
from advocate_desktop.services import (
    cases,
    communications,
    drafts,
    letters,
    sending,
    sent,
    views,
)
from advocate_desktop.services.letter_templates import template_named


def test_from_a_late_acknowledgement_to_a_letter_in_the_vault_and_back(
    workspace, enter, new_record, new_event
):
    happened = (
        new_event("denial_received", "2026-01-09"),
        new_event("grievance_received", "2026-01-26", method="fax"),
    )
    case = enter(workspace, new_record(events=happened))
    assert Step.WRITE_FOLLOW_UP in views.case_page(workspace, case).standing.steps
    proposed = {row.name for row in letters.templates(workspace, case) if row.fits}
    assert "acknowledgement-follow-up" in proposed

    call = Communication(
        CommunicationId("call-1"),
        date(2026, 2, 6),
        Channel.PHONE,
        Direction.OUT,
        person="Denise",
        reference="1234",
        promise="a letter that says you have it",
        promised_by=date(2026, 2, 9),
    )
    workspace.run("Call recorded", communications.add, case, call)
    template = template_named("acknowledgement-follow-up")
    key = workspace.run("Letter begun", drafts.begin, case, template)
    now = drafts.open_draft(workspace, key)
    reference = str(Reference(ReferenceKind.CALL, call.id))
    text = f"{now.text}\n\nOn the phone I was promised an answer ({reference}).\n"
    workspace.run("Letter written", drafts.write, now.draft, text, now.given)
    fresh = drafts.find(workspace, key)[1]
    faxed = replace(fresh, delivery=Delivery.FAX, delivery_number="555-010-0100")
    workspace.run("Letter changed", drafts.change, faxed)
    assert "reference 1234" in drafts.open_draft(workspace, key).content.body

    before = cases.record(workspace, case)
    asked = sending.of_draft(workspace, key)
    assert (asked.proposed.event, asked.proposed.method) == (None, Method.FAX)
    # The letter asks for a fast review as well, which has a clock of its own.
    said = replace(asked.proposed, event=EventKind.EXPEDITED_REQUESTED, confirmation="OK 2 pages")
    started = {m.rule for m in sent.what_follows(workspace, before, said) if m.before is None}
    assert "ca.expedited.resolve" in started
    item = sent.mark_as_sent(workspace, case, said, asked.data)
    page = views.case_page(workspace, case)
    assert "ca.expedited.resolve" in {deadline.rule for deadline in page.deadlines}

    # What is written afterwards does not reach what was sent.
    workspace.run("Letter written", drafts.write, faxed, "Something else.", now.given)
    assert drafts.render(workspace, key) != asked.data
    assert sent.data_of(workspace, item.id) == asked.data
    assert workspace.undo() == "Letter written"
    assert workspace.undo() == "Marked as sent"
    assert cases.record(workspace, case) == before
    assert sent.sent_items(workspace, case) == ()
