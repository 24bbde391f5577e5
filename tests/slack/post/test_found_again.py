"""What was posted is found again in the workspace itself, whatever our own clock showed then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.notices import What

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("astray", [timedelta(0), timedelta(hours=2), -timedelta(hours=2)])
def test_a_message_is_found_that_left_while_our_clock_was_set_wrong(
    acme: Any, astray: timedelta
) -> None:
    acme.books()
    kept = acme.kept(1)
    with acme.house.book.read() as pages:
        booked = [each for each in pages.notices(1, 1) if each.what is What.BOOKED]
        card = pages.card(1, 1, booked[0].person_id)
        person = pages.person(1, booked[0].person_id)
    left = booked[0].but(first_attempt_at=booked[0].first_attempt_at + astray)
    post = acme.house._courier._delivery._post
    receipt = post.find(left, kept, person, card)
    assert receipt is not None
    assert receipt.ts == booked[0].ts
