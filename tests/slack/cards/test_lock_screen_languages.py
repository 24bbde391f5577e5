"""What a lock screen shows in every language: short, the clock first, nothing in English."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from babel.messages.pofile import read_po

from bot.interviews.model import Colleague, Cover, Kind, Late, Side, Status
from bot.interviews.notices import What
from bot.slack.cards import Setting, words_for
from bot.slack.cards.living import card_line
from bot.words.catalogue import FOLDER
from bot.words.lock import LONGEST, LONGEST_ELSEWHERE
from bot.words.telling import notice_line
from bot.words.view import View

LANGUAGES = ["de", "en", "es", "fr", "it", "nl", "pt"]
CLOCK_FIRST = re.compile(r"\d\d:\d\d( Uhr)? \([^()]+\), ")
ENGLISH = re.compile(r"\b(your|with|for|interview|time|Open to)\b")
STATUS = {
    What.PROPOSED: Status.AMENDED,
    What.CANCELLED: Status.CANCELLED,
    What.REJECTED: Status.REJECTED,
}
READERS = ["ana", "pat", "sam", "lou", "mia"]  # Lou is asked to stand in, and Mia has no part
LONG = "Bartholomew-Maximilian Bartholomew-Maximilian"
LONG_COMPANY = Setting(company="The Very Long Company Name Of Somewhere And Sons Ltd")
# How long before the start it is read, whether it stays true, who is late, and whether it is known
# by whom and about whom it is.
KNOWN = [
    (timedelta(days=3), False, Late(side=Side.INTERVIEWEE, minutes=10), True),
    (timedelta(minutes=10), True, Late(side=Side.INTERVIEWER, minutes=10), True),
    (timedelta(0), False, None, False),
]


def limit(language: str) -> int:
    return LONGEST if language == "en" else LONGEST_ELSEWHERE


def lines(world: Any, language: str, setting: Any, **known: Any) -> Iterator[str]:
    """Give what each of them sees of each notice, in each kind of interview, and of their card."""
    world.mia = world.person(5, "Mia Stranger", "Europe/Rome")
    people = {name: getattr(world, name).but(locale=language, **known) for name in READERS}
    asked = Cover(asked=Colleague(id=people["lou"].id, title=people["lou"].title))
    for what, name, kind, (before, lasting, late, knows) in product(What, READERS, Kind, KNOWN):
        kept = world.interview(
            STATUS.get(what, Status.PENDING), kind=kind, interviewee_person=people["ana"],
            interviewer_person=people["pat"], owner=people["sam"], late=late, cover=asked,
        )  # fmt: skip
        reader = people[name]
        view = View(kept, reader, words_for(reader, setting), world.start - before, setting)
        lead_time = timedelta(minutes=10) if what is What.REMINDER else None
        values = {"by": "Sam Hill", "by_id": 3, "person_id": 1} if knows else {}
        notice = world.notice(what, reader, values=values, lead_time=lead_time)
        yield notice_line(notice, view, lasting=lasting)
        if what in {What.BOOKED, *STATUS}:
            yield card_line(view, lasting=lasting)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lock_line_is_said_short_and_begins_with_the_clock(world: Any, language: Any) -> None:
    every = {*lines(world, language, world.setting)}
    for said in every:
        assert len(said) <= limit(language)
        assert CLOCK_FIRST.match(said), said
        assert "Acme" in said
        assert not re.search(r"Ruiz|Lee|Hill|Stranger|http|example|\d{3,}|#|…", said), said
        assert language == "en" or not ENGLISH.search(said), said
    patterns = {key: as_pattern(sentence) for key, sentence in sentences(language)}
    assert [key for key, each in patterns.items() if not any(map(each.fullmatch, every))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lock_line_fits_with_the_longest_names(world: Any, language: Any) -> None:
    long = {"title": LONG, "time_zone": "America/Argentina/ComodRivadavia"}
    for said in {*lines(world, language, LONG_COMPANY, **long)}:
        assert len(said) <= limit(language)
        assert said[-1] in ".?", said  # names are cut, and never the line


def sentences(language: str) -> Iterator[tuple[str, str]]:
    """Give the whole lines of the catalogue, which begin with the clock."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        found = {str(each.id): str(each.string) for each in read_po(file, locale=language)}
    for key, sentence in found.items():
        if key.startswith("lock.") and re.match(r"\{(when|clock)\}.*\{(meeting|kind)\}", sentence):
            yield key, sentence


def as_pattern(sentence: str) -> re.Pattern[str]:
    """Match the sentence with any values; the word before one may be joined to it ("d’Ana")."""
    return re.compile(re.sub(r"(\w+\\ )?\\\{\w+\\\}", ".+", re.escape(sentence)))
