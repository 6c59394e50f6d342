"""Puts the pieces together: the command line, and the window it opens when no command is named."""

from __future__ import annotations

import sys
from pathlib import Path

from advocate_desktop.intake.messages import ARGUMENT


def main() -> None:
    """Run what was typed and leave with its exit code."""
    if sys.argv[1:] == [ARGUMENT]:
        from advocate_desktop.intake import worker

        worker.main()
        return
    from advocate_desktop.cli.program import run

    sys.exit(run(sys.argv[1:], _open_window))


def _open_window(casebook: Path | None) -> int:
    # Qt is read only when a window is wanted.
    from advocate_desktop.ui import app

    return app.run(casebook)


if __name__ == "__main__":
    main()
