"""Plans' letters made up by template with wide variation; what each says is known."""

# ruff: noqa: E501 - the sentences of a letter stand on one line here

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SPANISH_MONTHS = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
SERVICES = {
    "en": (
        "MRI of the lumbar spine", "proton beam therapy", "power wheelchair", "speech therapy",
        "home health aide visits", "genetic testing (CPT 81162)", "left knee replacement",
        "residential treatment", "continuous glucose monitor", "ambulance transport",
        "Humira 40 mg injections", "out-patient sleep study",
    ),
    "es": (
        "resonancia magnética de la columna lumbar", "terapia de protones",
        "silla de ruedas eléctrica", "terapia del habla", "visitas de enfermería a domicilio",
        "reemplazo de la rodilla izquierda", "monitor continuo de glucosa",
        "inyecciones de Humira 40 mg", "estudio del sueño", "transporte en ambulancia",
    ),
}  # fmt: skip
REASONS = {
    "en": {
        "Not medically necessary": (
            "it is not medically necessary", "it was not considered medically necessary",
            "the records do not show medical necessity", "medical necessity has not been established",
            "it does not meet the medical criteria",
        ),
        "Experimental or investigational": (
            "it is considered experimental", "it is investigational for your condition",
            "the treatment is unproven",
        ),
        "Not a covered benefit": (
            "it is not a covered benefit", "this service is not covered by your plan",
            "it is excluded from your plan", "your plan does not cover it",
        ),
        "Not an emergency": (
            "the visit was not an emergency", "your symptoms were not a medical emergency",
        ),
        "Outside the network": (
            "the provider is out of network", "it was given by a non-contracted provider",
        ),
        "No prior authorization": (
            "no prior authorization was on file", "prior authorization was not obtained",
        ),
        "Information missing": ("there was not enough clinical information",),
        "Another treatment first": ("the step therapy rules were not followed",),
    },
    "es": {
        "Not medically necessary": (
            "no es médicamente necesario", "no se considera médicamente necesaria",
            "no cumple con la necesidad médica", "no se demostró: falta de necesidad médica",
        ),
        "Experimental or investigational": (
            "se considera experimental", "es un tratamiento en fase de investigación",
        ),
        "Not a covered benefit": (
            "no está cubierto por su plan", "no es un beneficio cubierto",
            "está excluido de su plan",
        ),
        "Not an emergency": ("la visita no fue una emergencia",),
        "Outside the network": ("el médico está fuera de la red",),
        "No prior authorization": ("se hizo sin autorización previa",),
    },
}  # fmt: skip
CRITERIA = (
    "MCG Care Guidelines A-0047", "InterQual 2025 Imaging Criteria", "Medical Policy 2.04.93",
    "NCCN Guidelines Version 2.2025", "Clinical Policy CP.MP.107", "MCG Guideline S-630",
)  # fmt: skip
BOILERPLATE = {
    "en": (
        "The California Department of Managed Health Care is responsible for regulating health "
        "care service plans. If you have a grievance against your health plan, you should first "
        "telephone your health plan. If you need help with a grievance that has remained "
        "unresolved for more than 30 days, you may call the department for assistance. You may "
        "also be eligible for an Independent Medical Review (IMR) of decisions related to the "
        "medical necessity of a proposed service, coverage decisions for treatments that are "
        "experimental or investigational in nature and payment disputes for emergency services. "
        "The department's telephone number is 1-888-466-2219."
    ),
    "es": (
        "El Departamento de Atención Médica Administrada de California regula los planes de "
        "salud. Si tiene una queja sin resolver por más de 30 días puede llamar al departamento "
        "al 1-888-466-2219. Usted puede solicitar una revisión médica independiente de "
        "tratamientos experimentales o de investigación."
    ),
}


@dataclass
class MadeLetter:
    """A letter as pages, and what it says: values by the field's name."""

    pages: tuple[str, ...]
    said: dict[str, set[str]] = field(default_factory=dict)
    language: str = "en"


def made_letter(seed: int) -> MadeLetter:
    """Return the letter of that number; the same every time."""
    return _Writer(random.Random(seed)).write()


