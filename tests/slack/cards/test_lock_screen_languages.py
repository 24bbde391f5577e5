"""What a lock screen shows in every language: short, the clock first, nothing in English."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from bot.interviews.model import Kind, Late, Side, Status
from bot.interviews.notices import What
from bot.slack.cards import Setting, words_for
from bot.words.lock import LONGEST_ELSEWHERE
from bot.words.telling import notice_line
from bot.words.view import View

LANGUAGES = ["de", "es", "fr", "it", "nl", "pt"]
CLOCK_FIRST = re.compile(r"\d\d:\d\d( Uhr)? \([^()]+\), ")
STATUS = {
    What.PROPOSED: Status.AMENDED,
    What.CANCELLED: Status.CANCELLED,
    What.REJECTED: Status.REJECTED,
}
READERS = ["ana", "pat", "sam", "lou"]
LONG = "Bartholomew-Maximilian Bartholomew-Maximilian"
LONG_COMPANY = Setting(company="The Very Long Company Name Of Somewhere And Sons Ltd")


def views(world: Any, language: str, what: Any, setting: Any, **known: Any) -> Iterator[Any]:
    """Give what each of them sees of it, in each kind of interview."""
    people = {name: getattr(world, name).but(locale=language, **known) for name in READERS}
    late = Late(side=Side.INTERVIEWEE, minutes=10)
    for name, kind in product(READERS, Kind):
        kept = world.interview(
            STATUS.get(what, Status.PENDING), kind=kind, interviewee_person=people["ana"],
            interviewer_person=people["pat"], owner=people["sam"], late=late,
        )  # fmt: skip
        reader = people[name]
        yield View(kept, reader, words_for(reader, setting), world.now, setting)


def line(world: Any, view: Any, what: Any, *, lasting: bool = False) -> str:
    lead_time = timedelta(minutes=10) if what is What.REMINDER else None
    values = {"by": "Sam Hill", "by_id": 3, "person_id": 1}
    notice = world.notice(what, view.reader, values=values, lead_time=lead_time)
    return notice_line(notice, view, lasting=lasting)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lock_line_is_short_and_begins_with_the_clock(world: Any, language: Any) -> None:
    for what in What:
        for view in views(world, language, what, world.setting):
            for lasting in (False, True):
                said = line(world, view, what, lasting=lasting)
                assert len(said) <= 150
                assert CLOCK_FIRST.match(said), said
                assert "Acme" in said
                assert not re.search(r"Ruiz|Lee|Hill|Stranger|http|example|\d{3,}|#|…", said), said
                assert not re.search(r"\b(your|with|for|interview|time|Open to)\b", said), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lock_line_fits_with_the_longest_names(world: Any, language: Any) -> None:
    long = {"title": LONG, "time_zone": "America/Argentina/ComodRivadavia"}
    for what in What:
        for view in views(world, language, what, LONG_COMPANY, **long):
            said = line(world, view, what)
            assert len(said) <= LONGEST_ELSEWHERE
