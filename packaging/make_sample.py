"""Makes the sample's documents in resources/sample: run it again after changing a text below.

Run it as `PYTHONPATH=. .venv/bin/python packaging/make_sample.py`. Every person, plan, number and
place in them is made up. The same texts give the same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from reportlab.platypus import Flowable, Spacer

from advocate_desktop import assets
from advocate_desktop.filings import style
from advocate_desktop.filings.pdf import Properties, page_footer, typeset

SAMPLE = Path(__file__).parents[1] / "resources" / "sample"
NOTICE = "Sample document: every person, plan and number in it is made up."
PLAN = "Golden Poppy Health Plan\nMember Services\n200 Sample Avenue\nSampleton, CA 90000"
MEDICAL_PLAN = "Sample County Health Plan (Medi-Cal)\n300 Sample Avenue\nSampleton, CA 90000"
SENIOR_PLAN = "Golden Poppy Senior Advantage\n200 Sample Avenue\nSampleton, CA 90000"

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A letter or statement: who it is from, its facts, its text, and a table when it has one."""

    file: str
    title: str
    dated: date
    sender: str
    facts: Rows
    text: tuple[str, ...]
    head: tuple[str, ...] = ()
    rows: Rows = ()
    language: str = "en-US"


ROSA = ("Member", "Rosa Álvarez Núñez"), ("Member ID", "0000-SAMPLE-01")
MINH = ("Member", "Minh Châu Nguyễn"), ("Member ID", "0000-SAMPLE-02")
ANAHIT = ("Member", "Անահիտ Սարգսյան (Anahit Sargsyan)"), ("Member ID", "0000-SAMPLE-03")
LILY = ("Member", "Lily Chen 陳莉"), ("Member ID", "0000-SAMPLE-05")

