"""The command `search`: finds words in documents, notes, calls and letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from advocate_desktop.cli.answers import answer, json_option, line
from advocate_desktop.cli.casebook import opens_casebook

if TYPE_CHECKING:
    from advocate_desktop.services.search import Hit
    from advocate_desktop.services.workspace import Workspace


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS…")
@opens_casebook
@json_option
def search(workspace: Workspace, words: tuple[str, ...], as_json: bool) -> None:
    """Find words in everything kept.

    Looks in documents, notes, calls, letters and people for what holds all WORDS. Words in quotes
    follow each other; a part of a number is enough. kind:bill client:NAME case:TITLE tag:TAG
    after:2026-01-01 before:2026-02 narrow the search.
    """
    from advocate_desktop.services import search as searching

    hits = searching.search(workspace, " ".join(words))
    if as_json:
        answer(
            {
                "hits": [
                    {
                        "kind": hit.kind,
                        "case": hit.case,
                        "document": hit.document,
                        "page": hit.page,
                        "snippet": hit.snippet,
                        "marks": hit.marks,
                        "date": hit.day.isoformat() if hit.day else None,
                    }
                    for hit in hits
                ]
            }
        )
        return
    for hit in hits:
        line(f"{hit.kind}{_page(hit)}  [{hit.case}]  {hit.snippet}")
    if not hits:
        line("Nothing holds all of these words.")


def _page(hit: Hit) -> str:
    return "" if hit.page is None else f", page {hit.page}"


COMMANDS = {"search": search}
