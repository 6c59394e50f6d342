"""The command `demo`: a sample casebook and its papers, without a display."""

from __future__ import annotations

from pathlib import Path

import click

from advocate_desktop.cli.answers import line


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def demo(folder: Path) -> None:
    """Write a sample casebook and papers.

    DIR gets sample.casebook, a grievance letter, a DMHC complaint packet and an IMR packet.
    """
    from advocate_desktop.services.demo import write_demo

    for made in write_demo(folder):
        line(f"{made.path}: {made.what}")


COMMANDS = {"demo": demo}