class _Writer:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.language = chance.choice(("en", "en", "es"))
        self.es = self.language == "es"
        self.said: dict[str, set[str]] = {}

    def write(self) -> MadeLetter:
        pick = self.chance.choice
        blocks = [self.head(), self.numbers(), self.decision(), self.criterion(), self.rights()]
        self.chance.shuffle(blocks[1:2])
        blocks.append(self.signed())
        if self.chance.random() < 0.6:
            blocks.insert(self.chance.randrange(4, len(blocks) + 1), BOILERPLATE[self.language])
        text = "\n\n".join(block for block in blocks if block)
        if self.chance.random() < 0.4:
            text = self.wrapped(text)
        pages = tuple(text.split("\f")) if pick((True, False)) else (text.replace("\f", "\n\n"),)
        return MadeLetter(pages, self.said, self.language)

    def note(self, name: str, value: str) -> str:
        self.said.setdefault(name, set()).add(value)
        return value

    def number(self) -> str:
        pick, digit = self.chance.choice, self.chance.randrange
        return pick((
            f"{digit(10**7, 10**8)}", f"CLM-{digit(1000, 9999)}-{digit(10, 99)}",
            f"A{digit(10**8, 10**9)}", f"{digit(2023, 2026)}{digit(10**5, 10**6)}",
            f"GR{digit(10**5, 10**6)}/{digit(1, 9)}A{digit(10, 99)}",
        ))  # fmt: skip

    def head(self) -> str:
        pick = self.chance.choice
        day = date(2024, 1, 1) + timedelta(days=self.chance.randrange(900))
        self.note("date", day.isoformat())
        written = self.day(day)
        label = pick(("", "", "Fecha: ", "Fecha de la carta: ") if self.es else
                     ("", "", "Date: ", "Date of notice: ", "Letter date: "))  # fmt: skip
        if not label and self.es and self.chance.random() < 0.3:
            label = "Ciudad Ejemplo, a "
        to = "Rosa Example\n12 Sample Street\nExampleville, CA 95814"
        top = pick(("Sample Health Plan", "SAMPLE HEALTH PLAN, INC.\n1 Sample Plaza"))
        title = pick(("", "AVISO DE ACCIÓN" if self.es else "NOTICE OF DENIAL"))
        parts = [top, f"{label}{written}", to, title]
        if self.chance.random() < 0.3:
            parts[1], parts[2] = parts[2], parts[1]
        birth = "Fecha de nacimiento" if self.es else "Date of birth"
        if self.chance.random() < 0.5:
            parts.append(f"{birth}: 01/31/1970")
        return "\n\n".join(part for part in parts if part)

    def day(self, day: date) -> str:
        month = (SPANISH_MONTHS if self.es else ENGLISH_MONTHS)[day.month - 1]
        if self.es:
            return self.chance.choice(
                (
                    f"{day.day} de {month} de {day.year}",
                    f"{day:%m/%d/%Y}",
                    f"{month} {day.day}, {day.year}",
                )
            )
        return self.chance.choice(
            (f"{month} {day.day}, {day.year}", f"{day:%m/%d/%Y}", f"{month[:3]}. {day.day}, {day.year}",
             day.isoformat(), f"{day.day} {month} {day.year}")
        )  # fmt: skip

    def numbers(self) -> str:
        pick, rows = self.chance.choice, []
        if self.chance.random() < 0.8:
            label = pick(("Número de miembro", "ID de miembro", "No. de afiliado") if self.es else
                         ("Member ID", "Member number", "Member #", "Medical record number",
                          "Subscriber ID", "Health Record Number"))  # fmt: skip
            rows.append(f"{label}: {self.note('member_id', self.number())}")
        for _ in range(self.chance.randrange(3)):
            label = pick(("Número de referencia", "Núm. de reclamo", "No. de autorización",
                          "Número de caso", "Número de queja") if self.es else
                         ("Reference number", "Claim number", "Claim #", "Authorization No.",
                          "Case ID", "Grievance number", "Ref. No.", "Request ID"))  # fmt: skip
            joint = pick((": ", ":\n", ": ", " "))
            rows.append(f"{label}{joint}{self.note('reference', self.number())}")
        self.chance.shuffle(rows)
        return pick(("\n", "\n", "    ")).join(rows)

    def decision(self) -> str:
        pick = self.chance.choice
        service = self.note("service", pick(SERVICES[self.language]))
        words = pick(tuple(REASONS[self.language]))
        why = pick(REASONS[self.language][words])
        self.note("reason", words)
        label = (
            "Servicio solicitado"
            if self.es
            else pick(("Service requested", "Service denied", "RE"))
        )
        if self.es:
            sentence = pick((
                f"Hemos negado la solicitud de {service} porque {why}.",
                f"No podemos aprobar {service} porque {why}.",
                f"Su solicitud de {service} ha sido denegada. El motivo: {why}.",
                f"{label}: {service}\n\nNo se aprobó este servicio debido a que {why}.",
            ))  # fmt: skip
            return f"Estimada Rosa Example:\n\n{sentence}"
        sentence = pick((
            f"We are denying your doctor's request for {service} because {why}.",
            f"We cannot approve {service} because {why}.",
            f"Your request for {service} has been denied. The reason for the denial is that {why}.",
            f"We have denied coverage for {service}. Reason: {why}.",
            f"{label}: {service}\n\nThis request was not approved because {why}.",
            f"The Plan has denied the claim for {service}, because {why}.",
        ))  # fmt: skip
        return f"Dear Rosa Example,\n\n{sentence}"

    def criterion(self) -> str:
        if self.chance.random() < 0.35:
            return ""
        name = self.note("criterion", self.chance.choice(CRITERIA))
        if self.es:
            return self.chance.choice(
                (f"Criterios utilizados: {name}.", f"Usamos {name} para decidir.")
            )
        return self.chance.choice(
            (f"We used {name} to make this decision.", f"Criteria used: {name}",
             f"This decision is based on {name}.")
        )  # fmt: skip

    def rights(self) -> str:
        pick, chance = self.chance.choice, self.chance
        number = pick((30, 60, 65, 90, 180))
        parts = []
        if chance.random() < 0.85:
            self.note("deadline", str(number))
            parts.append(pick((
                f"Usted puede presentar una queja dentro de {number} días a partir de la fecha de este aviso.",
                f"Tiene {number} días calendario para apelar.",
            ) if self.es else (
                f"You may file a grievance within {number} calendar days of the date of this letter.",
                f"You have {number} days from the date on this notice to appeal.",
                f"An appeal must be submitted within {number} days after you receive this letter.",
            )))  # fmt: skip
        phone = f"({chance.randrange(200, 999)}) 555-01{chance.randrange(10, 99)}"
        fax = f"1-{chance.randrange(200, 800)}-555-01{chance.randrange(10, 99)}"
        if chance.random() < 0.7:
            self.note("phone", phone)
            parts.append(f"Para presentar una queja llame a Servicios para Miembros al {phone}." if self.es
                         else pick((f"To file a grievance, call Member Services at {phone}.",
                                    f"Call {phone} (TTY 711) to appeal.",
                                    f"Questions? Call Member Services at {phone}.")))  # fmt: skip
        if chance.random() < 0.5:
            self.note("fax", fax)
            parts.append(f"Envíe su queja por fax al {fax}." if self.es else
                         f"You can fax your grievance to {fax}.")  # fmt: skip
        if chance.random() < 0.6:
            box = f"P.O. Box {chance.randrange(100, 99999)}"
            self.note("address", box)
            lead = "Envíe su queja por correo a:" if self.es else pick(
                ("Mail your grievance to:", "Send a written appeal to:"))  # fmt: skip
            parts.append(
                f"{lead}\nSample Health Plan\nAppeals Department\n{box}\nExampleville, CA 95814"
            )
        chance.shuffle(parts)
        return pick(("\n\n", "\f")).join(parts)

    def signed(self) -> str:
        if self.chance.random() < 0.3:
            return ""
        name = self.chance.choice(
            ("Paula Sample, MD", "Jorge Ejemplo", "Dana Q. Specimen", "María Modelo")
        )
        self.note("signer", name)
        closing = self.chance.choice(("Atentamente,", "Cordialmente,") if self.es else
                                     ("Sincerely,", "Respectfully,", "Very truly yours,"))  # fmt: skip
        title = "Director Médico" if self.es else "Medical Director"
        return f"{closing}\n\n{name}\n{title}"

    def wrapped(self, text: str) -> str:
        """Break lines after a width, as the text of a printed page is."""
        width, out = self.chance.randrange(50, 90), []
        for line in text.split("\n"):
            while len(line) > width and " " in line[:width]:
                cut = line.rindex(" ", 0, width)
                out.append(line[:cut])
                line = line[cut + 1 :]
            out.append(line)
        return "\n".join(out)
