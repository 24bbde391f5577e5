from collections.abc import Callable
from datetime import datetime

import pytest

from bot.when import Answer, Ask, Refuse

Outcome = Answer | Ask | Refuse


def _minute(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def _answer(answer: Answer) -> str:
    return _minute(answer.start) + (f" .. {_minute(answer.end)}" if answer.end else "")


def _values(outcome: Ask | Refuse) -> str:
    return "".join(f" {name}={value}" for name, value in outcome.values.items())


def _told(outcome: Outcome) -> str:
    match outcome:
        case Answer():
            return _answer(outcome)
        case Ask():
            day = f" on {outcome.date}" if outcome.date else ""
            offers = ", ".join(_answer(each) for each in outcome.candidates)
            key = f"? {outcome.question}{_values(outcome)}{day}"
            return f"{key}: {offers}" if offers else key
        case Refuse():
            return f"! {outcome.reason}{_values(outcome)}"


@pytest.fixture
def told() -> Callable[[Outcome], str]:
    """Write an outcome down as the tables of phrases have it."""
    return _told
