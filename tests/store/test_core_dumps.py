"""A crash leaves no picture of the memory, in which the key and the records are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of processes there")
def test_a_process_with_an_open_casebook_writes_no_core_file(tmp_path):
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from advocate_desktop.services.workspace import Workspace\n"
        "_, hard = resource.getrlimit(resource.RLIMIT_CORE)\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))\n"
        "workspace = Workspace.create(Path(sys.argv[1]), 'a passphrase')\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0])\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "new.casebook")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=False)
    assert (done.stdout, done.stderr) == ("0\n", "")
