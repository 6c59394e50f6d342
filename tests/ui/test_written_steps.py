"""Every step that is a letter opens that letter, filled, for the case at hand."""

import pytest

from advocate_desktop.domain.standing import Step

LETTERS = {
    Step.WRITE_GRIEVANCE: "initial-grievance",
    Step.WRITE_EXPEDITED: "expedited-request",
    Step.WRITE_FOLLOW_UP: "acknowledgement-follow-up",
    Step.WRITE_OVERDUE_NOTICE: "overdue-decision-notice",
    Step.WRITE_IMPLEMENTATION: "implementation-demand",
}


@pytest.mark.parametrize("step", LETTERS)
def test_a_step_leads_to_its_letter(window, step):
    window.desk.work.take(step)
    sheet = window.desk.pane.sheet
    assert sheet.letter.value() == LETTERS[step]
    assert sheet.text.toPlainText().strip()