PAGES = (
    Page(
        "rosa-mri/denial-letter.pdf",
        "Notice of denial of a requested service",
        date(2026, 2, 2),
        PLAN,
        (*ROSA, ("Request", "MRI of the lumbar spine without contrast (72148)"),
         ("Reference", "GP-2026-004417"), ("Requested by", "陈美玲 (Chen Meiling), MD")),
        (
            "Dear Rosa Álvarez Núñez:",
            "We reviewed the request for an MRI of your lower back. We cannot approve it. The "
            "service is not medically necessary at this time.",
            "The clinical reason is that our imaging guideline asks for six weeks of conservative "
            "treatment before an MRI when there is no sign of nerve damage. The records sent with "
            "the request show four physical therapy visits and do not describe a neurological "
            "examination.",
            "You may file a grievance with us within 180 days. If your health is in serious and "
            "immediate danger, ask for an expedited review. If you are not satisfied with our "
            "answer, or have had none after 30 days, the California Department of Managed Health "
            "Care can help you.",
            "You or your doctor may ask for the guideline we used, free of charge.",
            "Utilization Management",
        ),
    ),
    Page(
        "rosa-mri/doctor-letter.pdf",
        "Letter of support",
        date(2026, 2, 9),
        "Sampleton Orthopedic Group\n陈美玲 (Chen Meiling), MD\n400 Sample Street\n"
        "Sampleton, CA 90000\n916-555-0142",
        (("Patient", "Rosa Álvarez Núñez"), ("Date of birth", "1958-06-14"),
         ("Service", "MRI of the lumbar spine without contrast (72148)"),
         ("Diagnosis", "Lumbar radiculopathy (M54.16)")),
        (
            "To the reviewing physician:",
            "I have treated Rosa Álvarez Núñez since March 2024 and examined her last on "
            "22 January 2026. She has had pain from the lower back into the left leg since "
            "October 2025.",
            "On examination the left ankle reflex is absent and she cannot lift the left great "
            "toe against resistance. These are signs of nerve damage. The plan's own guideline "
            "does not ask for six weeks of therapy when they are present.",
            "She has completed eight visits of physical therapy, ibuprofen and gabapentin without "
            "relief. Without an MRI I cannot decide between an injection and surgery. Weakness "
            "that lasts may not come back.",
            "I ask that the MRI be approved. I can be reached for a peer-to-peer call on any "
            "weekday morning.",
            "陈美玲 (Chen Meiling), MD",
        ),
    ),
    Page(
        "rosa-mri/grievance-as-sent.pdf",
        "Grievance about the denial of an MRI",
        date(2026, 2, 11),
        "Rosa Álvarez Núñez\n100 Sample Street, Apt. 4\nSampleton, CA 90000",
        (*ROSA, ("Reference", "GP-2026-004417"), ("Sent", "by fax to 916-555-0101")),
        (
            "To the Grievance Department:",
            "This is a grievance. On 2 February 2026 you denied the MRI of my lower back that "
            "Dr. Chen asked for. Your letter says that there is no sign of nerve damage. Dr. Chen "
            "found two: my left ankle reflex is gone and I cannot lift my left big toe.",
            "Please approve the MRI, and send me the guideline you used and the name and "
            "specialty of the person who decided. My daughter Lucía Álvarez may act for me; her "
            "authorization is enclosed.",
            "Rosa Álvarez Núñez",
        ),
    ),
    Page(
        "rosa-er-bill/bill.pdf",
        "Statement of account",
        date(2026, 2, 24),
        "Sample Valley Hospital\nPatient Accounts\n500 Sample Boulevard\nSampleton, CA 90000\n"
        "916-555-0155",
        (("Patient", "Rosa Álvarez Núñez"), ("Account", "SVH-0000-2210"),
         ("Date of service", "2026-01-10"), ("Due", "2026-03-26")),
        ("Your health plan did not pay for this visit. The balance is your responsibility.",),
        ("Service", "Charge", "Plan paid", "You owe"),
        (
            ("Emergency department visit, level 4 (99284)", "$2,140.00", "$0.00", "$2,140.00"),
            ("CT of the abdomen with contrast (74177)", "$1,310.00", "$0.00", "$1,310.00"),
            ("Laboratory", "$286.00", "$0.00", "$286.00"),
            ("Total", "$3,736.00", "$0.00", "$3,736.00"),
        ),
    ),
    Page(
        "rosa-er-bill/explanation-of-benefits.pdf",
        "Explanation of benefits",
        date(2026, 2, 20),
        PLAN,
        (*ROSA, ("Claim number", "C-2026-0093311"), ("Provider", "Sample Valley Hospital"),
         ("Date of service", "2026-01-10")),
        (
            "This is not a bill.",
            "Remark E4: The diagnosis at discharge does not show an emergency medical condition, "
            "so the plan paid nothing.",
        ),
        ("Service", "Billed", "Allowed", "Plan paid", "Member owes", "Remark"),
        (
            ("99284", "$2,140.00", "$0.00", "$0.00", "$2,140.00", "E4"),
            ("74177", "$1,310.00", "$0.00", "$0.00", "$1,310.00", "E4"),
            ("Laboratory", "$286.00", "$0.00", "$0.00", "$286.00", "E4"),
        ),
    ),
    Page(
        "minh-chau-proton/denial-letter.pdf",
        "Notice of denial of a requested service",
        date(2026, 2, 4),
        PLAN,
        (*MINH, ("Request", "Proton beam therapy, 30 fractions (77523)"),
         ("Reference", "GP-2026-004902"), ("Requested by", "Trần Văn Đức, MD")),
        (
            "Dear Minh Châu Nguyễn:",
            "We cannot approve proton beam therapy for the tumor at the base of your skull. We "
            "regard this treatment as experimental or investigational for your condition, because "
            "published trials do not yet compare it with photon radiation in enough patients.",
            "You may file a grievance. You may also ask the California Department of Managed "
            "Health Care for an Independent Medical Review.",
            "Utilization Management",
        ),
    ),
    Page(
        "minh-chau-proton/decision-letter.pdf",
        "Resolution of your grievance",
        date(2026, 3, 9),
        PLAN,
        (*MINH, ("Grievance number", "GR-2026-01188"), ("Received", "2026-02-10")),
        (
            "Dear Minh Châu Nguyễn:",
            "A physician who did not take part in the first decision has reviewed your grievance. "
            "We uphold the denial of proton beam therapy. It remains experimental or "
            "investigational for chordoma of the skull base under our technology policy.",
            "If you disagree you may apply to the Department of Managed Health Care for an "
            "Independent Medical Review within six months of this letter.",
            "Grievance and Appeals",
        ),
    ),
    Page(
        "minh-chau-proton/oncologist-letter.pdf",
        "Physician certification",
        date(2026, 2, 9),
        "Sample Bay Proton Center\nTrần Văn Đức, MD, Radiation Oncology\n600 Sample Way\n"
        "Sampleton, CA 90000\n415-555-0163",
        (("Patient", "Minh Châu Nguyễn"), ("Date of birth", "1979-11-02"),
         ("Diagnosis", "Chordoma of the skull base (C41.0)"),
         ("Service", "Proton beam therapy, 30 fractions (77523)")),
        (
            "I am board certified in radiation oncology and have cared for this patient since "
            "December 2025.",
            "Her condition is life-threatening: without radiation after surgery the tumor is "
            "likely to grow into the brain stem.",
            "Standard therapy is not medically appropriate for her. Photon radiation at the dose "
            "that controls this tumor would exceed what the brain stem and the optic nerves "
            "tolerate. I certify that proton beam therapy is likely to be more beneficial for her "
            "than any available standard therapy. The two studies summarized with this letter "
            "support that.",
            "Trần Văn Đức, MD",
        ),
    ),
    Page(
        "minh-chau-proton/consultation-note.pdf",
        "Consultation note",
        date(2025, 12, 16),
        "Sample Bay Proton Center\n600 Sample Way\nSampleton, CA 90000",
        (("Patient", "Minh Châu Nguyễn"), ("Seen", "2025-12-16"),
         ("By", "Trần Văn Đức, MD")),
        (
            "History. Double vision since July 2025. MRI showed a 3.1 cm mass of the clivus. "
            "Endoscopic resection on 3 November 2025, incomplete at the left cavernous sinus.",
            "Examination. Left sixth nerve palsy, improved since surgery. No other deficit.",
            "Impression. Residual chordoma 4 mm from the brain stem.",
            "Plan. Proton beam therapy to 74 Gy in 30 to 37 fractions, to begin within twelve "
            "weeks of surgery or as soon as possible after that.",
        ),
    ),
    Page(
        "anahit-home-care/notice-of-action.pdf",
        "Notice of action",
        date(2026, 2, 2),
        MEDICAL_PLAN,
        (*ANAHIT, ("Request", "Personal care at home, 20 hours a week"),
         ("Reference", "SC-2026-00731")),
        (
            "Հարգելի Անահիտ Սարգսյան / Dear Anahit Sargsyan:",
            "Your doctor asked for personal care at home for 20 hours a week. We approve 8 hours "
            "a week and deny the rest. The hours above 8 are not medically necessary, because the "
            "assessment says that you can dress and eat without help.",
            "You may appeal to us within 60 days of the date of this notice. After our answer to "
            "the appeal you may ask for a State Fair Hearing.",
            "Member Appeals",
        ),
    ),
    Page(
        "lily-speech/denial-letter.pdf",
        "Notice of denial of a requested service",
        date(2025, 8, 7),
        PLAN,
        (*LILY, ("Request", "Speech therapy, 24 visits (92507)"),
         ("Reference", "GP-2025-031870")),
        (
            "To the parent of Lily Chen:",
            "We cannot approve further speech therapy. The reports show slow progress, and more "
            "visits are not medically necessary.",
            "You may file a grievance with us within 180 days.",
            "Utilization Management",
        ),
    ),
    Page(
        "lily-speech/review-decision.pdf",
        "Independent Medical Review: decision",
        date(2025, 11, 4),
        "Sample Review Organization\n700 Sample Circle\nSampleton, CA 90000",
        (("Patient", "Lily Chen 陳莉"), ("Case", "MR25-0000-0005"),
         ("Service", "Speech therapy, 24 visits (92507)")),
        (
            "The reviewer, a physician board certified in pediatrics, finds that speech therapy is "
            "medically necessary for the patient. The standardized scores rose in each of the last "
            "three periods, and stopping would risk the loss of what was gained.",
            "The plan's denial is overturned.",
        ),
    ),
    Page(
        "lily-therapy-hours/decision-letter.pdf",
        "Resolution of your grievance",
        date(2025, 12, 8),
        PLAN,
        (*LILY, ("Grievance number", "GR-2025-09920"), ("Received", "2025-11-12")),
        (
            "To the parent of Lily Chen:",
            "We reviewed your grievance about occupational therapy. We approve one hour a week in "
            "place of the three that were requested. Two further hours are not medically "
            "necessary under our guideline.",
            "You may apply to the Department of Managed Health Care for an Independent Medical "
            "Review within six months.",
            "Grievance and Appeals",
        ),
    ),
)  # fmt: skip

