"""Preflight of a packet's papers: which are missing, and which cannot be printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from advocate_desktop.domain.cases import DenialReason, Issue
from advocate_desktop.domain.documents import Document, DocumentKind
from advocate_desktop.domain.events import EventKind
from advocate_desktop.domain.findings import Finding
from advocate_desktop.domain.packets import Tab
from advocate_desktop.domain.preflight_check import GO_ON, Check, note, stop, warn
from advocate_desktop.domain.routes import RouteState


def papers(check: Check) -> Iterator[Finding]:
    """Yield what the papers of a packet lack."""
    refusals = [DocumentKind.DENIAL_LETTER]
    if check.record.case.issue is Issue.BILLING:
        refusals.append(DocumentKind.EOB)
    if check.about_denial and not check.exhibits(*refusals):
        yield _no_denial_letter(check)
    yield from _grievance_papers(check)
    yield from _decision_papers(check)
    yield from _medical_papers(check)


def _no_denial_letter(check: Check) -> Finding:
    unreadable = any(d.kind is DocumentKind.DENIAL_LETTER for d in check.plan.left_out)
    message = (
        "The denial letter cannot be printed, so it is not in the packet."
        if unreadable
        else "There is no denial letter among the documents."
    )
    if check.for_review and not check.exhibits(DocumentKind.DECISION_LETTER):
        return stop("no_denial_letter", message)
    return warn("no_denial_letter", f"{message} {GO_ON}")


def _grievance_papers(check: Check) -> Iterator[Finding]:
    sent = check.happened(
        EventKind.GRIEVANCE_FILED,
        EventKind.GRIEVANCE_RECEIVED,
        EventKind.EXPEDITED_REQUESTED,
        EventKind.APPEAL_FILED,
    )
    if not sent:
        option = check.door
        excused = option is not None and option.state in (RouteState.OPEN, RouteState.POSSIBLE)
        if check.to_agency and excused:
            yield note(
                "no_grievance",
                "No grievance to the plan is recorded; this case does not need one first.",
            )
        return
    tabs = [e for e in check.plan.exhibits if e.tab is Tab.GRIEVANCE]
    if all(e.document.kind is DocumentKind.PROOF_OF_SENDING for e in tabs):
        yield warn("no_grievance_copy", "A copy of the grievance as it was sent is not attached.")
    if not check.exhibits(DocumentKind.PROOF_OF_SENDING, DocumentKind.ACKNOWLEDGEMENT):
        yield warn(
            "no_proof_of_sending",
            "Nothing shows that the plan got the grievance: attach the fax report, the mail "
            "receipt or the plan's confirmation.",
        )


def _decision_papers(check: Check) -> Iterator[Finding]:
    if not check.to_agency:
        return
    if check.happened(EventKind.DECISION_RECEIVED):
        if not check.exhibits(DocumentKind.DECISION_LETTER):
            yield warn("decision_missing", "The plan's decision on the grievance is not attached.")
    elif check.happened(EventKind.GRIEVANCE_FILED, EventKind.GRIEVANCE_RECEIVED):
        yield note(
            "no_decision", "No decision of the plan is recorded; the chronology says it is awaited."
        )


def _medical_papers(check: Check) -> Iterator[Finding]:
    reason = check.record.case.denial_reason
    if not check.exhibits(DocumentKind.PROVIDER_LETTER):
        if reason is DenialReason.EXPERIMENTAL:
            yield warn(
                "doctor_letter_missing",
                "For an experimental denial the law asks for a doctor's certification; none is "
                "attached (Health & Safety Code 1370.4).",
            )
        elif reason is DenialReason.NOT_MEDICALLY_NECESSARY:
            yield warn(
                "doctor_letter_missing", "A letter of the treating doctor would help; none is here."
            )
    outside = [p.name for p in check.record.providers if p.in_network is False]
    if check.to_agency and outside and not check.exhibits(DocumentKind.MEDICAL_RECORD):
        names = ", ".join(name or "an unnamed provider" for name in outside)
        yield warn(
            "outside_records_missing",
            f"The plan does not have the records of {names}, out of its network: attach them.",
        )


def left_out(check: Check) -> Iterator[Finding]:
    """Yield the documents that are not in a packet, each by name."""
    for document in check.plan.left_out:
        if document.id in check.papers.locked:
            yield _locked(document)
            continue
        why = document.note or "It has no pages to print; attach it again as a PDF."
        finding = warn(
            "document_left_out",
            f"“{document.name}” is not in the packet. {why} Or print it and add it by hand.",
        )
        yield replace(finding, document=document.id)
    if check.plan.not_chosen:
        yield _not_chosen(check.plan.not_chosen)
    if not check.plan.exhibits:
        yield warn("no_exhibits", "No document is in the packet.")


def _locked(document: Document) -> Finding:
    finding = warn(
        "exhibit_locked",
        f"“{document.name}” asks for a password, so it is not in the packet. Give the password, or "
        "attach a copy saved without it.",
    )
    return replace(finding, document=document.id)


_NAMED = 3
"""Documents that a sentence names; of more it says how many."""


def _not_chosen(documents: Sequence[Document]) -> Finding:
    named = ", ".join(f"“{document.name}”" for document in documents[:_NAMED])
    more = len(documents) - _NAMED
    rest = f" and {more} more" if more > 0 else ""
    return note(
        "not_chosen", f"The case also has {named}{rest}. This packet goes without, as you chose."
    )
