"""What `why`, `preview` and `history` say: everything that they can meet has its words."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.interviews.changes import RECORDED
from bot.interviews.model import Door, Says
from bot.interviews.moving.acquaintance import DEED as IMPORT
from bot.interviews.notices import Reason, What
from bot.interviews.plans import Deed
from bot.words import Words


def met() -> Iterator[str]:
    yield from (f"reason.{reason.value}" for reason in Reason)
    yield from (f"what.{what.value}" for what in What)
    yield from (f"did.{deed}" for deed in (*Deed, IMPORT))
    yield from (f"door.{door.value}" for door in Door)
    yield from (f"field.{field}" for field in RECORDED)
    yield from (f"says.{says.value}" for says in Says)


@pytest.mark.parametrize("key", list(met()))
@pytest.mark.parametrize("values", [{}, {"person": "Sam", "lead": "1 hour", "detail": "x"}])
def test_everything_that_is_told_of_an_interview_has_its_words(key: str, values: Any) -> None:
    names = {"interviewee": "Ana", "interviewer": "Pat"}
    said = Words(None, ZoneInfo("UTC")).say(key, **values, **names)
    assert said
    assert "…" not in said or key == "what.reminder"  # which always has its lead time
