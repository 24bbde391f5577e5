"""A company that lives through weeks of random deeds, and what must be true of it at every step.

People book, move, propose, answer, stand in, are late, come or not, say how it was, take back what
they did, change their settings, leave and come back; the clock goes on, by minutes or by days, with
the courier awake or asleep; messages get lost. `Company` is hypothesis's state machine of that.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.interviews.attention import quiet_until
from bot.interviews.changes import facts
from bot.interviews.diary import Diary
from bot.interviews.digest import Days
from bot.interviews.digests import Digests
from bot.interviews.model import Kept, Person, Preferences, Side, Status
from bot.interviews.notices import NO_NEWS, WATCHES, Card, Notice, Reason, State, What
from bot.interviews.openings import Wanted
from bot.interviews.people import People, Profile
from bot.interviews.plans import (
    Acceptance,
    Ask,
    Attending,
    Cancellation,
    Cannot,
    Declining,
    Deed,
    GivenFeedback,
    Handover,
    InterviewChange,
    Leaving,
    Plan,
    Proposal,
    Rejection,
    Reminding,
    RemindingNow,
    RunningLate,
    Taking,
    Undo,
)
from bot.interviews.post import Receipt, Undelivered
from bot.interviews.preferring import Preferring
from bot.interviews.refusals import Refusal, Refused
from bot.interviews.reminders import LeadTimes
from bot.interviews.service import Interviews
from bot.slack.cards import Setting, living_card, words_for

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MOST = 5  # interviews
ZONES = {
    "sam": "Europe/Madrid", "rita": "Europe/Madrid", "pat": "America/New_York",
    "lee": "Europe/Berlin", "ana": "Europe/London", "bob": "America/Sao_Paulo",
}  # fmt: skip
SETTING = Setting(company="Acme", default_zone=ZoneInfo("UTC"), lead_times=LeadTimes())
GONE = {What.CANCELLED: Status.CANCELLED, What.REJECTED: Status.REJECTED}
UNDER_WAY = {State.PLANNED, State.CLAIMED}
NOT_OF_A_LIVE_ONE = {*GONE, What.REPLACED_YOU, What.OFFER_OVER, What.UNTOLD, What.UNDONE}

names = some.sampled_from(sorted(ZONES))
staff = some.sampled_from(["pat", "lee", "sam", "rita"])
applicants = some.sampled_from(["ana", "bob"])
ahead = some.sampled_from([30 * MINUTE, 3 * HOUR, DAY, 25 * HOUR, 49 * HOUR, 8 * DAY])
lead_times = some.sampled_from([None, (), (HOUR,), (DAY, HOUR, 10 * MINUTE)])
which = some.integers(0, MOST - 1)
ANYTHING = (
    Acceptance(), Acceptance(side=Side.INTERVIEWER), Declining(), Cannot(), Taking(), Leaving(),
    RunningLate(minutes=10), Attending(came=False), GivenFeedback(recommendation="no"), Undo(),
    Rejection(),
)  # fmt: skip
minutes = some.sampled_from([0, 15, 60, 600])


class StandingClock:
    """A house clock that goes on only when it is moved, so that a run can be lived again."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    def move_to(self, moment: datetime) -> None:
        self._moment = moment


