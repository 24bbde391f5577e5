"""A company in which people run interviews: who there is, how deeds are done, how time goes by.

The house is wired as the program wires it; Slack and the letterbox stand in the same process, and
the clock goes on only when it is moved, so that a life can be lived again. A `Witness` looks on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from forgotten import see_to_all
from slack_at_hand import Letters, SlackAtHand
from witness import Watched, Witness

from bot.interviews.changes import facts
from bot.interviews.diary import Diary
from bot.interviews.digests import Digests
from bot.interviews.forgetting.erasing import Erasing
from bot.interviews.model import Kept, Status
from bot.interviews.people.channels import Channels
from bot.interviews.people.passing_on import PassingOn
from bot.interviews.people.people import Newcomer, Profile
from bot.interviews.permissions import Capacity
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.plans import Deed, Plan, Undo
from bot.interviews.preferring import Preferring
from bot.interviews.refusals import Refused
from bot.interviews.service import Interviews
from bot.playground.members import Member
from bot.slack.cards import Setting
from bot.slack.erasing import SlackEraser

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
LATELY = 5  # interviews
ZONES = {
    "sam": "Europe/Madrid", "rita": "Europe/Madrid", "pat": "America/New_York",
    "lee": "Europe/Berlin", "ana": "Europe/London", "bob": "America/Sao_Paulo",
    "mia": "Asia/Kolkata", "zoe": "Pacific/Auckland",
}  # fmt: skip
HOME = {"type": "home", "blocks": []}
Who = str | Capacity  # by a name of old, or as what they are to an interview


class StandingClock:
    """A house clock that goes on only when it is moved."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    def move_to(self, moment: datetime) -> None:
        self._moment = moment


