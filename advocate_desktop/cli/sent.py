"""The command `sent`: what went out in a case, and the very bytes that went out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate_desktop.cli.answers import (
    answer,
    case_option,
    checked_out,
    columns,
    json_option,
    line,
    when,
)
from advocate_desktop.cli.casebook import opens_casebook
from advocate_desktop.domain.errors import NotFound
from advocate_desktop.domain.moments import format_moment

if TYPE_CHECKING:
    from advocate_desktop.domain.sent_items import SentItem
    from advocate_desktop.services.workspace import Workspace


@click.command()
@opens_casebook
@case_option
@click.option("--save", type=click.IntRange(min=1), metavar="NUMBER", help="Save this one.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where to.")
@json_option
def sent(
    workspace: Workspace, case: str, save: int | None, out: Path | None, as_json: bool
) -> None:
    """List what was sent in a case, the newest first, or save one as it was sent.

    A line has number, when, how, to whom, and title.
    """
    from advocate_desktop.services import cases, sent

    if (save is None) is not (out is None):
        raise click.UsageError("Give --save and --out together.")
    items = sent.sent_items(workspace, cases.resolve_id(workspace, case))
    if save is not None and out is not None:
        if save > len(items):
            raise NotFound(f"Only {len(items)} things were sent in this case; see `sent`.")
        sent.export(workspace, items[save - 1].id, checked_out(workspace, out))
        line(f"Wrote {out}, as it was sent.")
    elif as_json:
        answer({"sent": [_as_json(item) for item in items]})
    else:
        columns(_row(number, item) for number, item in enumerate(items, 1))
        if not items:
            line("Nothing is marked as sent in this case yet.")


def _row(number: int, item: SentItem) -> tuple[str, ...]:
    way = item.method.value if item.method else "-"
    return str(number), format_moment(item.sent_at), way, item.recipient, item.title


def _as_json(item: SentItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind.value,
        "title": item.title,
        "sent_at": when(item.sent_at),
        "method": item.method.value if item.method else None,
        "recipient": item.recipient,
        "tracking": item.tracking,
        "confirmation": item.confirmation,
        "sha256": item.content_hash,
        "size": item.size,
        "pages": item.pages,
        "proof": item.proof,
        "event": item.event,
    }


COMMANDS = {"sent": sent}
