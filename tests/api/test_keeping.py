"""INTERVIEW_BOT_KEEP where there is neither Slack nor e-mail."""

from datetime import timedelta
from typing import Any

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"keep": "30 days"}


def test_where_the_api_is_all_there_is_nobody_is_kept_too_long_either(api: Any) -> None:
    house = api.house
    assert house.mail() is None
    workspace_id = house.only_workspace()
    with house.book.read() as pages:
        kept = pages.interview(workspace_id, 27)
    house.move_clock(kept.interview.end_at + timedelta(days=29))
    assert house.people.get(workspace_id, kept.interviewee_person.id) == kept.interviewee_person
    house.move_clock(kept.interview.end_at + timedelta(days=32))
    assert house.people.get(workspace_id, kept.interviewee_person.id).is_forgotten
    assert not house.people.get(workspace_id, kept.interviewer_person.id).is_forgotten
    assert house.missing() == set()
