"""What a document is, guessed from the phrases in it."""

import pytest

from advocate_desktop import assets
from advocate_desktop.domain.documents import DocumentKind as Kind
from advocate_desktop.intake.kinds import guess_kind, guess_kind_of_file
from advocate_desktop.intake.reading import read

RIGHTS = """
You have the right to appeal. If you file an appeal, we will acknowledge your appeal within five
days and send you a decision on your appeal within 30 days. If we uphold our denial, you may ask
for an Independent Medical Review. If you owe anything, you will get a bill.
"""

TEXTS = [
    (Kind.DENIAL_LETTER, "Notice of Action\nWe cannot approve the MRI." + RIGHTS),
    (Kind.DENIAL_LETTER, "Dear member,\nYour request for home care has been denied." + RIGHTS),
    (Kind.DENIAL_LETTER, "Estimada Rosa: Su solicitud ha sido denegada."),
    (Kind.DENIAL_LETTER, "The plan has decided the service is not medically necessary." + RIGHTS),
    (Kind.ACKNOWLEDGEMENT, "We received your grievance about the denial of your claim." + RIGHTS),
    (Kind.ACKNOWLEDGEMENT, "This letter acknowledges receipt of your appeal."),
    (Kind.ACKNOWLEDGEMENT, "Hemos recibido su queja del 3 de marzo."),
    (
        Kind.DECISION_LETTER,
        "We received your appeal on 2 March. We have completed our review of your appeal. "
        "We uphold our denial." + RIGHTS,
    ),
    (Kind.DECISION_LETTER, "Notice of Appeal Resolution\nThe denial is overturned."),
    (Kind.EOB, "EXPLANATION OF BENEFITS\nThis is not a bill. Amount you owe: $20. Claim denied."),
    (Kind.BILL, "Patient statement\nYour health plan has denied this claim. Balance due: $400."),
    (Kind.BILL, "Dear Ms. Alvarez,\nplease pay $120.00 by March 3."),
    (Kind.AUTHORIZATION, "AUTHORIZED ASSISTANT FORM\nIf your appeal is denied …"),
    (Kind.AUTHORIZATION, "I hereby authorize my sister Ana to act for me with the plan."),
    (Kind.OTHER, "MRI of the knee: no fracture. Follow up in six weeks."),
    (Kind.OTHER, "If your claim is denied, you may appeal. When you receive a bill, keep it."),
    (Kind.OTHER, ""),
]


@pytest.mark.parametrize(("kind", "text"), TEXTS)
def test_a_kind_shows_in_its_phrases(kind, text):
    assert guess_kind(text) is kind


def test_phrases_are_found_across_the_ends_of_lines():
    assert guess_kind("Your request has\nbeen    denied.") is Kind.DENIAL_LETTER


def test_a_file_without_such_words_is_what_its_type_says():
    assert guess_kind_of_file("", "image/jpeg") is Kind.PHOTO
    assert guess_kind_of_file("See you tomorrow", "message/rfc822") is Kind.CORRESPONDENCE
    assert guess_kind_of_file("Blood pressure 120", "text/plain") is Kind.OTHER
    assert guess_kind_of_file("We have denied your claim", "image/png") is Kind.DENIAL_LETTER


@pytest.mark.parametrize(
    ("case", "file", "kind"),
    [
        ("anahit-home-care", "notice-of-action.pdf", Kind.DENIAL_LETTER),
        ("lily-speech", "denial-letter.pdf", Kind.DENIAL_LETTER),
        ("lily-speech", "review-decision.pdf", Kind.DECISION_LETTER),
        ("lily-therapy-hours", "decision-letter.pdf", Kind.DECISION_LETTER),
        ("minh-chau-proton", "consultation-note.pdf", Kind.OTHER),
        ("rosa-er-bill", "bill.pdf", Kind.BILL),
        ("rosa-er-bill", "explanation-of-benefits.pdf", Kind.EOB),
    ],
)
def test_the_letters_of_the_sample_are_told_apart(case, file, kind):
    assert guess_kind(read(assets.read_bytes("sample", case, file)).text) is kind
