"""The program's start: look, and what it does not wait for."""

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt

from advocate_desktop.ui import app, tokens

LATER = ("reportlab", "pikepdf", "pypdfium2", "jinja2", "PIL", "charset_normalizer")


def test_the_first_page_waits_for_none_of_the_libraries_for_papers():
    script = "import sys, advocate_desktop.ui.app; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(ran.stdout.split())
    assert "PySide6.QtWidgets" in loaded
    assert loaded.isdisjoint(LATER)


@pytest.mark.parametrize(
    ("scheme", "dark"),
    [(Qt.ColorScheme.Light, False), (Qt.ColorScheme.Dark, True), (Qt.ColorScheme.Unknown, False)],
)
def test_the_palette_follows_the_desktop(qapp, scheme, dark):
    before = qapp.palette()
    app.follow_scheme(qapp, scheme)
    assert tokens.is_dark(qapp.palette()) is dark
    qapp.setPalette(before)