class Company:
    """The company in a house. `chronicle` counts how often which deed came to what."""

    def __init__(self, house: Any, chronicle: Counter[tuple[str, str]], *, mails: bool) -> None:
        self.house = house
        self.chronicle = chronicle
        self.called = {name: name for name in ZONES}  # who is who, once somebody was forgotten
        self.numbers: list[int] = []  # of all interviews
        self.written = 0
        self.last: tuple[int, str, Kept | None] | None = None  # deed: on which, by whom, before
        self._told_channels: set[tuple[str, date]] = set()
        for name, zone in ZONES.items():
            house.set_person(name, time_zone=zone)
        self._open(mails)

    def _open(self, mails: bool) -> None:
        house, book, committed = self.house, self.house.book, self.house._committed
        clock = house.clock = StandingClock(house.NOW)
        setting = Setting(company="Acme", default_zone=ZoneInfo("UTC"), mails=mails)
        members = [_member(name) for name in ZONES if name != "mia"]
        self.slack, self.letters = SlackAtHand(clock, members), Letters()
        self.witness = Witness(house, self.slack, setting)
        house.interviews = Interviews(book, clock, LeadTimes(), committed, mails=mails)
        house.preferring = Preferring(book, clock, LeadTimes(), committed)
        house.passing_on = PassingOn(book, clock, committed, mails=mails)
        house.forgetting._clock = house.people._clock = clock
        self.diary = Diary(book, clock)
        self.digests = Digests(book, clock, committed, ZoneInfo("UTC"))
        direct = self.slack.post(setting, clock, house.people.remember_channel)
        post = Channels(direct, self.letters) if mails else direct
        house.post = Watched(post, self.slack, self.witness)
        house.courier = house.another_courier()
        self.erasing = Erasing(book, clock, SlackEraser(direct, setting, clock, lambda: HOME))

    # Who and what there is

    @property
    def now(self) -> datetime:
        return self.house.clock.now()

    def soon(self, later: timedelta) -> datetime:
        """Give the full hour after so long."""
        return (self.now + later + HOUR).replace(minute=0, second=0, microsecond=0)

    def person(self, name: str) -> Any:
        return self.house.person(self.called[name])

    def by(self, name: str) -> Any:
        return self.house.by(self.called[name])

    def coming(self) -> list[Kept]:
        """Give the interviews that are on and not over, the next one first."""
        with self.house.book.read() as pages:
            slots = pages.slots(1, self.now - DAY, self.now + 90 * DAY)
            on = sorted((slot for slot in slots if slot.end_at > self.now), key=_starts)
            return [pages.interview(1, slot.interview_id) for slot in on]

    def lately(self) -> list[Kept]:
        """Give the interviews that were booked last, whatever became of them."""
        return [self.house.stored(number) for number in self.numbers[-LATELY:]]

    def somebody_new(self, who: str, *, in_slack: bool) -> None:
        """Let somebody come in the place of whoever was forgotten."""
        name, people = f"{self.called[who]}x", self.house.people  # no digits: on no lock screen
        email, by = f"{name}@acme.example", self.house.by("sam")
        if in_slack:
            member = _member(name)
            self.slack.workspace.members[member.id] = member
            person = people.meet(
                1, Profile(slack_user_id=member.id, name=name, email=email, time_zone=ZONES[who])
            )
        else:
            person = people.introduce(Newcomer(name=name, email=email), by=by)
        people.open_applications(person, by=by)
        self.called[who] = name

    # How something is done

    def books(self, plan: Plan, by: str) -> Refused | None:
        return self.does(None, by, plan)

    def does(self, number: int | None, who: Who, plan: Plan, **more: Any) -> Refused | None:
        """Do a deed, if whoever does it is still known; what is refused leaves all as it was."""
        before = self.house.stored(number) if number is not None else None
        by = self._name(before, who)
        if by not in self.called.values():
            return None
        self._ticks()
        try:
            after = self.house.do(plan, number, by, **more).after
        except Refused as refused:
            assert before is None or self.house.stored(number) == before
            self.note(plan.deed, refused.key)
            return refused
        self._ticks()
        self._is_done(plan, by, before, after)
        return None

    def takes_back(self, *, versioned: bool) -> None:
        """Let whoever did the last deed take it back: all is then as it was, to the letter."""
        if self.last is None:
            return
        number, by, before = self.last
        deed, kept = self.house.history(number)[-1].deed, self.house.stored(number)
        self.does(number, by, Undo(version=kept.version if versioned else None))
        after = self.house.stored(number)
        if after.version > kept.version:
            self.note(f"undo {deed}", "done")
            _is_as_it_was(before, after)

    def says(self, what: str, act: Callable[[], Any]) -> None:
        """Let somebody say something; `act` gives who hears it, if anybody does."""
        try:
            self.note(what, "done" if act() else "nobody to hear it")
        except Refused as refused:
            self.note(what, refused.key)

    def note(self, deed: str, came: str) -> None:
        self.chronicle[deed, came] += 1

    # How time goes by

    def time_goes_by(self, until: datetime) -> None:
        """Let the clock go on, and the courier send whatever falls due on the way."""
        while (due := self._next_due()) is not None and due <= until:
            self.turn_to(due)
        self.turn_to(until)

    def turn_to(self, moment: datetime) -> None:
        """Set the clock forward, and let all that is due then be seen to."""
        if moment > self.now:
            self.house.clock.move_to(moment)
        self.house.courier.sweep()
        due = self.house.courier.next_due()
        assert due is None or due > self.now, "something due was not dealt with"
        see_to_all(self.erasing)
        for summary in self.digests.claim_due():
            self._tells_a_channel(summary)

    def _tells_a_channel(self, summary: Any) -> None:
        today = self.now.astimezone(ZoneInfo(summary.digest.time_zone)).date()
        assert (summary.digest.channel, today) not in self._told_channels
        self._told_channels.add((summary.digest.channel, today))
        assert all(kept.is_live for kept in summary.interviews)

    def _next_due(self) -> datetime | None:
        coming = self.house.courier.coming()
        due = coming.due, coming.runs_out, self.digests.next_due(), self.erasing.next_due()
        return min((each for each in due if each is not None), default=None)

    def _ticks(self) -> None:
        """Let no two things happen at one instant."""
        self.house.clock.move_to(self.now + SECOND)

    def _name(self, kept: Kept | None, who: Who) -> str | None:
        if kept is None or not isinstance(who, Capacity):
            return self.called.get(who, who)
        people = {
            Capacity.RECRUITER: kept.owner,
            Capacity.INTERVIEWER: kept.interviewer_person,
            Capacity.INTERVIEWEE: kept.interviewee_person,
            Capacity.ASKED: kept.cover.asked if kept.cover else None,
        }
        person = people[who]
        return person.title if person else None

    def _is_done(self, plan: Plan, by: str, before: Kept | None, after: Kept) -> None:
        if before is None:
            self.numbers.append(after.id)
        if before is None or after.version > before.version:
            self.note(plan.deed, "done")
            self.last = None if plan.deed is Deed.UNDO else (after.id, by, before)
        else:
            self.note(plan.deed, "nothing to do")


def _is_as_it_was(before: Kept | None, after: Kept) -> None:
    if before is None:
        assert after.interview.status is Status.CANCELLED
    else:
        assert facts(after) | {"version": 0} == facts(before) | {"version": 0}


def _starts(slot: Any) -> tuple[datetime, int]:
    return slot.start_at, slot.interview_id


def _member(name: str) -> Member:
    return Member(f"U_{name.upper()}", name, name, f"{name}@acme.example", None)
