"""Deeds at the same moment, in threads and in other processes' books, on both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest

import storage
from bot.interviews.model import Search
from bot.interviews.notices import State, What
from bot.interviews.people.people import Newcomer, Profile
from bot.interviews.plans import InterviewChange
from bot.interviews.refusals import Refusal, Refused

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("database", ["sqlite", "postgresql"]),
]

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
HOUR = timedelta(hours=1)
MANY = 8


@contextmanager
def beside(house: Any) -> Iterator[Any]:
    """Another house on the same database, as in another process."""
    engine = house.book._writing._engine
    with closing(storage.open_book(engine.url.render_as_string(hide_password=False))) as book:
        other = type(house)(book)
        other.post = house.post
        other.courier = other.another_courier()
        yield other


def at_once(house: Any, deed: Callable[[Any, int], Any], many: int = MANY) -> list[Any]:
    """Do it that many times at the same moment, from two processes' houses; refusals are kept."""
    together = Barrier(many)
    with beside(house) as other:

        def do(number: int) -> Any:
            together.wait()
            try:
                return deed((house, other)[number % 2], number)
            except Refused as refused:
                return refused.key

        with ThreadPoolExecutor(many) as threads:
            return list(threads.map(do, range(many)))


def how_many(done: list[Any]) -> Counter[Any]:
    return Counter(one if isinstance(one, Refusal) else "done" for one in done)


def test_of_many_who_book_somebody_for_the_same_time_one_does_and_the_others_hear_of_it(
    house: Any,
) -> None:
    people = ["ana", "bob", "mia"]

    def book(house: Any, number: int) -> Any:
        return house.book_one(interviewee=people[number % 3], start_at=START + number * HOUR / 10)

    assert how_many(at_once(house, book)) == {"done": 1, Refusal.BUSY: MANY - 1}
    assert len(house.history(1)) == 1


def test_nobody_interviews_and_is_interviewed_at_the_same_time(house: Any) -> None:
    lee = house.person("lee")
    with house.book.write() as pages:
        application = pages.add_application(house.application("ana").but(driver_id=lee.id))

    def book(house: Any, number: int) -> Any:
        if number % 2:
            return house.book_one(interviewee="bob", interviewer="lee")
        plan = house.booking(interviewer="pat").but(interviewee_id=application.id)
        return house.do(plan, None)

    assert how_many(at_once(house, book)) == {"done": 1, Refusal.BUSY: MANY - 1}


def test_who_insists_may_book_at_the_same_moment_as_well(house: Any) -> None:
    done = at_once(house, lambda house, _: house.book_one(force=True))
    assert how_many(done) == {"done": MANY}
    assert len({kept.id for kept in done}) == MANY


def test_of_many_who_move_it_from_what_they_saw_one_does_and_the_others_see_it(house: Any) -> None:
    kept = house.book_one()

    def move(house: Any, number: int) -> Any:
        start_at = START + (number + 1) * HOUR
        plan = InterviewChange(start_at=start_at, end_at=start_at + HOUR)
        return house.do(plan, kept, version=kept.version)

    assert how_many(at_once(house, move)) == {"done": 1, Refusal.STALE: MANY - 1}
    assert house.stored(kept).version == 2


def test_of_many_who_change_it_without_having_looked_nobodys_change_is_lost(house: Any) -> None:
    kept = house.book_one()
    at_once(house, lambda house, number: house.change(kept, location=f"Room {number}"))
    assert house.stored(kept).version == 1 + MANY
    rooms = [entry.after["location"] for entry in house.history(kept)][1:]
    assert sorted(rooms) == [f"Room {number}" for number in range(MANY)]


def test_when_both_accept_while_it_is_called_off_it_ends_in_one_way(house: Any) -> None:
    kept = house.book_one()
    deeds = [
        lambda house: house.accept(kept, "ana"),
        lambda house: house.accept(kept, "pat"),
        lambda house: house.cancel(kept),
        lambda house: house.propose(kept, "ana"),
    ]
    at_once(house, lambda house, number: deeds[number % 4](house))
    stored = house.stored(kept)
    assert stored.interview.status == "cancelled"
    assert len(house.history(kept)) == stored.version
    reminders = house.notices(kept, What.REMINDER)
    assert {notice.state for notice in reminders} == {State.REPLACED}


def test_somebody_met_by_many_at_once_is_one_person(house: Any) -> None:
    profile = Profile(slack_user_id="U_KIM", name="Kim", email="kim@acme.example")
    met = at_once(house, lambda house, _: house.people.meet(1, profile))
    assert len({person.id for person in met}) == 1


def test_what_is_noted_of_a_person_by_two_at_once_is_all_kept(house: Any) -> None:
    ana = house.person("ana")
    profile = Profile(slack_user_id="U_ANA", name="Ana Maria", time_zone="Asia/Tokyo")

    def note(house: Any, number: int) -> Any:
        if number % 2:
            return house.people.meet(1, profile)
        return house.people.remember_channel(ana, "D_ANA")

    at_once(house, note)
    noted = house.person("ana")
    assert (noted.title, noted.time_zone, noted.slack_channel_id) == (
        "Ana Maria", "Asia/Tokyo", "D_ANA",
    )  # fmt: skip


def test_an_application_is_made_once_for_somebody_new(house: Any) -> None:
    new = house.people.introduce(Newcomer(name="Kim", email="kim@x.example"), by=house.by("sam"))
    made = at_once(house, lambda house, _: house.people.open_applications(new, by=house.by("sam")))
    assert len({application.id for applications in made for application in applications}) == 1


def test_somebody_with_one_address_noted_by_many_at_once_is_one_person(house: Any) -> None:
    kim = Newcomer(name="Kim", email="kim@x.example")
    noted = at_once(house, lambda house, _: house.people.introduce(kim, by=house.by("sam")))
    assert len({person.id for person in noted}) == 1


def test_couriers_of_two_processes_tell_everybody_once_while_deeds_go_on(house: Any) -> None:
    times = [START + number * HOUR for number in range(6)]
    booked = [house.book_one(start_at=start_at) for start_at in times]

    def work(house: Any, number: int) -> None:
        if number < MANY / 2:
            for _ in range(10):
                house.courier.sweep()
        else:
            for kept in booked[number % 4 :: 4]:
                house.move(kept, kept.interview.start_at + timedelta(days=1))

    at_once(house, work)
    house.courier.sweep()
    with house.book.read() as pages:
        found = pages.search(1, Search(per_page=100)).interviews
    for kept in found:
        loud = [notice for notice in house.notices(kept) if notice.state is State.SENT]
        assert len({(n.person_id, n.what, n.version) for n in loud}) == len(loud)
        assert not [n for n in house.notices(kept) if n.state is State.CLAIMED]
