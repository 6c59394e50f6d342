"""Rescuing a damaged casebook: what can still be read goes into a new one, the rest is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from advocate_desktop import paths
from advocate_desktop.domain.errors import NotFound
from advocate_desktop.domain.moments import PACIFIC, format_moment
from advocate_desktop.services import automatic_backup
from advocate_desktop.services.automatic_backup import Backup
from advocate_desktop.services.backup import told_as
from advocate_desktop.services.passphrase_waits import PASSPHRASE_WAITS
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import (
    CasebookDamaged,
    CasebookInUse,
    Clock,
    PassphraseNeeded,
    Workspace,
    system_clock,
)
from advocate_desktop.store import papers, rescuing
from advocate_desktop.store.connections import salt_of
from advocate_desktop.store.keys import RawKey, key_for
from advocate_desktop.store.lock import WriteLock
from advocate_desktop.store.papers import Papers
from advocate_desktop.store.rescuing import Entry, Outcome
from advocate_desktop.store.shared_backups import PAPERS


@dataclass(frozen=True, slots=True)
class Rescued:
    """A new casebook, and what became of the old one's content in words."""

    path: Path
    sentences: tuple[str, ...]
    lost_nothing: bool


def rescue(
    damaged: Path,
    passphrase: str | None,
    target: Path,
    progress: Progress,
    *,
    clock: Clock = system_clock,
    who: str = "",
) -> Rescued:
    """Write what can be read of a damaged casebook to a new one; the damaged one stays as it is.

    Papers whose bytes are damaged are taken from this casebook's backups where they hold them.

    Args:
        damaged: a casebook that nobody has open.
        passphrase: its passphrase or recovery key, which open the new one too.
        target: does not exist yet.
        progress: may stop the work; then there is no new file.
        clock: tells when, for the history.
        who: whom the history names.

    Raises:
        PassphraseNeeded, WrongPassphrase, NotACasebook, NotFound, CasebookExists.
        CasebookInUse: somebody has it open.
        CasebookDamaged: nothing of it can be read.
        DiskFull, FolderReadOnly, DriveFailed: where the new one was to lie.
    """
    damaged, target = damaged.resolve(), target.absolute()
    salt = salt_of(damaged, whole=False)
    if salt is not None and not passphrase:
        raise PassphraseNeeded(f"“{damaged.name}” is encrypted. Give its passphrase to rescue it.")
    key = None if salt is None else key_for(str(passphrase), salt)
    lock = WriteLock.take(damaged)
    if lock is None:
        raise CasebookInUse(f"“{damaged.name}” is open somewhere. Close it there and try again.")
    try:
        with PASSPHRASE_WAITS.trying(damaged):
            return _rescue(damaged, key, target, progress, Entry(who, _at(clock)))
    except CasebookDamaged:
        if key is not None:  # a wrong passphrase looks the same
            PASSPHRASE_WAITS.note_wrong(damaged)
        raise
    finally:
        lock.release()


def rescue_open(workspace: Workspace, target: Path, progress: Progress) -> Rescued:
    """Do as `rescue` for the casebook at hand, to which nobody may write meanwhile.

    Raises what `rescue` raises but for the passphrase.
    """
    if workspace.read_only:
        raise CasebookInUse(workspace.read_only_reason)
    damaged, key = workspace.path, workspace.casebook.key_of(workspace.path, None)
    entry = Entry("", format_moment(workspace.now()))
    return _rescue(damaged, key, target.absolute(), progress, entry)


def is_sealed(file: Path) -> bool:
    """Whether a file needs a passphrase; it may be damaged or a backup. Raises as `rescue` does."""
    return salt_of(file.resolve(), whole=False) is not None


def newest_backup(damaged: Path) -> Backup | None:
    """Return the newest backup of a casebook in the usual folder; it need not open any more."""
    folder = automatic_backup.folder_in(paths.backup_dir(), damaged.resolve())
    kept = automatic_backup.backups_in(folder, damaged)
    return kept[0] if kept else None


def free_target(damaged: Path) -> Path:
    """Return a name beside a damaged casebook for what is rescued of it; nothing has it yet."""
    number, target = 1, damaged.with_name(f"{damaged.stem} rescued{damaged.suffix}")
    while target.exists():
        number += 1
        target = damaged.with_name(f"{damaged.stem} rescued {number}{damaged.suffix}")
    return target


def _at(clock: Clock) -> str:
    return format_moment(clock().astimezone(PACIFIC))


def _rescue(
    damaged: Path, key: RawKey | None, target: Path, progress: Progress, entry: Entry
) -> Rescued:
    if not target.parent.is_dir():
        raise NotFound(f"There is no folder “{target.parent}”. Make it first or choose another.")
    told = told_as(progress, "Rescuing papers and records")
    folder = automatic_backup.folder_in(paths.backup_dir(), damaged) / PAPERS
    with papers.opened(folder, key) as kept:
        outcome = rescuing.rescue(damaged, key, target, entry, _sound_of(kept), told)
    sentences = _in_words(damaged, target, outcome)
    nothing = not (outcome.lost or outcome.lost_papers or outcome.lost_sent or outcome.stand_ins)
    return Rescued(target, sentences, nothing and outcome.entries == outcome.last)


def _sound_of(kept: Papers) -> rescuing.Elsewhere:
    def chunks(content: str) -> Iterator[bytes]:
        return kept.chunks(content) if kept.is_sound(content) else iter(())

    return chunks


def _in_words(damaged: Path, target: Path, outcome: Outcome) -> tuple[str, ...]:
    kept = ", ".join(_counted(outcome.kept.get(table, 0), table) for table in _FIRST)
    found = [f"Rescued into “{target.name}”: {kept}."]
    found += [
        f"Lost: {_counted(number, table)} that could not be read."
        for table, number in outcome.lost.items()
    ]
    found += [
        f"The bytes of “{name}” are damaged and were left out. Its record stays. Attach it again."
        for name in outcome.lost_papers
    ]
    found += [f"The bytes of the sent paper “{name}” are damaged." for name in outcome.lost_sent]
    found += _more(outcome)
    found.append(f"The damaged casebook “{damaged.name}” was left as it is. Keep it for now.")
    return tuple(found)


def _more(outcome: Outcome) -> Iterator[str]:
    if outcome.from_backups:
        yield f"{_counted(outcome.from_backups, 'papers')} came back from backups, unharmed."
    if outcome.from_history:
        yield f"{_counted(outcome.from_history, 'entries')} came back from the history, unharmed."
    if outcome.stand_ins:
        yield (
            f"{_counted(outcome.stand_ins, 'entries')} marked “(could not be read)” stand for what "
            "others belong to and what is lost."
        )
    if outcome.entries < outcome.last:
        yield (
            f"The history holds its first {outcome.entries} of {outcome.last} entries. What came "
            "after them is in one new entry, and cannot be undone step by step."
        )


_FIRST = ("clients", "cases", "documents", "events", "communications")
_ONE = {"entries": "entry", "communications": "call or message", "sent_items": "sent paper"}
_MANY = {"communications": "calls and messages", "sent_items": "sent papers"}


def _counted(number: int, noun: str) -> str:
    if number == 1:
        return f"1 {_ONE.get(noun, noun.removesuffix('s').replace('_', ' '))}"
    return f"{number} {_MANY.get(noun, noun.replace('_', ' '))}"
