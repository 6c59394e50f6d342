"""The window's words: dates as people say them, and a plain label for every code."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

from advocate_desktop.domain.cases import DenialReason, Issue, Subject
from advocate_desktop.domain.communications import Channel, Direction
from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.deadlines import Deadline, DeadlineState
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.events import Appointment, EventKind, Method, Outcome
from advocate_desktop.domain.findings import Severity
from advocate_desktop.domain.moments import (
    DAY_NAMES,
    PACIFIC,
    SHORT_MONTHS,
    Moment,
    day_of,
    in_words,
)
from advocate_desktop.domain.people import AuthorizationKind
from advocate_desktop.domain.routes import Route, RouteState
from advocate_desktop.domain.rules import Actor
from advocate_desktop.domain.standing import Status, Step


class Mark(Enum):
    """How a date is marked everywhere; the value is its sign in running text."""

    LATE = "▲"
    YOURS = "●"
    THEIRS = "○"
    POSSIBLE = "◇"
    OWN = "■"
    """A date of the user's own, never a counted one."""
    DONE = "✓"


def day(shown: date) -> str:
    """Write a day: “Thu 12 Mar 2026”."""
    return in_words(shown)


def short_day(shown: date) -> str:
    """Write a day of a year that is clear from its place: “12 Mar”."""
    return f"{shown.day} {SHORT_MONTHS[shown.month - 1]}"


def clock(shown: datetime) -> str:
    """Write a time of day: “10:42”."""
    return f"{shown.astimezone(PACIFIC):%H:%M}"


def moment(shown: Moment) -> str:
    """Write a day, with its time when one is known: “Thu 12 Mar 2026, 10:15”."""
    if isinstance(shown, datetime):
        return f"{day(day_of(shown))}, {clock(shown)}"
    return day(shown)


def near_moment(shown: Moment) -> str:
    """Write a day beside another of its year: “Wed 11 Feb”, with its time when one is known."""
    text = f"{DAY_NAMES[day_of(shown).weekday()]} {short_day(day_of(shown))}"
    return f"{text}, {clock(shown)}" if isinstance(shown, datetime) else text


def days(number: int) -> str:
    """Write a number of days: “1 day”, “6 days”."""
    return f"{number} day" if number == 1 else f"{number} days"


def in_days(number: int) -> str:
    """Write how far off a deadline is: “in 6 days”, “today”, “4 days late”."""
    if number < 0:
        return f"{days(-number)} late"
    if number == 0:
        return "today"
    return "tomorrow" if number == 1 else f"in {days(number)}"


def ago(number: int) -> str:
    """Write how far off a day is, with no blame in it: “6 days ago”, “today”, “in 6 days”."""
    if number < 0:
        return "yesterday" if number == -1 else f"{days(-number)} ago"
    return in_days(number)


def mark(deadline: Deadline) -> Mark:
    """Return the mark a deadline wears."""
    state = deadline.state
    if deadline.handled_on is not None:
        return Mark.DONE
    if state in (DeadlineState.OVERDUE, DeadlineState.MISSED):
        return Mark.LATE
    if state is DeadlineState.POSSIBLE:
        return Mark.POSSIBLE
    if state in (DeadlineState.MET, DeadlineState.MET_LATE, DeadlineState.REACHED):
        return Mark.DONE
    return Mark.YOURS if deadline.actor is Actor.MEMBER else Mark.THEIRS


def shown_day(deadline: Deadline) -> date:
    """Return the day a list shows: the safe day for the member's own, else the nominal one."""
    return deadline.act_by or day_of(deadline.when)


def how_long(deadline: Deadline, today: date) -> str:
    """Write how a deadline stands in time: “in 6 days”, “4 days late”, “done”."""
    if deadline.handled_on is not None:
        return "handled"
    state = deadline.state
    off = (shown_day(deadline) - today).days
    if state is DeadlineState.MET:
        return "done in time"
    if state is DeadlineState.MET_LATE:
        return "done late"
    if state is DeadlineState.REACHED:
        return "wait is over"
    if state is DeadlineState.MISSED:
        return f"passed {ago(off)}"
    if state is DeadlineState.OVERDUE:
        return in_days(min(off, -1))
    return in_days(off) if off >= 0 else ago(off)


