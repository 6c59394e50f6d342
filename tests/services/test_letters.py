"""The letters of a case: which are offered, what they say, and what is missing from them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from advocate_desktop import assets
from advocate_desktop.domain.cases import Case, CaseId, CaseRecord, DenialReason, Issue
from advocate_desktop.domain.communications import (
    Channel,
    Communication,
    CommunicationId,
    Direction,
)
from advocate_desktop.domain.coverage import Coverage, CoverageId, Program
from advocate_desktop.domain.documents import Document, DocumentId, DocumentKind
from advocate_desktop.domain.errors import NotFound
from advocate_desktop.domain.events import (
    Appointment,
    Event,
    EventId,
    EventKind,
    Method,
    Outcome,
)
from advocate_desktop.domain.findings import Severity
from advocate_desktop.domain.letters import DMHC_PROGRAMS, LetterDraft
from advocate_desktop.domain.moments import PACIFIC, parse_date
from advocate_desktop.domain.packets import PacketKind, plan_packet
from advocate_desktop.domain.people import (
    Address,
    Authorization,
    AuthorizationId,
    AuthorizationKind,
    Client,
    ClientId,
    Provider,
    ProviderId,
)
from advocate_desktop.filings import markdown, pdf
from advocate_desktop.filings.letter import render_letter
from advocate_desktop.services import cases, cover_letters, letters, settings
from advocate_desktop.services.letter_templates import (
    TemplateError,
    inline,
    paragraphs,
    read_template,
    template_named,
    templates,
)
from advocate_desktop.services.letter_words import words
from advocate_desktop.services.rules import rule_book
from advocate_desktop.services.settings import Letterhead
from advocate_desktop.services.workspace import Workspace

FILED = date(2026, 1, 26)
NAMES = [template.name for template in templates()]
ENGLISH = r"\b(the|and|with|Exhibit|please|letter|Member|January|of|an?d)\b"
OF_THE_DMHC = r"DMHC|Managed|Administrada|Independent Medical|Revisión Médica|\b13[67]\d\b|1300\."


def document(name: str, kind: str, day: str | None, pages: int | None = 1) -> Document:
    when = parse_date(day) if day else None
    title = name.replace("-", " ").capitalize()
    file = f"{name}.pdf"
    return Document(DocumentId(name), file, DocumentKind(kind), title, when, pages=pages)


def event(kind: str, day: str, paper: str | None = None, **more: object) -> Event:
    proof = DocumentId(paper) if paper else None
    return Event(EventId(f"{kind}-{day}"), EventKind(kind), parse_date(day), document=proof, **more)  # type: ignore[arg-type]


CALL = Communication(
    CommunicationId("call"),
    datetime(2026, 1, 9, 10, 15, tzinfo=PACIFIC),
    Channel.PHONE,
    Direction.OUT,
    "Dana Lee",
    "Member Services",
    "1234",
    "She promised a call back.",
)
BEFORE = CaseRecord(
    client=Client(
        ClientId("client"),
        "Marisol",
        "Delgado Peña",
        date(1971, 4, 9),
        Address("1420 Alder Court", "Fresno", "CA", "93706"),
        "559-555-0142",
        "marisol@example.org",
    ),
    coverage=Coverage(
        CoverageId("coverage"),
        "Sample Health Plan, Inc.",
        Program.DMHC_COMMERCIAL,
        "SHP0012345678",
        "GRP-7781",
        grievance_address="Sample Health Plan, Inc.\nGrievances\nP.O. Box 555\nSample, CA 90000",
        grievance_fax="916-555-0199",
    ),
    case=Case(
        CaseId("case"),
        "MRI",
        Issue.DENIAL,
        DenialReason.NOT_MEDICALLY_NECESSARY,
        description="The left foot has begun to drop.",
        desired_resolution="Approve the MRI within seven days.",
        diagnosis="lumbar radiculopathy",
        treatment="MRI of the lumbar spine.",
        plan_reference="G-417",
    ),
    providers=(Provider(ProviderId("doctor"), "Lena Okafor, MD", "physician", "559-555-0170"),),
    events=(
        event("incident", "2025-12-12"),
        event(
            "denial_received", "2026-01-08", "denial", note="It says “criteria are not met” only."
        ),
    ),
    communications=(CALL,),
    documents=(
        document("denial", "denial_letter", "2026-01-05", 2),
        document("doctor", "provider_letter", "2026-01-20"),
        document("grievance", "form", "2026-01-26", 2),
        document("fax-slip", "proof_of_sending", "2026-01-26"),
    ),
)
SENT = replace(
    BEFORE,
    events=(*BEFORE.events, event("grievance_filed", "2026-01-26", "grievance", method=Method.FAX)),
)
HELPER = Authorization(
    AuthorizationId("helper"), name="Ana Ruiz", relationship="friend", signed_on=date(2026, 1, 12)
)
OFFICE = Letterhead(
    "Ana Ruiz",
    "Valley Patient Advocates",
    Address("88 Juniper Street", "Fresno", "CA", "93721"),
    "559-555-0111",
    "ana@example.org",
)


def with_program(record: CaseRecord, program: Program) -> CaseRecord:
    return replace(record, coverage=replace(record.coverage, program=program))


def with_case(record: CaseRecord, **more: object) -> CaseRecord:
    return replace(record, case=replace(record.case, **more))


def codes(draft: LetterDraft) -> set[str]:
    return {finding.code for finding in draft.missing}


def printed(data: bytes, folder: Path) -> str:
    file = folder / "letter.pdf"
    file.write_bytes(data)
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    def clock() -> datetime:
        return datetime(2026, 3, 9, 12, tzinfo=PACIFIC)

    opened = Workspace.create(tmp_path / "sample.casebook", None, clock=clock)
    yield opened
    opened.close()


def kept(workspace: Workspace, record: CaseRecord) -> CaseId:
    # Documents are attached with their bytes, which letters do not look at.
    bare = replace(
        record, documents=(), events=tuple(replace(e, document=None) for e in record.events)
    )
    return workspace.run("Case created", cases.create, bare)


class TestOffered:
    """Which letters fit."""

    number = 0

    def fitting(self, workspace: Workspace, record: CaseRecord, day: str) -> dict[str, str]:
        alone = self.number = self.number + 1
        mine = replace(
            with_case(record, id=CaseId(f"case-{alone}")),
            events=tuple(replace(e, id=EventId(f"{e.id}-{alone}")) for e in record.events),
            communications=(),
            providers=(),
            authorization=record.authorization
            and replace(record.authorization, id=AuthorizationId(f"helper-{alone}")),
        )
        rows = letters.templates(workspace, kept(workspace, mine), parse_date(day))
        assert {row.name for row in rows} == set(NAMES)
        assert all(row.why.endswith((".", "?")) for row in rows)
        fits = [row.fits for row in rows]
        assert fits == sorted(fits, reverse=True)
        return {row.name: row.why for row in rows if row.fits}

    def test_a_new_denial_offers_grievance_and_appeal(self, workspace: Workspace) -> None:
        found = self.fitting(workspace, BEFORE, "2026-01-26")
        assert list(found)[:2] == ["initial-grievance", "medical-necessity-appeal"]

    def test_a_client_who_speaks_spanish_is_offered_the_spanish_grievance(
        self, workspace: Workspace
    ) -> None:
        speaks = replace(BEFORE, client=replace(BEFORE.client, language="es"))
        assert "es/initial-grievance" in self.fitting(workspace, speaks, "2026-01-26")

    def test_a_serious_threat_offers_the_expedited_request_in_its_place(
        self, workspace: Workspace
    ) -> None:
        found = self.fitting(workspace, with_case(BEFORE, serious_jeopardy=True), "2026-01-26")
        assert "expedited-request" in found
        assert "initial-grievance" not in found

    def test_a_late_acknowledgement_offers_the_follow_up_and_says_how_late(
        self, workspace: Workspace
    ) -> None:
        found = self.fitting(workspace, SENT, "2026-02-06")
        assert found["acknowledgement-follow-up"].startswith("The plan is 6 days late.")
        assert "overdue-decision-notice" not in found

    def test_nothing_is_late_on_the_last_day(self, workspace: Workspace) -> None:
        assert "acknowledgement-follow-up" not in self.fitting(workspace, SENT, "2026-02-02")

    def test_a_late_decision_offers_the_notice_and_the_way_to_the_dmhc(
        self, workspace: Workspace
    ) -> None:
        found = self.fitting(workspace, SENT, "2026-03-09")
        assert found["overdue-decision-notice"].startswith("The plan is 12 days late.")
        assert {"imr-cover", "dmhc-cover"} <= set(found)

    def test_a_case_that_is_won_offers_the_demand_until_the_plan_has_complied(
        self, workspace: Workspace
    ) -> None:
        won = event("imr_decision_received", "2026-03-02", outcome=Outcome.OVERTURNED)
        record = replace(SENT, events=(*SENT.events, won))
        assert "implementation-demand" in self.fitting(workspace, record, "2026-03-09")
        lost = replace(won, outcome=Outcome.UPHELD)
        record = replace(SENT, events=(*SENT.events, lost))
        assert "implementation-demand" not in self.fitting(workspace, record, "2026-03-09")
        done = event("plan_complied", "2026-03-06")
        record = replace(SENT, events=(*SENT.events, won, done))
        found = self.fitting(workspace, record, "2026-03-09")
        assert "implementation-demand" not in found
        assert "closing-letter" in found

    def test_papers_on_a_helper_are_offered_when_there_is_one(self, workspace: Workspace) -> None:
        helped = replace(BEFORE, authorization=HELPER)
        names = {"representative-appointment", "health-information-release"}
        assert names <= set(self.fitting(workspace, helped, "2026-01-26"))
        assert not names & set(self.fitting(workspace, BEFORE, "2026-01-26"))

    def test_an_application_after_six_months_is_offered_its_explanation(
        self, workspace: Workspace
    ) -> None:
        decided = event("decision_received", "2026-02-20", outcome=Outcome.ADVERSE)
        record = replace(SENT, events=(*SENT.events, decided))
        assert "late-filing-explanation" in self.fitting(workspace, record, "2026-09-01")
        assert "late-filing-explanation" not in self.fitting(workspace, record, "2026-08-01")

    def test_a_decided_case_offers_no_reminder(self, workspace: Workspace) -> None:
        decided = event("decision_received", "2026-02-20", outcome=Outcome.ADVERSE)
        found = self.fitting(workspace, replace(SENT, events=(*SENT.events, decided)), "2026-03-09")
        assert not {"acknowledgement-follow-up", "overdue-decision-notice"} & set(found)
        assert "imr-cover" in found

    @pytest.mark.parametrize("program", ["medicare_advantage", "self_funded", "cdi", "other"])
    def test_other_coverage_is_never_offered_a_letter_to_the_dmhc(
        self, workspace: Workspace, program: str
    ) -> None:
        found = self.fitting(workspace, with_program(SENT, Program(program)), "2026-03-09")
        assert not {"imr-cover", "dmhc-cover"} & set(found)


class TestSaid:
    """What the letters say."""

    def test_the_demand_says_who_decided_and_how_late_the_plan_is(self) -> None:
        won = event("imr_decision_received", "2026-03-02", outcome=Outcome.OVERTURNED)
        record = replace(SENT, events=(*SENT.events, won))
        made = letters.compose(record, "implementation-demand", made_on=date(2026, 3, 20))
        assert "Independent Medical Review decided in my favor" in made.body
        assert "The decision is dated March 2, 2026" in made.body
        assert "had to act on it by March 9, 2026" in made.body
        assert "It is now 11 days late" in made.body
        assert "check_law" in codes(made)

    def test_a_wait_is_counted_by_the_standard_for_the_kind_of_appointment(self) -> None:
        asked = event("appointment_requested", "2026-01-12", appointment=Appointment.SPECIALIST)
        waiting = with_case(BEFORE, issue=Issue.APPOINTMENT_DELAY)
        record = replace(waiting, events=(*waiting.events, asked))
        made = letters.compose(record, "appointment-delay", made_on=date(2026, 3, 9))
        body = made.body.replace("\\", "")
        assert "On January 12, 2026 I asked for an appointment with a specialist" in body
        assert "(Health & Safety Code 1367.03(a)(5); 28 CCR 1300.67.2.2(c)(5)). That day" in body

    def test_a_letter_to_a_doctor_names_the_patient_and_not_the_number(self) -> None:
        made = letters.compose(BEFORE, "doctor-letter-request", made_on=FILED).content
        assert made.addressee[0] == "Lena Okafor, MD"
        assert dict(made.subject)["Patient:"] == "Marisol Delgado Peña"
        assert "SHP0012345678" not in str(made)
        assert "5678" not in str(made.continuation)

    def test_the_grievance_holds_its_contents_in_order(self) -> None:
        made = letters.compose(BEFORE, "initial-grievance", made_on=FILED)
        order = [
            "This letter is a grievance",
            "MRI of the lumbar spine. I ask",
            "January 5, 2026 (Exhibit A)",
            "“criteria are not met”",
            "The left foot has begun to drop",
            "(Exhibit B)",
            "January 9, 2026, phone call with Dana Lee (Member Services), reference 1234",
            "Approve the MRI within seven days",
            "criteria, guideline or contract terms",
            "specialty and credentials",
            "section 1368.01(a) requires the plan to resolve a grievance within 30 days",
            "gives up no right",
            "559-555-0142",
        ]
        places = [made.body.index(part) for part in order]
        assert places == sorted(places)
        assert made.missing == ()

    def test_the_subject_names_every_number_and_date(self) -> None:
        made = letters.compose(BEFORE, "initial-grievance", made_on=FILED).content
        assert dict(made.subject) == {
            "Re:": "Grievance",
            "Member:": "Marisol Delgado Peña",
            "Date of birth:": "April 9, 1971",
            "Member ID:": "SHP0012345678",
            "Group number:": "GRP-7781",
            "Plan reference:": "G-417",
            "Date of decision:": "January 5, 2026",
            "Date of service:": "December 12, 2025",
            "Provider:": "Lena Okafor, MD",
            "Service:": "MRI of the lumbar spine",
        }

    def test_only_papers_of_the_day_that_belong_to_it_are_enclosed(self) -> None:
        later = document("later-record", "medical_record", "2026-02-20")
        record = replace(SENT, documents=(*SENT.documents, later))
        made = letters.compose(record, "initial-grievance", made_on=FILED).content
        assert made.enclosures == (
            "Enclosures (2):",
            "Exhibit A – Denial (2 pages)",
            "Exhibit B – Doctor (1 page)",
        )

    def test_the_number_is_masked_on_later_pages(self) -> None:
        made = letters.compose(BEFORE, "initial-grievance", made_on=FILED).content
        assert made.continuation[2] == "Marisol Delgado Peña, ID …5678"

    def test_the_follow_up_counts_from_the_nominal_day(self) -> None:
        made = letters.compose(SENT, "acknowledgement-follow-up", made_on=date(2026, 2, 6))
        assert "by January 31, 2026 that it has the grievance" in made.body
        assert "(Health & Safety Code 1368(a)(4)(A)" in made.body.replace("\\", "")
        assert "That day passed 6 days ago" in made.body
        assert made.content.enclosures[0] == "Enclosures (2):"
        assert codes(made) == {"check_law"}

    def test_the_notice_says_how_late_the_decision_is(self) -> None:
        made = letters.compose(SENT, "overdue-decision-notice", made_on=date(2026, 3, 9))
        assert "The decision was due by February 25, 2026" in made.body
        assert "As of today it is 12 days late" in made.body
        assert "no later than March 16, 2026" in made.body
        assert made.content.copies[1].startswith("Department of Managed Health Care")

    def test_an_expedited_grievance_is_overdue_after_three_days(self) -> None:
        urgent = with_case(BEFORE, serious_jeopardy=True)
        asked = event("expedited_requested", "2026-01-26", method=Method.FAX)
        record = replace(urgent, events=(*urgent.events, asked))
        made = letters.compose(record, "overdue-decision-notice", made_on=date(2026, 2, 4))
        assert "due by January 29, 2026" in made.body
        assert "1368.01(b)" in made.body
        assert "no one has to wait" in made.body

    def test_a_grievance_by_mail_is_not_called_late_before_its_receipt_is_known(self) -> None:
        mailed = event("grievance_filed", "2026-01-26", method=Method.MAIL)
        record = replace(BEFORE, events=(*BEFORE.events, mailed))
        made = letters.compose(record, "overdue-decision-notice", made_on=date(2026, 3, 9))
        assert "days late" not in made.body
        assert "With five days allowed for delivery, the decision was due by" in made.body
        assert "receipt_not_known" in codes(made)

    def test_the_expedited_letter_uses_the_words_of_the_law(self) -> None:
        made = letters.compose(
            with_case(BEFORE, serious_jeopardy=True), "expedited-request", made_on=FILED
        )
        assert made.content.banner.startswith("URGENT")
        assert "URGENT" in made.content.subject[0][1]
        body = " ".join(made.body.split())
        assert "imminent and serious threat" in body
        assert "severe pain and the potential loss of life, limb or major bodily function" in body
        assert "no later than three days from receipt" in body
        assert "Lena Okafor, MD, 559-555-0170" in body

    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize("issue", [Issue.DENIAL, Issue.CANCELLATION])
    def test_nothing_of_the_dmhc_stands_in_a_letter_for_other_coverage(
        self, name: str, issue: Issue
    ) -> None:
        if template_named(name).fit.programs:
            return  # a finding stops it, as the next test shows
        ruled = event("imr_decision_received", "2026-03-01", outcome=Outcome.OVERTURNED)
        for program in set(Program) - DMHC_PROGRAMS:
            for record in (BEFORE, replace(SENT, events=(*SENT.events, ruled))):
                mine = with_case(with_program(record, program), issue=issue)
                content = letters.compose(mine, name, made_on=date(2026, 3, 9)).content
                text = " ".join((content.body, *content.copies))
                assert not re.search(OF_THE_DMHC, text)

    @pytest.mark.parametrize("name", [t.name for t in templates() if t.fit.programs])
    def test_a_letter_for_one_coverage_is_stopped_for_another(self, name: str) -> None:
        other = next(p for p in Program if p not in template_named(name).fit.programs)
        made = letters.compose(with_program(SENT, other), name, made_on=FILED)
        assert made.missing[0].code in ("wrong_agency", "wrong_coverage")
        assert made.missing[0].severity is Severity.STOP

    @pytest.mark.parametrize("name", NAMES)
    def test_no_letter_speaks_the_paragraph_that_the_plan_must_print(self, name: str) -> None:
        body = letters.compose(SENT, name, made_on=FILED).body
        assert "is responsible for regulating" not in body
        assert "you should first telephone" not in body

    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize(
        ("issue", "reason"),
        [*((issue, None) for issue in Issue), *((Issue.DENIAL, r) for r in DenialReason)],
    )
    def test_every_letter_can_be_filled_for_every_dispute(
        self, name: str, issue: Issue, reason: DenialReason | None
    ) -> None:
        # What the plan's reason changes does not depend on more than these two kinds of coverage.
        two = (Program.DMHC_COMMERCIAL, Program.SELF_FUNDED)
        for program in two if reason else Program:
            record = with_program(with_case(SENT, issue=issue, denial_reason=reason), program)
            body = letters.compose(record, name, made_on=date(2026, 3, 9)).body
            assert "{" not in body
            assert "()" not in body
            assert " ." not in body
            assert ".." not in body

    @pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("es/")])
    @pytest.mark.parametrize("record", ["before", "won"])
    def test_no_english_is_left_in_a_spanish_letter(self, name: str, record: str) -> None:
        silent = with_case(
            SENT if record == "won" else BEFORE,
            description="Dolor.",
            desired_resolution="Aprobar.",
            treatment="Estudio",
            diagnosis="",
        )
        won = event("imr_decision_received", "2026-03-01", outcome=Outcome.OVERTURNED)
        events = (*silent.events, won) if record == "won" else ()
        bare = replace(silent, communications=(), events=events, documents=())
        for program in Program:
            made = letters.compose(with_program(bare, program), name, made_on=date(2026, 3, 9))
            own = made.body.replace("Health & Safety", "").replace("criteria are not met", "")
            assert re.findall(ENGLISH, own) == []
            assert re.findall(ENGLISH, made.content.salutation + made.content.subject[0][1]) == []

    def test_the_spanish_letter_is_spanish_throughout(self) -> None:
        made = letters.compose(BEFORE, "es/initial-grievance", made_on=FILED).content
        assert made.language == "es-US"
        assert made.date == "26 de enero de 2026"
        assert dict(made.subject)["Miembro:"] == "Marisol Delgado Peña"
        assert made.closing == "Atentamente,"
        assert made.enclosures[0] == "Anexos (2):"
        assert made.page_of == "Página {page} de {pages}"
        own_words = made.body.replace(BEFORE.case.description, "").replace(CALL.summary, "")
        own_words = own_words.replace(BEFORE.case.desired_resolution, "").replace(
            "MRI of the lumbar spine", ""
        )
        assert (
            re.findall(
                ENGLISH,
                own_words.replace("criteria are not met", "").replace(CALL.organization, ""),
            )
            == []
        )


class TestWriter:
    """Who writes and signs."""

    def test_the_member_writes_for_herself(self) -> None:
        made = letters.compose(BEFORE, "initial-grievance", made_on=FILED, letterhead=OFFICE)
        assert made.content.sender[:2] == ("Marisol Delgado Peña", "1420 Alder Court")
        assert made.content.signature == ("Marisol Delgado Peña",)
        assert "I am a member of" in made.body

    def test_a_helper_signs_as_representative_under_her_letterhead(self) -> None:
        record = replace(BEFORE, authorization=HELPER)
        made = letters.compose(record, "initial-grievance", made_on=FILED, letterhead=OFFICE)
        assert made.content.sender == (
            "Ana Ruiz",
            "Valley Patient Advocates",
            "88 Juniper Street",
            "Fresno, CA 93721",
            "559-555-0111 · ana@example.org",
        )
        assert made.content.signature == (
            "by Ana Ruiz, authorized representative of Marisol Delgado Peña",
            "Authorization signed January 12, 2026",
        )
        assert "I write for Marisol Delgado Peña" in made.body

    @pytest.mark.parametrize("name", [t.name for t in templates() if t.from_member])
    def test_the_member_signs_what_gives_or_takes_authority(self, name: str) -> None:
        record = replace(BEFORE, authorization=HELPER)
        made = letters.compose(record, name, made_on=FILED, letterhead=OFFICE).content
        assert made.signature == ("Marisol Delgado Peña",)
        assert made.sender[0] == "Marisol Delgado Peña"
        assert "Ana Ruiz" in made.body

    def test_a_parent_signs_for_a_minor(self) -> None:
        minor = replace(BEFORE, client=replace(BEFORE.client, guardian="Rosa Delgado"))
        made = letters.compose(minor, "initial-grievance", made_on=FILED)
        assert made.content.signature == (
            "Rosa Delgado, parent or guardian of Marisol Delgado Peña",
        )

    @pytest.mark.parametrize("kind", list(AuthorizationKind))
    def test_every_kind_of_authorization_has_its_words(self, kind: AuthorizationKind) -> None:
        record = replace(BEFORE, authorization=replace(HELPER, kind=kind))
        for name in NAMES:
            assert letters.compose(record, name, made_on=FILED).content.signature

    def test_an_authorization_that_ran_out_is_a_finding(self) -> None:
        over = replace(HELPER, expires_on=date(2026, 1, 25))
        record = replace(BEFORE, authorization=over)
        made = letters.compose(record, "initial-grievance", made_on=FILED)
        assert "authorization_not_in_force" in codes(made)


class TestMissing:
    """What the draft says is missing."""

    def test_without_an_address_the_plan_is_named_and_the_user_is_told(self) -> None:
        record = replace(BEFORE, coverage=replace(BEFORE.coverage, grievance_address=" \n"))
        made = letters.compose(record, "initial-grievance", made_on=FILED)
        assert made.content.addressee == ("Sample Health Plan, Inc.",)
        finding = next(f for f in made.missing if f.code == "address_missing")
        assert finding.severity is Severity.WARN
        assert finding.message == (
            "Address missing: copy it from the denial letter or the Evidence of Coverage."
        )

    @pytest.mark.parametrize("name", NAMES)
    def test_an_empty_case_gives_a_letter_with_blanks_each_of_them_listed(
        self, name: str, tmp_path: Path
    ) -> None:
        empty = CaseRecord(Client(ClientId("c")), Coverage(CoverageId("v")), Case(CaseId("k")))
        made = letters.compose(empty, name, made_on=FILED)
        shown = printed(render_letter(made.content, FILED), tmp_path)
        flat = " ".join(shown.split())
        blanks = words("es" if name.startswith("es/") else "en").blanks
        for code in codes(made):
            blank = blanks.get(code.removeprefix("missing_"))
            if blank:
                assert f"[{blank}]" in flat
        listed = {blanks[c.removeprefix("missing_")] for c in codes(made) if c[8:] in blanks}
        for found in re.findall(r"\[([^\]]+)\]", flat):
            assert found in listed

    def test_a_release_without_its_last_day_is_stopped(self) -> None:
        endless = replace(BEFORE, authorization=HELPER)
        made = letters.compose(endless, "health-information-release", made_on=FILED)
        found = {finding.code: finding.severity for finding in made.missing}
        assert found["missing_helper_expires"] is Severity.STOP
        ends = replace(BEFORE, authorization=replace(HELPER, expires_on=date(2026, 12, 31)))
        made = letters.compose(ends, "health-information-release", made_on=FILED)
        assert "missing_helper_expires" not in codes(made)
        assert "December 31, 2026" in made.body

    def test_the_dmhc_address_is_to_be_checked(self) -> None:
        made = letters.compose(SENT, "imr-cover", made_on=date(2026, 3, 9))
        assert made.content.addressee[2] == "980 9th Street, Suite 500"
        assert "check_address" in codes(made)

    def test_a_letter_to_the_dmhc_for_other_coverage_is_stopped(self) -> None:
        record = with_program(SENT, Program.MEDICARE_ADVANTAGE)
        made = letters.compose(record, "dmhc-cover", made_on=date(2026, 3, 9))
        assert made.missing[0].code == "wrong_agency"
        assert made.missing[0].severity is Severity.STOP

    def test_a_reminder_before_its_time_is_a_finding(self) -> None:
        made = letters.compose(SENT, "overdue-decision-notice", made_on=date(2026, 2, 10))
        assert "plan_not_late" in codes(made)
        assert "days late" not in made.body

    def test_letters_that_no_font_has_are_a_finding(self) -> None:
        record = replace(BEFORE, client=replace(BEFORE.client, given_name="दीपा"))
        made = letters.compose(record, "initial-grievance", made_on=FILED)
        assert "unprintable_characters" in codes(made)

    def test_a_late_application_asks_for_its_reason(self) -> None:
        decided = event("decision_received", "2026-02-20", outcome=Outcome.ADVERSE)
        record = replace(SENT, events=(*SENT.events, decided))
        late = letters.compose(record, "imr-cover", made_on=date(2026, 9, 1))
        assert "More than six months" in late.body
        assert "missing_reason_for_lateness" in codes(late)
        in_time = letters.compose(record, "imr-cover", made_on=date(2026, 8, 20))
        assert "More than six months" not in in_time.body


HOSTILE = "<b>&{{ 7*7 }} {% raw %} *x* _y_ [a](b) `c` | # \\ ~~z~~ &amp; $1\0\u200f\u202e"
SHOWN = "<b>&{{ 7*7 }} {% raw %} *x* _y_ [a](b) `c` | # \\ ~~z~~ &amp; $1"


class TestHostile:
    """Text that would be more than text."""

    @pytest.mark.parametrize("name", NAMES)
    def test_what_people_type_is_printed_and_not_interpreted(
        self, name: str, tmp_path: Path
    ) -> None:
        client = replace(SENT.client, given_name=HOSTILE, family_name="", language="es")
        record = with_case(
            replace(SENT, client=client),
            treatment=HOSTILE,
            description=f"{HOSTILE}\n\n# {HOSTILE}\n- {HOSTILE}\n1. {HOSTILE}\n> {HOSTILE}",
            desired_resolution=HOSTILE,
            plan_reference=HOSTILE,
        )
        content = letters.compose(record, name, made_on=date(2026, 3, 9)).content
        made = render_letter(content, FILED)
        assert SHOWN in " ".join(printed(made, tmp_path).split())
        if "description" in next(t for t in templates() if t.name == name).needs:
            flat = " ".join(printed(made, tmp_path).split())
            for start in ("#", "-", "1.", ">"):
                assert f"{start} {SHOWN}" in flat

    def test_a_word_of_ten_thousand_letters_is_set(self, tmp_path: Path) -> None:
        record = with_case(BEFORE, description="Q" * 10_000, treatment="Q" * 10_000)
        content = letters.compose(record, "initial-grievance", made_on=FILED).content
        assert printed(render_letter(content, FILED), tmp_path).count("Q") >= 20_000

    @pytest.mark.parametrize(
        "text",
        ["- one two", "+ one two", "12) one", "= one two", "one\n- two", "*a*", "a\\", "<i>", ""],
    )
    def test_plain_text_reads_the_same_as_markdown(self, text: str, tmp_path: Path) -> None:
        for escaped in (inline(text), paragraphs(text)):
            story = markdown.flowables(escaped)
            made = pdf.typeset(story, pdf.Properties("x", FILED))
            assert " ".join(printed(made, tmp_path).split()) == " ".join(text.split())

    @pytest.mark.parametrize("name", ["../en/words", "en/_writer", "/etc/passwd", "", "initial"])
    def test_only_shipped_letters_can_be_named(self, name: str) -> None:
        with pytest.raises(NotFound, match="no letter named"):
            letters.compose(BEFORE, name, made_on=FILED)


class TestSaved:
    """Through a casebook to a file."""

    def test_a_letter_goes_from_the_casebook_to_a_file(
        self, workspace: Workspace, tmp_path: Path
    ) -> None:
        workspace.run("Letterhead changed", settings.set_letterhead, OFFICE)
        case_id = kept(workspace, replace(SENT, authorization=HELPER))
        out = tmp_path / "notice.pdf"
        letters.save(workspace, case_id, "overdue-decision-notice", out)
        shown = printed(out.read_bytes(), tmp_path)
        assert "Valley Patient Advocates" in shown
        assert "March 9, 2026" in shown
        assert "12 days late" in shown

    def test_the_same_case_and_day_give_the_same_bytes(self, workspace: Workspace) -> None:
        case_id = kept(workspace, BEFORE)
        made = [
            letters.render(workspace, case_id, "initial-grievance", made_on=FILED) for _ in range(2)
        ]
        assert made[0] == made[1]

    def test_an_edited_text_takes_the_place_of_the_filled_one(
        self, workspace: Workspace, tmp_path: Path
    ) -> None:
        case_id = kept(workspace, BEFORE)
        body = "My *own* words.\n"
        made = letters.render(workspace, case_id, "initial-grievance", body=body, made_on=FILED)
        shown = printed(made, tmp_path)
        assert "My own words." in shown
        assert "This letter is a grievance" not in shown
        assert "SHP0012345678" in shown

    def test_a_case_that_is_not_there_is_said_so(self, workspace: Workspace) -> None:
        with pytest.raises(NotFound):
            letters.draft(workspace, CaseId("nobody"), "initial-grievance")

    @pytest.mark.parametrize("kind", list(PacketKind))
    def test_a_cover_letter_lists_the_exhibits_of_its_packet(self, kind: PacketKind) -> None:
        exhibits = plan_packet(SENT, kind, date(2026, 3, 9)).exhibits
        cover = cover_letters.cover_letter(SENT, kind, exhibits, date(2026, 3, 9))
        assert cover.enclosures[0] == "Enclosures (4):"
        assert [line[:9] for line in cover.enclosures[1:]] == [
            f"Exhibit {label}" for label in "ABCD"
        ]

    def test_a_long_list_of_exhibits_is_left_to_the_contents(self) -> None:
        exhibits = plan_packet(SENT, PacketKind.IMR, date(2026, 3, 9)).exhibits
        more = [*exhibits, replace(exhibits[-1], label="E")]
        cover = cover_letters.cover_letter(SENT, PacketKind.IMR, more, date(2026, 3, 9))
        assert cover.enclosures == (
            "Enclosures (5):",
            "Exhibits A to E, as listed in the contents",
        )


def _named_facts(language: str, file: str) -> tuple[set[str], set[str]]:
    """Return the facts that must be there and the files that are taken in, of one template."""
    text = assets.read_text("letters", language, file)
    asked = re.findall(r"(?:need|prose)\(\"(\w+)\"\)", text)
    return set(asked), set(re.findall(r"include \"\w+/(\w+\.md)\"", text))


class TestShipped:
    """The templates themselves."""

    @pytest.mark.parametrize("name", NAMES)
    def test_a_letter_names_what_follows_and_what_it_needs(self, name: str) -> None:
        template = next(t for t in templates() if t.name == name)
        assert set(template.leads_to) <= set(NAMES)
        blanks = {*words("en").blanks, "diagnosis", "phone", "support_exhibits"}
        assert template.title[0].isupper()
        assert set(template.needs) <= blanks
        assert template.purpose.endswith(".")

    def test_every_letter_is_there_in_both_languages(self) -> None:
        files = {language: set(assets.names("letters", language)) for language in ("en", "es")}
        assert files["en"] == files["es"]

    @pytest.mark.parametrize("file", [f for f in assets.names("letters", "en") if f[-3:] == ".md"])
    def test_both_languages_name_the_same_facts(self, file: str) -> None:
        english, spanish = (_named_facts(language, file) for language in ("en", "es"))
        assert english == spanish

    def test_both_languages_have_the_same_words(self) -> None:
        english, spanish = words("en"), words("es")
        tables = ("subject", "blanks", "capacities", "reasons", "methods", "channels")
        for name in (*tables, "appointments"):
            assert set(getattr(english, name)) == set(getattr(spanish, name)), name
        assert len(spanish.months) == len(english.months) == 12

    def test_a_citation_is_never_called_surer_than_in_the_rules(self) -> None:
        known = {rule.citation: rule.confidence for rule in rule_book().rules}
        rank = ["memory", "secondary", "primary"]
        for template in templates():
            for basis in template.legal_basis:
                if basis.citation in known:
                    assert rank.index(basis.confidence) <= rank.index(known[basis.citation])

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("no front matter", "between two lines"),
            ("+++\norder = \n+++\nbody", "es/x.md"),
            ('+++\ntitle = "t"\nwrong = 1\n+++\nbody', "wrong"),
            ('+++\ntitle = "t"\nsubject = "s"\nsalutation = "x"\n+++\nbody', "no English"),
        ],
    )
    def test_a_template_that_is_wrong_names_its_file(self, text: str, said: str) -> None:
        with pytest.raises(TemplateError, match=said) as told:
            read_template(text, "es", "x.md")
        assert "es/x.md" in str(told.value)

    def test_every_sentence_is_short_enough_to_read_once(self) -> None:
        for language in ("en", "es"):
            for file in assets.names("letters", language):
                if file.endswith(".md"):
                    text = assets.read_text("letters", language, file).split("+++\n")[-1]
                    plain = re.sub(r"\{[%{].*?[%}]\}", " ", text)
                    for sentence in re.split(r"[.:;?!]\s|\n\n", plain):
                        assert len(sentence.split()) <= 42, (file, sentence)