class Company(RuleBasedStateMachine):
    """The machine. `open_house` opens a house in its beginnings."""

    def __init__(self, open_house: Callable[[], AbstractContextManager[Any]]) -> None:
        super().__init__()
        self._opened = open_house()
        self.house = house = self._opened.__enter__()
        house.clock = StandingClock(house.NOW)
        house.interviews = Interviews(house.book, house.clock, LeadTimes(), house._committed)
        house.preferring = Preferring(house.book, house.clock, LeadTimes(), house._committed)
        house.people = People(house.book, house.clock, lambda: frozenset({"U_SAM"}))
        self.diary = Diary(house.book, house.clock)
        self.digests = Digests(house.book, house.clock, house._committed, ZoneInfo("UTC"))
        self.shown: dict[tuple[int, int], tuple[int, Kept]] = {}  # on whose card about what
        self.reminded: Counter[tuple[Any, ...]] = Counter()
        self.told_channels: set[tuple[str, date]] = set()
        self.wrong: list[str] = []  # seen while something was told, where nobody would hear of it
        self.kepts: list[int] = []
        self.looked_at: dict[int, Any] = {}
        house.post = Watched(house.post, self._told)
        house.courier = house.another_courier()

    def teardown(self) -> None:
        """Leave the house."""
        self._opened.__exit__(None, None, None)

    # What people do

    @initialize()
    def live_in_many_zones(self) -> None:
        for name, zone in ZONES.items():
            self.house.set_person(name, time_zone=zone)
        self.book("ana", "pat", 49 * HOUR, "video_call")
        self.book("bob", "lee", 25 * HOUR, "in_person")

    @precondition(lambda self: len(self.kepts) < MOST)
    @rule(
        who=applicants, by=staff, later=ahead, kind=some.sampled_from(["video_call", "in_person"])
    )
    def book(self, who: str, by: str, later: timedelta, kind: str) -> None:
        start = self._soon(later)
        given = {"interviewee": who, "interviewer": by, "start_at": start, "kind": kind}
        self._does(lambda: self.house.book_one("sam", **given), None)

    @precondition(lambda self: len(self.kepts) < MOST)
    @rule(who=applicants, with_=some.sampled_from(["pat", "lee"]))
    def find_and_book(self, who: str, with_: str) -> None:
        house, now = self.house, self.house.clock.now()
        people = [house.person(who), house.person(with_)]
        wanted = Wanted(now, now + 7 * DAY, 45 * MINUTE)
        for found in self.diary.openings(people, wanted, by=house.by("sam"), most=1):
            given = {"interviewee": who, "interviewer": with_, "start_at": found.start_at}
            refused = self._does(partial(house.book_one, "sam", **given), None)
            assert refused is None or refused.key is not Refusal.BUSY

    @rule(at=which, by=names, later=ahead, past=minutes)
    def move(self, at: int, by: str, later: timedelta, past: int) -> None:
        start = self._soon(later) + past * MINUTE
        self._plan(at, by, InterviewChange(start_at=start, end_at=start + 45 * MINUTE))

    @rule(at=which, by=some.just("sam"), who=staff)
    def swap(self, at: int, by: str, who: str) -> None:
        self._plan(at, by, InterviewChange(interviewer_id=self.house.person(who).id))

    @rule(
        at=which,
        by=some.just("sam"),
        change=some.sampled_from(
            [{"location": "Room 2"}, {"location": None}, {"kind": "phone_call"}]
        ),
    )
    def change(self, at: int, by: str, change: dict[str, Any]) -> None:
        self._plan(at, by, InterviewChange(**change))

    @rule(at=which, side=some.sampled_from(Side), later=ahead)
    def propose(self, at: int, side: Side, later: timedelta) -> None:
        start = self._soon(later)
        times = {"amend_start_at": start, "amend_end_at": start + 45 * MINUTE}
        self._plan(at, side, Proposal(**times))

    @rule(at=which, side=some.sampled_from(Side))
    def counter(self, at: int, side: Side) -> None:
        """Answer a proposal by another one, and that one too."""
        for who, later in ((side, 2 * DAY), (side.other, 3 * DAY), (side, 4 * DAY)):
            self.propose(at, who, later)

    @rule(at=which, side=some.sampled_from(Side), yes=some.booleans())
    def answer(self, at: int, side: Side, yes: bool) -> None:
        self._plan(at, side, Acceptance() if yes else Declining())

    @rule(at=which, side=some.sampled_from(Side))
    def record_an_answer(self, at: int, side: Side) -> None:
        self._plan(at, "sam", Acceptance(side=side))

    @rule(at=which, reason=some.sampled_from(["ill", None]))
    def cannot(self, at: int, reason: str | None) -> None:
        self._plan(at, Side.INTERVIEWER, Cannot(reason=reason))

    @rule(at=which, takes=some.booleans())
    def stand_in(self, at: int, takes: bool) -> None:
        kept = self._kept(at)
        if kept is not None and kept.asked_id is not None:
            self._plan(at, self._called(kept.asked_id), Taking() if takes else Leaving())

    @rule(at=which, reason=some.sampled_from(["ill", None]), takes=some.booleans())
    def cannot_and_find_somebody(self, at: int, reason: str | None, takes: bool) -> None:
        self.cannot(at, reason)
        self.stand_in(at, takes)

    @rule(
        at=which,
        after=some.sampled_from([-15 * MINUTE, MINUTE, 10 * MINUTE, HOUR, 2 * HOUR]),
        side=some.sampled_from(Side),
        plan=some.sampled_from([
            RunningLate(minutes=10), Attending(came=True), Attending(came=False),
            GivenFeedback(recommendation="yes", notes="Good"), None,
        ]),
    )  # fmt: skip
    def the_day(self, at: int, after: timedelta, side: Side, plan: Plan | None) -> None:
        kept = self._kept(at)
        if kept is not None:
            until = kept.interview.start_at + after
            self.time_goes_by(max(until - self.house.clock.now(), MINUTE))
            if plan is not None:
                self._plan(at, side, plan)

    @rule(at=which)
    def remind_now(self, at: int) -> None:
        self._plan(at, "sam", RemindingNow())

    @rule(at=which, by=names, plan=some.sampled_from([*ANYTHING]))
    def try_anything(self, at: int, by: str, plan: Plan) -> None:
        self._plan(at, by, plan)

    @rule(at=which, withdraws=some.integers(0, 3))
    def end(self, at: int, withdraws: int) -> None:
        by = Side.INTERVIEWEE if withdraws == 0 else "sam"
        self._plan(at, by, Rejection() if withdraws == 0 else Cancellation(reason="off"))

    @rule()
    def take_back(self) -> None:
        """Let whoever did the last deed of all take it back."""
        done = [self.house.history(number)[-1] for number in self.kepts]
        last = max(done, key=lambda entry: entry.id, default=None)
        if last is not None and last.interview_id is not None and last.by_id is not None:
            self._plan(self.kepts.index(last.interview_id), self._called(last.by_id), Undo())

    @rule(at=which, who=some.sampled_from(["rita", "sam", "lee"]))
    def hand_over(self, at: int, who: str) -> None:
        self._plan(at, "sam", Handover(owner_id=self.house.person(who).id))

    @rule(at=which, who=staff)
    def ask(self, at: int, who: str) -> None:
        self._plan(at, "sam", Ask(person_id=self.house.person(who).id))

    @rule(at=which, times=lead_times)
    def remind(self, at: int, times: tuple[timedelta, ...] | None) -> None:
        self._plan(at, "sam", Reminding(lead_times=times))

    @rule(
        who=names,
        quiet=some.sampled_from([(time(21), time(8)), (time(0), time(0)), (time(12), time(15))]),
        musts=some.booleans(),
        times=lead_times,
        room=some.sampled_from([None, "https://meet.example/room"]),
    )
    def prefer(self, who: str, quiet: Any, musts: bool, times: Any, room: Any) -> None:
        prefers = Preferences(
            quiet_from=quiet[0], quiet_until=quiet[1], only_musts=musts, lead_times=times, room=room
        )
        self.house.preferring.prefer(prefers, by=self.house.by(who))

    @rule(who=some.sampled_from(["lee", "ana", "pat"]), gone=some.booleans())
    def leave_or_come_back(self, who: str, gone: bool) -> None:
        person = self.house.person(who)
        profile = Profile(
            slack_user_id=str(person.slack_user_id), name=person.title, email=person.email,
            time_zone=person.time_zone, locale=person.locale, deactivated=gone,
        )  # fmt: skip
        self.house.people.meet(1, profile)

    @rule(clock=some.sampled_from([time(9), time(3)]), off=some.booleans())
    def set_up_a_digest(self, clock: time, off: bool) -> None:
        by = self.house.by("sam")
        if off:
            self.digests.drop("C1", by=by)
        else:
            self.digests.keep(self.digests.planned("C1", Days.WEEKDAYS, clock, by=by), by=by)

    @rule(who=names, lost=some.booleans())
    def lose_a_message(self, who: str, lost: bool) -> None:
        detail = "reply_lost" if lost else "ratelimited"
        trouble = Undelivered(detail, certain=not lost)
        self.house.post.troubles.setdefault(self.house.person(who).id, []).append(trouble)

    @rule(by=some.sampled_from([timedelta(seconds=20), 3 * MINUTE, HOUR, 7 * HOUR, DAY, 3 * DAY]))
    def time_goes_by(self, by: timedelta) -> None:
        """Let the clock go on, and the courier send whatever falls due on the way."""
        until = self.house.clock.now() + by
        while (due := self._next_due()) is not None and due <= until:
            self._turn_to(due)
        self._turn_to(until)

    @rule(by=some.sampled_from([MINUTE, HOUR, 10 * HOUR, 2 * DAY]))
    def nobody_sends(self, by: timedelta) -> None:
        """Let the clock go on while everything is down."""
        self._turn_to(self.house.clock.now() + by)

    # What must be true

    @invariant()
    def nothing_untrue_was_told(self) -> None:
        assert self.wrong == [], self.wrong
        twice = [key for key, times in self.reminded.items() if times > 1]
        assert twice == [], twice

    @invariant()
    def all_is_explained_and_shown(self) -> None:
        """Look at every interview of which anything is different since it was looked at last."""
        for number in self.kepts:
            kept, notices = self.house.stored(number), self.house.notices(number)
            present = (kept.version, [(each.id, each.state) for each in notices])
            if self.looked_at.get(number) != present:
                self._is_explained(kept, notices)
                for person_id in self._people_of(kept):
                    self._is_shown(kept, notices, person_id)
                self.looked_at[number] = present

    def _is_explained(self, kept: Kept, notices: list[Notice]) -> None:
        told = self.house.interviews.account.why(kept.id, by=self.house.by("sam"))
        tells = {each.id for each in notices if each.what is not What.SETTLED}
        assert {each.notice.id for each in told} == tells
        for each in told:
            assert each.is_to_come or each.notice.state is State.SENT or each.why_not, each

    def _is_shown(self, kept: Kept, notices: list[Notice], person_id: int) -> None:
        """Whoever was out of reach since sees it with the next thing that they are told."""
        notice_id, then = self.shown.get((kept.id, person_id), (0, None))
        missed = any(
            each.id > notice_id and (each.state in UNDER_WAY or each.reason is Reason.NO_CHANNEL)
            for each in notices
            if each.person_id == person_id
            if each.what not in NO_NEWS or (each.attempt and each.state is State.PLANNED)
        )
        if then is not None and not missed and self._is_reached(person_id):
            shown, stands = self._card(then, person_id), self._card(kept, person_id)
            assert shown == stands, f"{self.house.name(person_id)} sees #{kept.id} as it was"

    # How it is done

    def _soon(self, later: timedelta) -> datetime:
        """Give the full hour after so long."""
        return (self.house.clock.now() + later + HOUR).replace(minute=0, second=0, microsecond=0)

    def _kept(self, at: int) -> Kept | None:
        return self.house.stored(self.kepts[at]) if at < len(self.kepts) else None

    def _called(self, person_id: int) -> str:
        return str(self.house.name(person_id)).lower()

    def _plan(self, at: int, by: str | Side, plan: Plan) -> None:
        kept = self._kept(at)
        if kept is not None:
            who = self._called(kept.person(by).id) if isinstance(by, Side) else by
            self._does(lambda: self.house.do(plan, kept.id, who).after, kept.id, plan)

    def _does(
        self, act: Callable[[], Kept], number: int | None, plan: Plan | None = None
    ) -> Refused | None:
        """Do a deed; what is refused leaves everything as it was."""
        before = self.house.stored(number) if number else None
        last = self.house.history(number)[-1] if number else None
        try:
            after = act()
        except Refused as refused:
            assert number is None or self.house.stored(number) == before
            return refused
        if number is None:
            self.kepts.append(after.id)
        if isinstance(plan, Undo) and before is not None and after.version > before.version:
            self._is_as_it_was(last, after)
        return None

    def _is_as_it_was(self, undone: Any, after: Kept) -> None:
        """Compare with what was before; an application may have changed by another interview."""
        if undone.deed == Deed.BOOK:
            assert after.interview.status is Status.CANCELLED
            return
        shared = {"version", "interviewee_kind", "interviewee_updated_at"}
        now, before = facts(after), undone.before
        assert {name: now[name] for name in before.keys() - shared} == {
            name: before[name] for name in before.keys() - shared
        }

    def _next_due(self) -> datetime | None:
        due = (self.house.courier.next_due(), self.digests.next_due())
        return min((each for each in due if each is not None), default=None)

    def _turn_to(self, moment: datetime) -> None:
        if moment > self.house.clock.now():
            self.house.clock.move_to(moment)
        self.house.courier.sweep()
        due = self.house.courier.next_due()
        assert due is None or due > self.house.clock.now(), "something due was not dealt with"
        for summary in self.digests.claim_due():
            today = self.house.clock.now().astimezone(ZoneInfo(summary.digest.time_zone)).date()
            assert (summary.digest.channel, today) not in self.told_channels
            self.told_channels.add((summary.digest.channel, today))
            assert all(kept.is_live for kept in summary.interviews)

    def _told(self, notice: Notice, kept: Kept, person: Person) -> None:
        self.shown[kept.id, person.id] = (notice.id, kept)
        if notice.loud:
            said = f"#{kept.id} {notice.what.value} to {person.title}"
            self.wrong += [f"{said}: {why}" for why in self._untrue(notice, kept, person)]

    def _untrue(self, notice: Notice, kept: Kept, person: Person) -> Iterator[str]:
        """Give what is wrong with telling somebody this now."""
        if facts(self.house.stored(kept.id)) != facts(kept):
            yield "not as it is stored"
        if not person.active:
            yield "they have left"
        if notice.what in GONE and kept.interview.status is not GONE[notice.what]:
            yield "it is on"
        if notice.what not in NOT_OF_A_LIVE_ONE and not kept.is_live:
            yield "it is off"
        if notice.what is What.PROPOSED and kept.interview.status is not Status.AMENDED:
            yield "nothing is proposed"
        if notice.what is What.OFFERED and kept.asked_id != person.id:
            yield "they are no longer asked"
        if notice.what is What.FEEDBACK and (kept.feedback or kept.attendance == "no_show"):
            yield "there is nothing to ask"
        if notice.what in WATCHES and (kept.owner is None or kept.owner.id != person.id):
            yield "they do not run it"
        yield from self._out_of_time(notice, kept, person)

    def _out_of_time(self, notice: Notice, kept: Kept, person: Person) -> Iterator[str]:
        now, start_at = self.house.clock.now(), kept.interview.start_at
        [planned] = [each for each in self.house.notices(kept) if each.id == notice.id]
        night = quiet_until(person, now)
        is_ahead = notice.what is What.REMINDER or notice.what in WATCHES
        if is_ahead and (now >= start_at or notice.start_at != start_at):
            yield "that start is over, or is none"
        if notice.what is What.FEEDBACK and night:
            yield "they are asleep"
        if notice.what is What.REMINDER and not notice.is_asked_for:
            self.reminded[kept.id, person.id, start_at, notice.lead_time] += 1
            side = kept.side_of(person.id)
            if side is None:
                yield "they have no part in it"
            elif planned.what is What.REMINDER and night and night < start_at:
                times = LeadTimes().of(side, kept)
                if notice.lead_time != min(times):
                    yield f"they are asleep until {night}, and another of {times} comes"

    def _people_of(self, kept: Kept) -> set[int]:
        people = (kept.interviewee_person, kept.interviewer_person, kept.owner)
        return {person.id for person in people if person}

    def _is_reached(self, person_id: int) -> bool:
        with self.house.book.read() as pages:
            person = pages.person(1, person_id)
        return bool(person and person.active)

    def _card(self, kept: Kept, person_id: int) -> list[str]:
        """Give what a card of an interview says now to somebody, and its buttons."""
        with self.house.book.read() as pages:
            reader = pages.person(1, person_id)
        words = words_for(reader, SETTING)
        blocks = living_card(kept, reader, words, self.house.clock.now(), SETTING).blocks
        return [json.dumps(block) for block in blocks if block["type"] in {"section", "actions"}]


class Watched:
    """A post that lets somebody see all that it delivers."""

    def __init__(self, post: Any, sees: Callable[[Notice, Kept, Person], None]) -> None:
        self._post = post
        self._sees = sees

    def __getattr__(self, name: str) -> Any:
        return getattr(self._post, name)

    def deliver(self, notice: Notice, kept: Kept, person: Person, card: Card | None) -> Receipt:
        try:
            receipt: Receipt = self._post.deliver(notice, kept, person, card)
        except Undelivered as undelivered:
            if undelivered.detail == "reply_lost":
                self._sees(notice, kept, person)
            raise
        self._sees(notice, kept, person)
        return receipt


def live(open_house: Callable[[], AbstractContextManager[Any]], *, runs: int, steps: int) -> None:
    """Let so many companies live for so many steps each."""
    run_state_machine_as_test(
        lambda: Company(open_house),
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            suppress_health_check=list(HealthCheck),
        ),
    )
