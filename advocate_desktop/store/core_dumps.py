"""No picture of the memory on the drive after a crash: the key and records are in it."""

from __future__ import annotations

import sys


def forbid() -> None:
    """Have the system write no core file of this process from now on, where it writes any."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
