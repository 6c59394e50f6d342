"""Times searches as they are typed over 100,000 pages, beside the bare queries of the index.

Run with `python -m tests.benchmarks.search [pages]`. It fills an encrypted casebook in a temporary
folder with invented letters, types a thousand words and numbers letter by letter, and prints
milliseconds at the median, the 95th percentile and at most: of the search with all that the window
shows of it, and of the index's own query for the same number of rows with its own snippets.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlalchemy import Connection, insert, text

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord, Issue
from advocate_desktop.domain.coverage import Coverage, CoverageId, Program
from advocate_desktop.domain.documents import ContentHash, Document, DocumentId
from advocate_desktop.domain.folding import squeezed
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.domain.sought import is_number, sought
from advocate_desktop.services import cases
from advocate_desktop.services.search import search
from advocate_desktop.services.search_query import Filters
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import documents
from advocate_desktop.store.tables import contents, page_texts

SHOWN = 30
"""Hits that the window asks for while words are typed."""
PAGES_EACH = 20
CASES = 200
_COMMON = """
the of to your you we is that for and a in this request plan service health letter not
medical member care appeal grievance denied because criteria records review decision days
may file call number date provider doctor treatment coverage necessary information received
notice department su de la que para usted plan médico solicitud queja apelación
"""
_RARE = """
lumbar radiculopathy magnetic resonance imaging physiotherapy infliximab wheelchair oxygen
dialysis formulary authorization experimental investigational network ambulance hospice
acknowledgement reimbursement deductible coinsurance negación traducción intérprete
"""
_NAMES = """
Núñez Alvarez Trần Hồng Okafor Petrosyan Yamada Castañeda Li Haddad
"""
COMMON, RARE, NAMES = (told.split() for told in (_COMMON, _RARE, _NAMES))


def say(*words: object) -> None:
    """Write a line of the outcome."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def page(chance: random.Random, vocabulary: Sequence[str], weights: Sequence[float]) -> str:
    """Return a page of an invented letter, about two kilobytes."""
    words = chance.choices(vocabulary, cum_weights=weights, k=310)
    words[3:3] = [chance.choice(NAMES), claim(chance), phone(chance)]
    words[200:200] = [f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"]
    return " ".join(words) + "."


def claim(chance: random.Random) -> str:
    """Return a claim number."""
    return f"CLM-2026-{chance.randrange(1_000_000):06}"


def phone(chance: random.Random) -> str:
    """Return a telephone number."""
    return f"({chance.randrange(200, 999)}) 555-{chance.randrange(10_000):04}"


def fill(unit: Unit, pages: int) -> None:
    """Enter cases with documents of invented pages."""
    chance = random.Random(7)
    made = ["".join(chance.choices("abcdefghilmnoprstu", k=chance.randint(4, 10))) for _ in
            range(4000)]  # fmt: skip
    vocabulary = COMMON + RARE + made
    weights, total = [], 0.0
    for place in range(len(vocabulary)):
        total += 1 / (place + 3)
        weights.append(total)
    for number in range(CASES):
        cases.create(unit, record(number))
    for number in range(pages // PAGES_EACH):
        content = ContentHash(f"{number:064x}")
        unit.connection.execute(insert(contents), {"hash": content, "size": 0})
        rows = [
            {"content_hash": content, "page": at, "text": page(chance, vocabulary, weights)}
            for at in range(1, PAGES_EACH + 1)
        ]
        unit.connection.execute(insert(page_texts), rows)
        letter = Document(DocumentId(f"d{number}"), f"letter {number}.pdf", pages=PAGES_EACH)
        documents.insert_document(
            unit, CaseId(f"case{number % CASES}"), replace(letter, content_hash=content)
        )


def record(number: int) -> CaseRecord:
    """Return a case."""
    return CaseRecord(
        Client(ClientId(f"client{number}"), "Sample", f"{NAMES[number % 10]} {number}"),
        Coverage(CoverageId(f"coverage{number}"), Program.DMHC_COMMERCIAL, member_id=f"M-{number}"),
        Case(CaseId(f"case{number}"), f"MRI denied {number}", Issue.DENIAL),
    )


def typed(count: int) -> list[str]:
    """Return searches as they stand after each key."""
    chance = random.Random(11)
    found: list[str] = []
    while len(found) < count:
        kind = chance.random()
        if kind < 0.2:
            whole = claim(chance)[chance.choice([0, 4, 9]) :]
        elif kind < 0.5:
            whole = f"{chance.choice(COMMON)} {chance.choice(RARE)}"
        else:
            whole = chance.choice(
                [chance.choice(RARE), chance.choice(COMMON), chance.choice(NAMES)]
            )
        found += [whole[:end] for end in range(1, len(whole) + 1)]
    return found[:count]


def bare(connection: Connection, words: str) -> int:
    """Ask the index itself for as many rows, the newest first, with its own snippets."""
    parts = sought(words)
    numbers = [f'"{squeezed(word)}"' for word in parts.words if is_number(word)]
    others = [f'"{word}"*' for word in parts.words if not is_number(word)]
    table, terms = ("page_words", others) if others else ("page_numbers", numbers)
    query = text(
        f"SELECT rowid, snippet({table}, 0, '[', ']', '…', 20) FROM {table} "
        f"WHERE {table} MATCH :terms ORDER BY rowid DESC LIMIT {SHOWN}"
    )
    return len(connection.execute(query, {"terms": " AND ".join(terms)}).all()) if terms else 0


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that a piece of work takes."""
    before = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - before)


def told(name: str, taken: Sequence[float]) -> tuple[float, float]:
    """Print the times of one kind; return the median and the 95th percentile."""
    ordered = sorted(taken)
    middle, most = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    say(f"{name}: p50 {middle:.2f} ms, p95 {most:.2f} ms, max {ordered[-1]:.2f} ms")
    return middle, most


def tell_size(workspace: Workspace) -> None:
    """Print the size of each index beside the text."""
    size = workspace.read(lambda c: c.scalar(text("SELECT sum(length(text)) FROM page_texts")))
    say(f"text: {size / 1e6:.1f} MB")
    for name in ("page_words", "page_numbers"):
        query = text(f"SELECT sum(length(block)) FROM {name}_data")
        size = workspace.read(lambda c, q=query: c.scalar(q))
        say(f"{name}: {size / 1e6:.1f} MB")


def main() -> None:
    """Fill a casebook, type, and tell."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "large.casebook", "a long sample passphrase")
        say(f"filled {pages} pages in {timed(lambda: workspace.run('Filled', fill, pages)):.0f} ms")
        tell_size(workspace)
        searches = typed(1000)
        for words in searches[:20]:
            search(workspace, words, limit=SHOWN)
        ours, its_own, narrowed = [], [], []
        narrow = Filters(case=CaseId("case7"))
        for words in searches:
            its_own.append(timed(lambda w=words: workspace.read(bare, w)))
            ours.append(timed(lambda w=words: search(workspace, w, limit=SHOWN)))
            narrowed.append(timed(lambda w=words: search(workspace, w, narrow, limit=SHOWN)))
        middle, most = told("search", ours)
        bare_middle, bare_most = told("bare query", its_own)
        told("search in one case", narrowed)
        say(f"ratio: p50 {middle / bare_middle:.2f}, p95 {most / bare_most:.2f}")
        slowest = sorted(zip(ours, searches, strict=True), reverse=True)[:5]
        say("slowest:", ", ".join(f"“{words}” {ms:.1f}" for ms, words in slowest))
        workspace.close()


if __name__ == "__main__":
    main()