TEXTS = {
    "rosa-mri/fax-confirmation.txt": (
        "FAX TRANSMISSION REPORT\n\n"
        "To:      916-555-0101 (Golden Poppy Health Plan, grievances)\n"
        "From:    916-555-0118\n"
        "Start:   2026-02-11 09:42 PST\n"
        "Pages:   6 of 6\n"
        "Result:  OK\n\n"
        f"{NOTICE}\n"
    ),
    "minh-chau-proton/studies.txt": (
        "Two studies on proton beam therapy for chordoma of the skull base\n\n"
        "1. A. Sample and B. Beispiel: Proton therapy after incomplete resection. Made-up Journal "
        "of Radiation, 2021. 118 patients; local control at five years 81 percent.\n\n"
        "2. C. Ejemplo et al.: Dose to the brain stem with protons and photons. Invented Archives "
        "of Oncology, 2023. 64 patients; median dose to the brain stem lower by 22 percent.\n\n"
        f"{NOTICE}\n"
    ),
}

SCAN = (
    "GOLDEN POPPY HEALTH PLAN\nGrievance and Appeals\n200 Sample Avenue\nSampleton, CA 90000\n\n"
    "February 13, 2026\n\n"
    "Rosa Álvarez Núñez\n100 Sample Street, Apt. 4\nSampleton, CA 90000\n\n"
    "Member ID: 0000-SAMPLE-01\nGrievance number: GR-2026-01203\n\n"
    "Dear Rosa Álvarez Núñez:\n\n"
    "We received your grievance on February 11, 2026. It is about\n"
    "the denial of an MRI. We will send you our written answer\n"
    "within 30 days of that day.\n\n"
    "If you have questions, call P. Ejemplo at 916-555-0102.\n\n"
    "Sincerely,\nGrievance and Appeals\n\n\n"
    "Sample document: every person, plan and number\nin it is made up."
)
PHOTO = (
    "GOLDEN POPPY SENIOR ADVANTAGE (HMO)\n\n"
    "Notice of Denial of Medical Coverage\n\n"
    "Date: January 27, 2026\n"
    "Member: Robert Whitfield\n"
    "Member ID: 0000-SAMPLE-04\n\n"
    "We denied the power wheelchair that your doctor\n"
    "asked for (K0823).\n\n"
    "Why: the records do not show that a manual\n"
    "wheelchair cannot meet your needs at home.\n\n"
    "You can ask us to reconsider. We must have your\n"
    "request within 65 days of the date of this notice.\n\n"
    "Sample document: every person, plan and\nnumber in it is made up."
)


