"""Lets the n-th call to the drive fail, or kills the session in it, for each n of each step.

Run with `python -m tests.benchmarks.faults KIND [--points 300] [--plain] [--steps a,b]`, where KIND
is `kill` (killed at each write, sync, rename and removal), `full` (no room from then on, until some
is freed) or `failing` (one read, write or sync fails). After each point the casebook is judged as
after a kill. It needs `strace`. Prints a row a step and ends with 1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from advocate_desktop.domain.errors import AdvocateError
from tests.benchmarks.kills import say
from tests.benchmarks.sessions import (
    PASSPHRASE,
    STEPS,
    Child,
    Ledger,
    Session,
    Tell,
    fresh,
    judge,
    prepare,
)

NAMING = "rename,unlink,link,ftruncate"
SYNCS = "fsync,fdatasync"


@dataclass(frozen=True, slots=True)
class Fault:
    """Which calls are hit, and how."""

    calls: str
    how: str
    every: str = ""
    """`+` when all later ones are hit as well."""


FAULTS = {
    "kill": Fault(f"pwrite64,{SYNCS},{NAMING}", "signal=KILL"),
    "full": Fault("pwrite64,ftruncate", "error=ENOSPC", "+"),
    "failing": Fault(f"pread64,pwrite64,{SYNCS}", "error=EIO"),
}
EXPORTS = ("export_bundle", "save_letter")
"""Steps that write files by themselves, and to nothing but files."""


def stepping(folder: Path, phrase: str | None, name: str) -> Child:
    """Start a session that waits, does one step, waits again, and records an event."""

    def work(tell: Tell, there: socket.socket) -> None:
        session = Session(folder, phrase, 1, tell)
        tell("ready")
        there.recv(1)
        try:
            STEPS[name](session)
        except Exception as error:
            kind = "refused" if isinstance(error, AdvocateError) else "broke"
            tell(kind, type(error).__name__, str(error))
        tell("done")
        there.recv(1)
        if not session.workspace.closed and session.workspace.read_only:
            refused_until_opened(session, tell)
        if session.workspace.closed:
            session.open()
        session.record_event()
        tell("went on")

    return Child(work)


def refused_until_opened(session: Session, tell: Tell) -> None:
    """See that nothing more is told as saved after a failed write; then close the casebook."""
    try:
        session.record_event()
    except AdvocateError:
        session.workspace.close()
    else:
        tell("broke", "saved", "told as saved after the drive had failed")


def watched(child: Child, options: list[str]) -> subprocess.Popen[str]:
    """Have strace watch a session; return once it does."""
    command = ["strace", "-o", os.devnull, "-p", str(child.number), *options]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert tracer.stderr
    assert "attached" in tracer.stderr.readline()
    return tracer


def release(tracer: subprocess.Popen[str]) -> None:
    """Let the session go on by itself."""
    tracer.send_signal(signal.SIGTERM)
    tracer.communicate()


def hear_until(child: Child, ledger: Ledger, last: str) -> str:
    """Hear lines up to one of a kind; return the kind heard last, empty when it ended before."""
    kind = ""
    while line := child.lines.readline():
        kind = ledger.hear(line)
        if kind == "broke":
            raise AssertionError(line)
        if kind == last:
            return kind
    return ""


def calls_of(folder: Path, phrase: str | None, name: str, fault: Fault) -> int:
    """Count the calls that a step makes and a fault could hit."""
    told = folder.parent / "calls"
    child = stepping(folder, phrase, name)
    ledger = Ledger()
    hear_until(child, ledger, "ready")
    tracer = watched(child, ["-o", str(told), "-e", f"trace={fault.calls}"])
    child.say()
    hear_until(child, ledger, "done")
    release(tracer)
    child.kill()
    child.close()
    return sum("(" in line for line in told.read_text().splitlines())


def hit(
    folder: Path, phrase: str | None, name: str, fault: Fault, number: int
) -> tuple[str, list[str]]:
    """Let the call of a number fail; return what became of the step, and what is wrong."""
    child, ledger, wrong = stepping(folder, phrase, name), Ledger(), []
    hear_until(child, ledger, "ready")
    inject = f"inject={fault.calls}:{fault.how}:when={number}{fault.every}"
    tracer = watched(child, ["-e", f"trace={fault.calls}", "-e", inject])
    child.say()
    try:
        ended = hear_until(child, ledger, "done") == ""
        release(tracer)
        if not ended:
            child.say()
            went_on = hear_until(child, ledger, "went on")
            if not went_on:
                wrong.append(f"did not go on: {ledger.refused[-1:]}")
    except AssertionError as error:
        wrong.append(str(error))
        ended = False
    finally:
        child.kill()
        child.close()
    wrong += judge(folder, phrase, ledger, seen=set())
    wrong += [f"left {left.name}" for left in leftovers(folder) if not ended]
    outcome = "killed" if ended else ("refused" if ledger.refused else "done")
    told = Counter(kind for kind, _ in ledger.refused)
    if any(count > 1 for count in told.values()) and fault.every == "":
        wrong.append(f"said more than one sentence: {ledger.refused}")
    return outcome, wrong


def leftovers(folder: Path) -> list[Path]:
    """Return drafts that are still there."""
    return [p for p in folder.rglob(".*") if p.suffix in (".new", ".part")]


def points(calls: int, most: int) -> list[int]:
    """Return the numbers of the calls to hit: all, or as many spread over all."""
    if calls <= most:
        return list(range(1, calls + 1))
    return sorted({1 + number * calls // most for number in range(most)})


def walk(
    folder: Path, phrase: str | None, kind: str, names: list[str], most: int
) -> tuple[int, list[str]]:
    """Hit each step at its points; return how many that were, and what was wrong."""
    beginning, place = folder / "beginning", folder / "session"
    prepare(beginning, phrase)
    done, problems = 0, []
    for name in names:
        fault = FAULTS[kind]
        if kind == "full" and name in EXPORTS:
            fault = Fault(f"{fault.calls},write", fault.how, fault.every)
        fresh(beginning, place)
        calls = calls_of(place, phrase, name, fault)
        outcomes: Counter[str] = Counter()
        for number in points(calls, most):
            fresh(beginning, place)
            outcome, wrong = hit(place, phrase, name, fault, number)
            outcomes[outcome] += 1
            problems += [f"{name}, call {number}: {what}" for what in wrong]
            if wrong:
                shutil.copytree(place, folder / f"wrong-{name}-{number}", dirs_exist_ok=True)
        done += outcomes.total()
        say(f"{name}: {calls} calls, {outcomes.total()} points, {dict(outcomes)}")
    return done, problems


def main() -> None:
    """Hit the steps, and tell what was wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("kind", choices=FAULTS)
    options.add_argument("--points", type=int, default=300)
    options.add_argument("--plain", action="store_true")
    options.add_argument("--steps", default=",".join(STEPS))
    chosen = options.parse_args()
    phrase = None if chosen.plain else PASSPHRASE
    with tempfile.TemporaryDirectory() as name:
        steps = chosen.steps.split(",")
        done, wrong = walk(Path(name), phrase, chosen.kind, steps, chosen.points)
    for problem in wrong:
        say("WRONG", problem)
    say(f"{chosen.kind}: {done} points, {len(wrong)} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
