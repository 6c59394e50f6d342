"""What the installed Qt must be able to do before anything is built on it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication

from advocate_desktop import assets


class Bell(QObject):
    rung = Signal(object)


def test_two_thousand_signals_arrive_and_the_program_lives(qapp: QApplication):
    # PySide6 6.12.0 aborts Python 3.11 after about 570 of them.
    bell, heard = Bell(), []
    bell.rung.connect(heard.append)
    for number in range(2000):
        bell.rung.emit(number)
    assert heard == list(range(2000))


def test_every_shipped_icon_can_be_drawn(qapp: QApplication):
    folder = assets.folder("icons")
    icons = [name for name in assets.names("icons") if name.endswith(".svg")]
    assert icons
    blank = [name for name in icons if QIcon(str(folder / name)).pixmap(24, 24).isNull()]
    assert blank == []


def test_every_shipped_font_can_be_used_in_the_window(qapp: QApplication):
    fonts = [name for name in assets.names("fonts") if name.endswith(".ttf")]
    refused = [
        name
        for name in fonts
        if QFontDatabase.addApplicationFontFromData(assets.read_bytes("fonts", name)) < 0
    ]
    assert refused == []