def main() -> None:
    """Write every document of the sample."""
    for page in PAGES:
        _write(page.file, _pdf(page))
    for file, text in TEXTS.items():
        _write(file, text.encode())
    _write("rosa-mri/acknowledgement-scan.png", _scan())
    _write("robert-wheelchair/notice-photo.jpg", _photo())
    _write("rosa-er-bill/billing-office.eml", _billing_mail())
    _write("minh-chau-appointment/scheduling.eml", _scheduling_mail())


def _write(file: str, data: bytes) -> None:
    path = SAMPLE / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _pdf(page: Page) -> bytes:
    story: list[Flowable] = [
        style.paragraph(page.sender, style.BODY_TIGHT),
        Spacer(0, 14),
        style.paragraph(f"{page.dated:%B} {page.dated.day}, {page.dated.year}"),
        style.heading(page.title, 0),
        style.table(page.facts, (110, style.TEXT_WIDTH - 110), grid="none"),
        Spacer(0, 6),
        *(style.paragraph(text) for text in page.text),
    ]
    if page.rows:
        first = 190 if len(page.head) < 5 else 118
        others = (style.TEXT_WIDTH - first) / (len(page.head) - 1)
        widths = [first, *[others] * (len(page.head) - 1)]
        story.append(style.table(page.rows, widths, head=page.head))
    properties = Properties(page.title, page.dated, page.language)
    return typeset(story, properties, furniture=page_footer(NOTICE))


