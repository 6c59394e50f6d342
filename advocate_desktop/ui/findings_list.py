"""What a paper still lacks: each finding with its weight in a sign and a word."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from advocate_desktop.domain.findings import Finding, Severity
from advocate_desktop.ui import cards, icons, tokens, words

_ICONS = {Severity.STOP: "triangle-alert", Severity.WARN: "info", Severity.NOTE: "info"}
_ORDER = tuple(_ICONS)

Act = Callable[[], object]
Way = Callable[[Finding], tuple[str, Act] | None]
"""Returns for a finding what its button says and does, if it has one."""


class FindingsList(QWidget):
    """The findings, the weightiest first; a sentence when there is none."""

    def __init__(self, all_well: str, way: Way | None = None) -> None:
        """Say what stands there when all is well, and which button leads to a finding's mend."""
        super().__init__()
        self._all_well = all_well
        self._way = way
        self.findings: tuple[Finding, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_S)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show these in place of those before."""
        self.findings = findings
        cards.clear(self._column)
        for finding in sorted(findings, key=lambda f: _ORDER.index(f.severity)):
            weight = words.SEVERITIES[finding.severity]
            sentence = f"{weight}: {finding.message}"
            line = _line(_ICONS[finding.severity], sentence, finding.severity)
            if self._way is not None and (found := self._way(finding)) is not None:
                self._add_way(line, found, finding)
            self._column.addWidget(line)
        if not findings:
            self._column.addWidget(_line("check", self._all_well, Severity.NOTE))

    def _add_way(self, line: QWidget, found: tuple[str, Act], finding: Finding) -> None:
        text, act = found
        button = QPushButton(text)
        button.setAccessibleName(f"{text}: {finding.message}")
        button.clicked.connect(lambda: act())
        layout = line.layout()
        assert layout is not None, "a line is a row"
        layout.addWidget(button)
        layout.setAlignment(button, Qt.AlignmentFlag.AlignTop)


def _line(icon_name: str, sentence: str, severity: Severity) -> QWidget:
    def colour(palette: QPalette) -> QColor:
        found = tokens.tones(palette)
        return found.yours if severity is Severity.STOP else found.quiet

    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.SPACE_S)
    sign = QLabel()
    side = sign.fontMetrics().height()
    sign.setPixmap(icons.icon(icon_name, colour).pixmap(side, side))
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(cards.Words(sentence), 1)
    return line
