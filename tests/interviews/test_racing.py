"""Moves, swaps and cancellations race the sweep, under a clock that is moved.

Deeds happen in the middle of a sweep too: while a message waits for its turn, and while it is in
the air. Whatever happens, nobody is reminded of what is called off or of an old time; nobody is
told anything twice; and everybody is reminded of the time that it came to in the end.

    pytest tests/interviews/test_racing.py --runs 500
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from bot.interviews.model import Kept, Side
from bot.interviews.notices import Notice, Reason, State, What
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.ports.post import Undelivered
from bot.interviews.refusals import Refused

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
MINUTES, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
STEPS = 50
TROUBLES = {
    "busy": Undelivered("busy"),
    "limited": Undelivered("ratelimited", retry_after=30 * timedelta(seconds=1)),
    "arrived": Undelivered("reply_lost", certain=False),
    "lost": Undelivered("timeout", certain=False),
}
REPLANNED = {Reason.MOVED, Reason.REPLANNED, Reason.NO_LONGER_CONCERNED, Reason.NOT_LIVE}

starts = some.sampled_from([START + time for time in (0 * HOUR, HOUR, 5 * HOUR, DAY, 3 * DAY)])
interviewers = some.sampled_from(["pat", "lee"])
which = some.integers(0, 2)
deeds = some.one_of(
    some.tuples(some.just("move"), which, starts),
    some.tuples(some.just("move_there_and_back"), which, starts),
    some.tuples(some.just("swap"), which, interviewers),
    some.tuples(some.just("swap_there_and_back"), which, interviewers),
    some.tuples(some.just("place"), which, some.sampled_from(["Room 1", "Room 2"])),
    some.tuples(some.just("accept"), which, some.sampled_from(["ana", "pat", "lee"])),
    some.tuples(some.just("cancel"), which, some.none()),
)


def of(row: Notice) -> tuple[Any, ...]:
    """Which reminder it is."""
    return row.person_id, row.lead_time, row.start_at


class Racing(RuleBasedStateMachine):
    """Three interviews, and everything that may happen to them."""

    def __init__(self, house: Any) -> None:
        super().__init__()
        self.house = house
        self.wrong: list[str] = []
        self.race: dict[int, Any] = {}  # what happens at which instant of the sweep
        self.instant = 0
        self._watch(house.post)

    def _watch(self, post: Any) -> None:
        deliver = post.deliver

        def turn(*_: object) -> timedelta:
            self._passes()
            return timedelta(0)

        def watched(notice: Notice, kept: Kept, person: Any, card: Any) -> Any:
            self._check(notice, kept)
            self._passes()
            receipt = deliver(notice, kept, person, card)
            self._passes()
            return receipt

        post.turn, post.deliver = turn, watched

    def _passes(self) -> None:
        self.instant += 1
        if self.instant in self.race:
            self.does(self.race.pop(self.instant))

    def _check(self, notice: Notice, kept: Kept) -> None:
        """What leaves is what is true at that instant."""
        stands = self.house.stored(kept)
        if kept.version != stands.version:
            self.wrong.append(f"{notice.what} is told as of an earlier version")
        if notice.what is not What.REMINDER:
            return
        if not stands.is_live or notice.start_at != stands.interview.start_at:
            self.wrong.append(f"reminded of {notice.start_at} at {stands.interview}")
        if stands.side_of(notice.person_id) is None or self.house.clock.now() >= notice.start_at:
            self.wrong.append("reminded in vain")

    @initialize(times=some.lists(starts, min_size=3, max_size=3))
    def books(self, times: list[datetime]) -> None:
        self.booked = [self.house.book_one(start_at=time, force=True) for time in times]

    @rule(deed=deeds)
    def does(self, deed: Any) -> None:
        verb, number, given = deed
        kept = self.house.stored(self.booked[number])
        try:
            self._do(verb, kept, given)
        except Refused:
            assert self.house.stored(kept) == kept or verb.endswith("back")

    def _do(self, verb: str, kept: Kept, given: Any) -> None:
        house, was = self.house, kept.interview
        if verb.startswith("move"):
            house.change(kept, start_at=given, end_at=given + 45 * MINUTES, force=True)
        elif verb.startswith("swap"):
            house.change(kept, interviewer=given, force=True)
        elif verb == "place":
            house.change(kept, location=given)
        elif verb == "accept":
            house.accept(kept, given)
        else:
            house.cancel(kept)
        if verb == "move_there_and_back":
            house.change(kept, start_at=was.start_at, end_at=was.end_at, force=True)
        elif verb == "swap_there_and_back":
            house.change(kept, interviewer=house.name(was.interviewer_id), force=True)

    @rule(name=some.sampled_from(["ana", "pat"]), trouble=some.sampled_from(sorted(TROUBLES)))
    def fails(self, name: str, trouble: str) -> None:
        troubles = self.house.post.troubles.setdefault(self.house.person(name).id, [])
        troubles.append(TROUBLES[trouble])

    @rule(time=some.sampled_from([20 * timedelta(seconds=1), 11 * MINUTES, HOUR, 12 * HOUR]))
    def time_passes(self, time: timedelta) -> None:
        self.house.clock.move_to(self.house.clock.now() + time)

    @rule(race=some.dictionaries(some.integers(1, 9), deeds, max_size=3))
    def sweeps(self, race: dict[int, Any]) -> None:
        self.instant, self.race = 0, dict(race)
        self.house.courier.sweep()
        self.race = {}
        assert not self.wrong

    def teardown(self) -> None:
        """Let everything come, each at its time; then nothing is missing and nothing doubled."""
        house = self.house
        house.post.troubles.clear()
        house.courier.sweep()
        while due := self._next():
            house.clock.move_to(max(due, house.clock.now() + timedelta(milliseconds=5)))
            house.courier.sweep()
        assert not self.wrong
        loud = Counter(notice.key for notice, *_ in house.post.delivered if notice.loud)
        assert set(loud.values()) <= {1}
        for kept in self.booked:
            self._all_were_reminded(house.stored(kept))

    def _next(self) -> datetime | None:
        times = self.house.courier.coming()[:2]
        return min((time for time in times if time is not None), default=None)

    def _all_were_reminded(self, kept: Kept) -> None:
        """Of each reminder of the time that it came to one counts, and no other waits."""
        rows = self.house.notices(kept, What.REMINDER)
        assert not [row for row in rows if row.state in {State.PLANNED, State.CLAIMED}]
        if not kept.is_live or kept.interview.start_at > self.house.clock.now() + DAY:
            return
        for side in Side:
            for lead_time in LeadTimes().of(side, kept):
                wanted = (kept.person(side).id, lead_time, kept.interview.start_at)
                found = [
                    row for row in rows if (row.person_id, row.lead_time, row.start_at) == wanted
                ]
                counts = [row for row in found if row.reason not in REPLANNED]
                assert counts, (wanted, found)
                assert sum(row.state in {State.SENT, State.UNKNOWN} for row in counts) <= 1


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_whatever_races_the_sweep_nobody_is_told_what_is_no_longer_true(
    a_house: Callable[[], Any], request: pytest.FixtureRequest
) -> None:
    def machine() -> Racing:
        opened = a_house()
        made = Racing(opened.__enter__())
        finish = made.teardown

        def teardown() -> None:
            try:
                finish()
            finally:
                opened.__exit__(None, None, None)

        made.teardown = teardown  # type: ignore[method-assign]  # it closes its house as well
        return made

    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # hypothesis gives it no types
        machine,
        settings=settings(
            max_examples=request.config.getoption("--runs"),
            stateful_step_count=STEPS,
            deadline=None,
            phases=[Phase.generate],  # making fifty steps fewer takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