def _sheet(text: str, size: tuple[int, int], font_size: int, margin: int) -> Image.Image:
    sheet = Image.new("L", size, 250)
    font = ImageFont.truetype(
        BytesIO(assets.read_bytes("fonts", "NotoSerif-Regular.ttf")), font_size
    )
    ImageDraw.Draw(sheet).multiline_text((margin, margin), text, 25, font, spacing=font_size // 2)
    return sheet


def _scan() -> bytes:
    """A page as a fax or an office scanner leaves it: black on white, askew, with specks."""
    sheet = _sheet(SCAN, (1275, 1650), 30, 150)
    sheet = sheet.rotate(0.8, Image.Resampling.BICUBIC, fillcolor=250)
    _speckle(sheet, 350, (40, 120), random.Random(20260213))
    bits = sheet.convert("1", dither=Image.Dither.NONE)
    out = BytesIO()
    bits.save(out, "PNG", optimize=True, dpi=(150, 150))
    return out.getvalue()


def _photo() -> bytes:
    """A page photographed with a telephone held sideways: shadow, blur, and turned by its EXIF."""
    sheet = _sheet(PHOTO, (1050, 1400), 36, 90).rotate(
        -1.6, Image.Resampling.BICUBIC, fillcolor=120
    )
    shadow = Image.linear_gradient("L").resize(sheet.size).point(lambda v: 255 - v // 4)
    sheet = ImageChops.multiply(sheet, shadow).filter(ImageFilter.GaussianBlur(0.7))
    _speckle(sheet, 2000, (90, 200), random.Random(20260127))
    paper = Image.merge(
        "RGB", (sheet, sheet.point(lambda v: v * 97 // 100), sheet.point(lambda v: v * 88 // 100))
    )
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned by a quarter to the right
    out = BytesIO()
    paper.transpose(Image.Transpose.ROTATE_90).save(out, "JPEG", quality=55, exif=exif)
    return out.getvalue()


def _speckle(
    sheet: Image.Image, number: int, greys: tuple[int, int], chance: random.Random
) -> None:
    draw = ImageDraw.Draw(sheet)
    for _ in range(number):
        x, y = chance.randrange(sheet.width), chance.randrange(sheet.height)
        draw.ellipse(
            (x, y, x + chance.randrange(3), y + chance.randrange(3)), chance.randrange(*greys)
        )


def _billing_mail() -> bytes:
    return _mail(
        "patient.accounts@hospital.example.com",
        "rosa.alvarez@example.com",
        "Re: Account SVH-0000-2210",
        "Fri, 06 Mar 2026 11:05:00 -0800",
        (
            "Dear Ms. Álvarez Núñez,",
            "We have put the account on hold for 60 days while you dispute the decision of your "
            "health plan. Please send us a copy of your grievance.",
            "The plan's remark says that it was no emergency. Our record shows that the triage "
            "nurse noted severe abdominal pain and a fever of 39.2 °C when you came in.",
            "Patient Accounts, Sample Valley Hospital",
        ),
    )


def _scheduling_mail() -> bytes:
    return _mail(
        "scheduling@plan.example.com",
        "minh.chau@example.com",
        "Your psychiatry appointment",
        "Tue, 24 Feb 2026 15:31:00 -0800",
        (
            "Chào chị Minh Châu,",
            "The first opening with a psychiatrist in our network is on April 20, 2026. We have "
            "no earlier opening by video or in person. You are on the waiting list.",
            "Scheduling, Golden Poppy Health Plan",
        ),
    )


def _mail(sender: str, to: str, subject: str, sent: str, text: Iterable[str]) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Date"] = sender, to, subject, sent
    mail["Message-ID"] = f"<{sent[5:16].replace(' ', '-')}@example.com>"
    mail.set_content("\n\n".join([*text, NOTICE]) + "\n")
    return mail.as_bytes()


if __name__ == "__main__":
    main()
