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
    assert sheet.writing.draft.template == LETTERS[step]
    assert sheet.edit.toPlainText().strip()


def test_a_step_taken_twice_goes_on_with_the_letter_and_offers_another(window, workspace):
    window.desk.work.take(Step.WRITE_OVERDUE_NOTICE)
    first = window.desk.pane.sheet.writing.draft_id
    window.desk.pane.sheet.leave()
    window.desk.work.take(Step.WRITE_OVERDUE_NOTICE)
    assert window.desk.pane.sheet.writing.draft_id == first
    assert window.notices.action == "Begin another"
    window.notices._action.click()
    assert window.desk.pane.sheet.writing.draft_id != first
