"""Choosing a file leaves no trace of the folder."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from advocate_desktop.ui.file_dialogs import PDFS, QtFileDialogs
app = QApplication([])
def agree():
    dialog = app.activeModalWidget()
    dialog.setDirectory(sys.argv[1])
    dialog.selectFile("letter.pdf")
    QTimer.singleShot(50, lambda: dialog.done(QFileDialog.DialogCode.Accepted))
QTimer.singleShot(50, agree)
parent = QWidget()
print(QtFileDialogs().save_file(parent, "Save", "letter.pdf", PDFS))
QTimer.singleShot(100, app.quit)
app.exec()
"""


def test_no_settings_file_names_the_folder_that_was_used(tmp_path):
    folder = tmp_path / "Rosa Example secret folder"
    folder.mkdir()
    home = tmp_path / "home"
    home.mkdir()
    own = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder)],
        env=os.environ | own,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert Path(ran.stdout.strip()) == folder / "letter.pdf"
    written = [path for path in home.rglob("*") if path.is_file()]
    assert not [path for path in written if b"secret" in path.read_bytes()]