def count(number: int, noun: str, plural: str = "") -> str:
    """Write a number of things: “1 case”, “3 cases”."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


ISSUES: dict[Issue, str] = {
    Issue.DENIAL: "Care or a drug was denied, delayed or cut",
    Issue.BILLING: "A bill or a payment",
    Issue.QUALITY_OF_CARE: "Quality of care",
    Issue.APPOINTMENT_DELAY: "Cannot get an appointment in time",
    Issue.COMMUNICATION: "How the plan or office treats you",
    Issue.CANCELLATION: "Coverage was cancelled or not renewed",
    Issue.OTHER: "Something else",
}
SHORT_ISSUES: dict[Issue, str] = {
    Issue.DENIAL: "Denial",
    Issue.BILLING: "Billing",
    Issue.QUALITY_OF_CARE: "Quality of care",
    Issue.APPOINTMENT_DELAY: "Appointment delay",
    Issue.COMMUNICATION: "Communication",
    Issue.CANCELLATION: "Cancellation",
    Issue.OTHER: "Other",
}
DENIAL_REASONS: dict[DenialReason, str] = {
    DenialReason.NOT_MEDICALLY_NECESSARY: "Not medically necessary",
    DenialReason.EXPERIMENTAL: "Experimental or investigational",
    DenialReason.NOT_EMERGENCY: "Not an emergency or urgent",
    DenialReason.NOT_COVERED: "Not a covered benefit",
    DenialReason.OTHER: "Another reason",
}
PROGRAMS: dict[Program, str] = {
    Program.DMHC_COMMERCIAL: "Health plan from work or Covered California",
    Program.MEDI_CAL: "Medi-Cal managed care plan",
    Program.MEDICARE_ADVANTAGE: "Medicare Advantage plan",
    Program.SELF_FUNDED: "Employer pays the bills itself (self-funded, ERISA)",
    Program.CDI: "Policy under the Department of Insurance (CDI)",
    Program.FEHB: "Plan for federal employees or retirees (FEHB)",
    Program.OTHER: "Something else, or not known yet",
}
SHORT_PROGRAMS: dict[Program, str] = {
    Program.DMHC_COMMERCIAL: "California health plan",
    Program.MEDI_CAL: "Medi-Cal",
    Program.MEDICARE_ADVANTAGE: "Medicare Advantage",
    Program.SELF_FUNDED: "Self-funded",
    Program.CDI: "CDI policy",
    Program.FEHB: "Federal employees",
    Program.OTHER: "Other",
}
EVENTS: dict[EventKind, str] = {
    EventKind.INCIDENT: "It happened",
    EventKind.DENIAL_RECEIVED: "The denial came",
    EventKind.GRIEVANCE_FILED: "You sent the grievance",
    EventKind.GRIEVANCE_RECEIVED: "The plan got the grievance",
    EventKind.ACKNOWLEDGEMENT_RECEIVED: "The plan said it got the grievance",
    EventKind.EXPEDITED_REQUESTED: "You asked for a fast (expedited) review",
    EventKind.EXPEDITED_REFUSED: "The plan refused a fast review",
    EventKind.DECISION_RECEIVED: "The plan decided",
    EventKind.APPEAL_FILED: "You sent an appeal",
    EventKind.DMHC_COMPLAINT_FILED: "You filed a complaint with the DMHC",
    EventKind.DMHC_ACKNOWLEDGEMENT_RECEIVED: "The DMHC said it got the complaint",
    EventKind.DMHC_DECISION_RECEIVED: "The DMHC decided",
    EventKind.IMR_FILED: "You asked for an Independent Medical Review",
    EventKind.IMR_ACCEPTED: "The DMHC took the review (IMR)",
    EventKind.IMR_REFUSED: "The DMHC did not take the review (IMR)",
    EventKind.IMR_DOCUMENTS_SENT: "The plan sent its papers for the review (IMR)",
    EventKind.IMR_DECISION_RECEIVED: "The review (IMR) was decided",
    EventKind.PLAN_COMPLIED: "The plan did what it was told",
    EventKind.STATE_HEARING_REQUESTED: "You asked for a state fair hearing",
    EventKind.STATE_HEARING_HELD: "The state fair hearing was held",
    EventKind.EXTERNAL_REVIEW_REQUESTED: "You asked for an external review",
    EventKind.AUTHORIZATION_REQUESTED: "You or the doctor asked the plan to approve care",
    EventKind.AUTHORIZATION_GRANTED: "The plan approved the care",
    EventKind.REVIEW_AFTER_CARE_REQUESTED: "The plan was asked to review care after it was given",
    EventKind.DRUG_REQUESTED: "Your doctor asked the plan for a drug",
    EventKind.DRUG_EXCEPTION_REQUESTED: "Your doctor asked for an exception for a drug",
    EventKind.APPOINTMENT_REQUESTED: "You asked for an appointment",
    EventKind.APPOINTMENT_OFFERED: "An appointment was offered",
    EventKind.APPOINTMENT_HELD: "The appointment took place",
    EventKind.CLAIM_SUBMITTED: "The claim was sent to the plan",
    EventKind.CLAIM_PAID: "The plan paid the claim",
    EventKind.APPEAL_RECEIVED: "The plan got the appeal",
    EventKind.APPEAL_ACKNOWLEDGED: "The plan said it got the appeal",
    EventKind.SERVICE_CUT: "The day the plan’s cut takes effect",
    EventKind.HEARING_DECISION_RECEIVED: "The state fair hearing was decided",
    EventKind.DISCHARGE_PLANNED: "The hospital plans to send you home",
    EventKind.ENDING_NOTICE_RECEIVED: "The notice that services will end came",
    EventKind.SERVICES_END: "Last covered day of the services",
    EventKind.QIO_APPEAL_FILED: "You made a fast appeal (QIO)",
    EventKind.QIO_DECISION_RECEIVED: "The fast appeal (QIO) was decided",
    EventKind.IRE_DECISION_RECEIVED: "Medicare’s outside reviewer decided (IRE)",
    EventKind.ALJ_HEARING_REQUESTED: "You asked for a Medicare hearing (ALJ)",
    EventKind.ALJ_DECISION_RECEIVED: "The judge decided (Medicare)",
    EventKind.COUNCIL_REVIEW_REQUESTED: "You asked the Medicare Appeals Council",
    EventKind.COUNCIL_DECISION_RECEIVED: "The Medicare Appeals Council decided",
    EventKind.COURT_FILED: "You went to federal court",
    EventKind.EXTERNAL_REVIEW_ASSIGNED: "The external reviewers were named",
    EventKind.EXTERNAL_REVIEW_MATERIAL_SENT: "You sent more papers to the reviewers",
    EventKind.EXTERNAL_REVIEW_DECISION_RECEIVED: "The external review was decided",
    EventKind.OPM_REVIEW_REQUESTED: "You asked the federal agency (OPM) to review",
    EventKind.WITHDRAWN: "You took the case back",
    EventKind.CLOSED: "The case was closed",
}
APPOINTMENTS: dict[Appointment, str] = {
    Appointment.URGENT: "Urgent care",
    Appointment.URGENT_WITH_AUTHORIZATION: "Urgent care that needs the plan’s approval",
    Appointment.PRIMARY_CARE: "Primary care",
    Appointment.SPECIALIST: "A specialist",
    Appointment.MENTAL_HEALTH: "Mental health care",
    Appointment.MENTAL_HEALTH_FOLLOW_UP: "Mental health care, a follow-up",
    Appointment.ANCILLARY: "A test or treatment (ancillary)",
}
SUBJECTS: dict[Subject, str] = {
    Subject.CARE_TO_COME: "Care that is still to come",
    Subject.PAYMENT: "Payment for care already given",
    Subject.PART_B_DRUG: "A Medicare drug given by a doctor (Part B)",
    Subject.PART_D_DRUG: "A Medicare drug from the pharmacy (Part D)",
}
OUTCOMES: dict[Outcome, str] = {
    Outcome.FAVORABLE: "Yes: all of what was asked",
    Outcome.PARTIAL: "Part of what was asked",
    Outcome.ADVERSE: "No",
    Outcome.OVERTURNED: "The denial was overturned",
    Outcome.UPHELD: "The denial was upheld",
}
METHODS: dict[Method, str] = {
    Method.PHONE: "By phone",
    Method.PORTAL: "On the plan’s website",
    Method.FAX: "By fax",
    Method.EMAIL: "By e-mail",
    Method.IN_PERSON: "In person",
    Method.MAIL: "By mail",
}
CHANNELS: dict[Channel, str] = {
    Channel.PHONE: "Phone call",
    Channel.LETTER: "Letter",
    Channel.FAX: "Fax",
    Channel.EMAIL: "E-mail",
    Channel.PORTAL: "Message on the website",
    Channel.VISIT: "Visit",
}
DIRECTIONS: dict[Direction, str] = {
    Direction.OUT: "From your side",
    Direction.IN: "To your side",
}
SIDES: dict[Direction, str] = {Direction.OUT: "from you", Direction.IN: "to you"}
DOCUMENT_KINDS: dict[DocumentKind, str] = {
    DocumentKind.DENIAL_LETTER: "Denial letter",
    DocumentKind.ACKNOWLEDGEMENT: "Acknowledgement",
    DocumentKind.DECISION_LETTER: "Decision letter",
    DocumentKind.MEDICAL_RECORD: "Medical record",
    DocumentKind.PROVIDER_LETTER: "Doctor’s letter",
    DocumentKind.BILL: "Bill",
    DocumentKind.EOB: "Explanation of benefits",
    DocumentKind.CORRESPONDENCE: "Correspondence",
    DocumentKind.AUTHORIZATION: "Authorization",
    DocumentKind.FORM: "Form",
    DocumentKind.PHOTO: "Photo",
    DocumentKind.LITERATURE: "Medical literature",
    DocumentKind.CALL_LOG: "Call log",
    DocumentKind.PROOF_OF_SENDING: "Proof of sending",
    DocumentKind.OTHER: "Other paper",
}
ACTORS: dict[Actor, str] = {
    Actor.MEMBER: "You",
    Actor.PLAN: "The plan",
    Actor.DMHC: "The DMHC",
    Actor.IMR_ORGANIZATION: "The reviewers (IMR)",
    Actor.AGENCY: "The agency",
}
STATES: dict[DeadlineState, str] = {
    DeadlineState.OPEN: "Open",
    DeadlineState.MET: "Done in time",
    DeadlineState.MET_LATE: "Done late",
    DeadlineState.OVERDUE: "Late",
    DeadlineState.MISSED: "Passed",
    DeadlineState.POSSIBLE: "Possible",
    DeadlineState.WAITING: "Waiting",
    DeadlineState.REACHED: "The wait is over",
}
STATUSES: dict[Status, str] = {
    Status.NEW: "New",
    Status.GRIEVANCE_PENDING: "With the plan",
    Status.PLAN_LATE: "Plan is late",
    Status.DECIDED: "Plan decided",
    Status.WITH_DMHC: "With the DMHC",
    Status.WITH_IMR: "In review (IMR)",
    Status.WON: "Won",
    Status.WITHDRAWN: "Taken back",
    Status.CLOSED: "Closed",
}
STEPS: dict[Step, str] = {
    Step.RECORD_DENIAL: "Record the denial",
    Step.WRITE_GRIEVANCE: "Write the grievance",
    Step.WRITE_EXPEDITED: "Ask for a fast review",
    Step.RECORD_RECEIPT: "Record when the plan got it",
    Step.WRITE_FOLLOW_UP: "Ask where the acknowledgement is",
    Step.WRITE_OVERDUE_NOTICE: "Write the overdue notice",
    Step.WRITE_OVERDUE_APPEAL: "Write the overdue notice",
    Step.PREPARE_DMHC: "Prepare the DMHC complaint",
    Step.PREPARE_IMR: "Prepare the IMR application",
    Step.RECORD_DECISION: "Record the decision",
    Step.WRITE_IMPLEMENTATION: "Ask the plan to comply",
    Step.RECORD_EVENT: "Record what happened",
}
ROUTES: dict[Route, str] = {
    Route.PLAN_GRIEVANCE: "Grievance to the plan",
    Route.EXPEDITED_GRIEVANCE: "Fast (expedited) grievance",
    Route.DMHC_COMPLAINT: "Complaint to the DMHC",
    Route.IMR: "Independent Medical Review (IMR)",
    Route.MEDI_CAL_APPEAL: "Medi-Cal appeal to the plan",
    Route.STATE_FAIR_HEARING: "State fair hearing",
    Route.MEDICARE_RECONSIDERATION: "Medicare reconsideration",
    Route.MEDICARE_GRIEVANCE: "Medicare grievance",
    Route.ERISA_APPEAL: "Appeal to the employer’s plan (ERISA)",
    Route.FEDERAL_EXTERNAL_REVIEW: "Federal external review",
    Route.CDI_COMPLAINT: "Complaint to the Department of Insurance",
    Route.CDI_IMR: "Independent Medical Review by the Department of Insurance",
    Route.FEHB_RECONSIDERATION: "Federal employees’ reconsideration (FEHB)",
}
ROUTE_STATES: dict[RouteState, str] = {
    RouteState.OPEN: "Open now",
    RouteState.NOT_YET: "Not yet",
    RouteState.CLOSED: "Closed",
    RouteState.DONE: "Done",
    RouteState.POSSIBLE: "Possible",
}
SEVERITIES: dict[Severity, str] = {
    Severity.STOP: "Missing",
    Severity.WARN: "Look at this",
    Severity.NOTE: "Good to know",
}
AUTHORIZATIONS: dict[AuthorizationKind, str] = {
    AuthorizationKind.AUTHORIZED_ASSISTANT: "Authorized assistant",
    AuthorizationKind.POWER_OF_ATTORNEY: "Power of attorney",
    AuthorizationKind.PARENT_OR_GUARDIAN: "Parent or guardian",
    AuthorizationKind.APPOINTED_REPRESENTATIVE: "Appointed representative",
    AuthorizationKind.OTHER: "Something else",
}
LANGUAGES: dict[str, str] = {
    "en": "English",
    "es": "Spanish",
    "zh": "Chinese",
    "vi": "Vietnamese",
    "tl": "Tagalog",
    "ko": "Korean",
    "hy": "Armenian",
    "fa": "Farsi",
    "ar": "Arabic",
    "ru": "Russian",
    "ja": "Japanese",
    "hi": "Hindi",
    "pa": "Punjabi",
    "km": "Khmer",
    "hmn": "Hmong",
    "th": "Thai",
}
