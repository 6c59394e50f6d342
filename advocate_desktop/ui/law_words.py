"""The window's words for the tracks of the law and for how sure a rule is."""

from __future__ import annotations

from advocate_desktop.domain.rules import Confidence

TRACKS: dict[str, str] = {
    "plan_grievance": "Grievance to the plan",
    "utilization_review": "Approval of care, and visits in time",
    "dmhc_complaint": "Complaint to the state (DMHC)",
    "imr": "Independent Medical Review (IMR)",
    "medi_cal": "Medi-Cal appeal and state fair hearing",
    "medicare_advantage": "Medicare Advantage appeals",
    "erisa": "Appeal to an employer’s plan (ERISA)",
    "federal_external_review": "Federal external review",
    "cdi_imr": "Review by the Department of Insurance (CDI)",
    "fehb": "Federal employees’ plan, then OPM",
}
CONFIDENCES: dict[Confidence, str] = {
    Confidence.PRIMARY: "Read in the law itself.",
    Confidence.SECONDARY: "From a secondary source: check before relying on this.",
    Confidence.MEMORY: "From memory: check before relying on this.",
}
