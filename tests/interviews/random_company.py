"""A company that lives through weeks of random deeds, and what must be true of it at every step.

People book, move, propose, answer, stand in, are late, come or not, say how it was, take back what
they did, write, change their settings, leave, come back and are forgotten; the clock goes on, by
minutes or by days, with the courier awake or asleep; messages get lost or are refused. Some of them
are not in Slack. `Company` is hypothesis's state machine of that; a `Witness` says what holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from forgotten import see_to_all
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from odd_deeds import ODD
from slack_at_hand import LOST, TROUBLES, Letters, SlackAtHand
from witness import Watched, Witness

from bot.interviews.changes import application_facts, facts
from bot.interviews.channels import Channels
from bot.interviews.diary import Diary
from bot.interviews.digest import Days
from bot.interviews.digests import Digests
from bot.interviews.erasing import Erasing
from bot.interviews.model import Channel, Kept, Preferences, Side, Status
from bot.interviews.openings import Wanted
from bot.interviews.passing_on import PassingOn
from bot.interviews.people import Newcomer, Profile
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
from bot.interviews.ports import Undelivered
from bot.interviews.preferring import Preferring
from bot.interviews.refusals import Refusal, Refused
from bot.interviews.reminders import LeadTimes
from bot.interviews.service import Interviews
from bot.playground.members import Member
from bot.slack.cards import Setting
from bot.slack.erasing import SlackEraser

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST, AT_ONCE = 14, 5  # interviews
ZONES = {
    "sam": "Europe/Madrid", "rita": "Europe/Madrid", "pat": "America/New_York",
    "lee": "Europe/Berlin", "ana": "Europe/London", "bob": "America/Sao_Paulo",
    "mia": "Asia/Kolkata", "zoe": "Pacific/Auckland",
}  # fmt: skip
LAST_DEED = """
    SELECT interview_id, by_id FROM history
    WHERE interview_id IS NOT NULL AND by_id IS NOT NULL ORDER BY id DESC
"""
HOME = {"type": "home", "blocks": []}

names = some.sampled_from(sorted(ZONES))
recruiters = some.sampled_from(["sam", "rita"])
staff = some.sampled_from(["pat", "lee", "sam", "rita"])
applicants = some.sampled_from(["ana", "bob", "mia"])
sides = some.sampled_from(Side)
ahead = some.sampled_from([30 * MINUTE, 3 * HOUR, DAY, 25 * HOUR, 49 * HOUR, 8 * DAY])
lead_times = some.sampled_from([None, (), (HOUR,), (DAY, HOUR, 10 * MINUTE)])
reasons = some.sampled_from(["ill", None])
kinds = some.sampled_from(["video_call", "in_person", "phone_call"])
which = some.integers(0, 7)
odd_ones = some.sampled_from(sorted(ODD))
DEEDS: dict[str, dict[str, some.SearchStrategy[Any]]] = {
    "book": {"who": applicants, "with_": staff, "by": recruiters, "later": ahead, "kind": kinds},
    "move": {
        "at": which, "by": recruiters, "later": ahead, "past": some.sampled_from([0, 15, 60, 600]),
    },
    "swap": {"at": which, "who": staff},
    "interview_somebody_else": {"at": which, "who": applicants},
    "change": {
        "at": which,
        "change": some.sampled_from([
            {"location": "Room 2"}, {"location": None}, {"kind": "phone_call"},
            {"kind": "video_call"},
        ]),
    },
    "propose": {"at": which, "by": some.sampled_from([*Side, "sam"]), "later": ahead},
    "counter": {"at": which, "side": sides},
    "accept": {"at": which, "side": sides},
    "decline": {"at": which, "side": sides},
    "record_an_answer": {"at": which, "side": sides},
    "cannot": {"at": which, "reason": reasons},
    "stand_in": {"at": which, "takes": some.lists(some.booleans(), min_size=1, max_size=4)},
    "ask": {"at": which, "who": staff},
    "run_late": {
        "at": which, "by": some.sampled_from([*Side, "sam"]),
        "after": some.sampled_from([-90 * MINUTE, MINUTE, 20 * MINUTE]),
    },
    "come_or_not": {
        "at": which, "by": some.sampled_from([Side.INTERVIEWER, "sam"]), "came": some.booleans(),
        "after": some.sampled_from([MINUTE, 30 * MINUTE, 2 * HOUR]),
    },
    "say_how_it_was": {
        "at": which, "after": some.sampled_from([20 * MINUTE, HOUR, 3 * HOUR]),
        "notes": some.sampled_from([None, "Good"]),
    },
    "remind": {"at": which, "times": lead_times},
    "remind_now": {"at": which},
    "hand_over": {"at": which, "who": recruiters},
    "end": {"at": which, "by": some.sampled_from(["sam", "rita", *Side]), "reason": reasons},
}  # fmt: skip
doings = some.one_of([
    some.tuples(some.just(verb), some.fixed_dictionaries(given)) for verb, given in DEEDS.items()
])  # fmt: skip
Doing = tuple[str, dict[str, Any]]
SOONER_OR_LATER = [timedelta(0), 5 * SECOND, 20 * SECOND, 3 * MINUTE]


class StandingClock:
    """A house clock that goes on only when it is moved, so that a run can be lived again."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment

    def move_to(self, moment: datetime) -> None:
        self._moment = moment


class Company(RuleBasedStateMachine):
    """The machine. `open_house` opens a house in its beginnings; `chronicle` counts what comes."""

    def __init__(
        self,
        open_house: Callable[[], AbstractContextManager[Any]],
        chronicle: Counter[tuple[str, str]],
    ) -> None:
        super().__init__()
        self._opened = open_house()
        self.house = self._opened.__enter__()
        self.chronicle = chronicle
        self.called = {name: name for name in ZONES}  # who is who, once somebody was forgotten
        self.kepts: list[int] = []
        self.told_channels: set[tuple[str, date]] = set()
        self.written = 0
        self.sound = False

    def teardown(self) -> None:
        """Let everything be seen to, and leave the house."""
        try:
            if self.sound:
                self.slack.troubles.clear()
                self.time_goes_by(HOUR)
                self.all_holds()
                self.witness.nothing_is_left_in_slack()
        finally:
            self._opened.__exit__(None, None, None)

    # What people do

    @initialize(mails=some.booleans())
    def live_in_many_zones(self, mails: bool) -> None:
        house = self.house
        for name, zone in ZONES.items():
            house.set_person(name, time_zone=zone)
        self.setting = Setting(company="Acme", default_zone=ZoneInfo("UTC"), mails=mails)
        clock = house.clock = StandingClock(house.NOW)
        members = [_member(name) for name in ZONES if name != "mia"]
        self.slack, self.letters = SlackAtHand(clock, members), Letters()
        self.witness = Witness(house, self.slack, self.setting)
        book, committed = house.book, house._committed
        house.interviews = Interviews(book, clock, LeadTimes(), committed, mails=mails)
        house.preferring = Preferring(book, clock, LeadTimes(), committed)
        house.passing_on = PassingOn(book, clock, committed, mails=mails)
        house.forgetting._clock = house.people._clock = clock
        self.diary = Diary(book, clock)
        self.digests = Digests(book, clock, committed, ZoneInfo("UTC"))
        direct = self.slack.post(self.setting, clock, house.people.remember_channel)
        post = Channels(direct, self.letters) if mails else direct
        house.post = Watched(post, self.slack, self.witness)
        house.courier = house.another_courier()
        eraser = SlackEraser(direct, self.setting, clock, lambda: HOME)
        self.erasing = Erasing(book, clock, eraser)
        self.book("ana", "pat", "sam", 49 * HOUR, "video_call")
        self.book("bob", "lee", "rita", 25 * HOUR, "in_person")

    @rule(doings=some.lists(doings, min_size=1, max_size=3))
    def do(self, doings: list[Doing]) -> None:
        for verb, given in doings:
            getattr(self, verb)(**given)

    def book(self, who: str, with_: str, by: str, later: timedelta, kind: str) -> None:
        if len(self.kepts) < MOST:
            self._book(who, with_, by, self._soon(later), kind=kind)

    @precondition(lambda self: len(self.kepts) < MOST)
    @rule(who=applicants, with_=some.sampled_from(["pat", "lee"]), many=some.integers(1, 3))
    def find_and_book(self, who: str, with_: str, many: int) -> None:
        """Book several at times at which nobody has another interview."""
        house, now = self.house, self.house.clock.now()
        people = [house.person(self.called[each]) for each in (who, with_)]
        wanted = Wanted(now, now + 7 * DAY, 45 * MINUTE)
        for found in self.diary.openings(people, wanted, by=house.by("sam"), most=many):
            refused = self._book(who, with_, "sam", found.start_at)
            assert refused is None or refused.key is not Refusal.BUSY

    @precondition(lambda self: len(self.kepts) < MOST)
    @rule(who=applicants, with_=staff, later=ahead)
    def book_after_it_was_read_back(self, who: str, with_: str, later: timedelta) -> None:
        """Press the button of a draft twice: it books once."""
        house, by = self.house, self.house.by("sam")
        plan = self._booking(who, with_, self._soon(later), kind="video_call")
        try:
            draft, promised = house.interviews.draft(plan, by=by)
        except Refused:
            return
        done = house.interviews.carry_out(draft.id, by=by)
        again = house.interviews.carry_out(draft.id, by=by)
        assert again.again
        assert again.after.id == done.after.id
        assert [_in_short(each) for each in done.notices] == [
            _in_short(each) for each in promised.notices
        ]
        self._note(Deed.BOOK, "done")
        self.kepts.append(done.after.id)

    def move(self, at: int, by: str, later: timedelta, past: int) -> None:
        start = self._soon(later) + past * MINUTE
        self._plan(at, by, InterviewChange(start_at=start, end_at=start + 45 * MINUTE))

    def swap(self, at: int, who: str) -> None:
        self._plan(at, "sam", InterviewChange(interviewer_id=self._id(who)))

    def interview_somebody_else(self, at: int, who: str) -> None:
        application = self.house.application(self.called[who])
        self._plan(at, "sam", InterviewChange(interviewee_id=application.id))

    def change(self, at: int, change: dict[str, Any]) -> None:
        self._plan(at, "sam", InterviewChange(**change))

    def propose(self, at: int, by: str | Side, later: timedelta) -> None:
        start = self._soon(later)
        times = {"amend_start_at": start, "amend_end_at": start + 45 * MINUTE}
        self._plan(at, by, Proposal(**times))

    def counter(self, at: int, side: Side) -> None:
        """Answer a proposal by another one, and that one too."""
        for who, later in ((side, 2 * DAY), (side.other, 3 * DAY), (side, 4 * DAY)):
            self.propose(at, who, later)

    def accept(self, at: int, side: Side) -> None:
        self._plan(at, side, Acceptance())

    def decline(self, at: int, side: Side) -> None:
        """Turn a proposal down, or take one's own back."""
        kept = self._kept(at)
        if kept is not None and kept.interview.status is not Status.AMENDED:
            self.propose(at, Side.INTERVIEWER, 2 * DAY)
        self._plan(at, side, Declining())

    def record_an_answer(self, at: int, side: Side) -> None:
        self._plan(at, "sam", Acceptance(side=side))

    def cannot(self, at: int, reason: str | None) -> None:
        self._plan(at, Side.INTERVIEWER, Cannot(reason=reason))

    def stand_in(self, at: int, takes: list[bool]) -> None:
        """Say yes or no to the question whether to stand in; who says no is followed by another."""
        self._needs_cover(at)
        for each in takes:
            kept = self._kept(at)
            if kept is not None and kept.asked_id is not None:
                self._plan(at, self.house.name(kept.asked_id), Taking() if each else Leaving())

    def ask(self, at: int, who: str) -> None:
        self._needs_cover(at)
        self._plan(at, "sam", Ask(person_id=self._id(who)))

    def run_late(self, at: int, by: str | Side, after: timedelta) -> None:
        self._on_the_day(at, after, by, RunningLate(minutes=10))

    def come_or_not(self, at: int, by: str | Side, came: bool, after: timedelta) -> None:
        self._on_the_day(at, after, by, Attending(came=came))

    def say_how_it_was(self, at: int, after: timedelta, notes: str | None) -> None:
        said = GivenFeedback(recommendation="yes", notes=notes, private_notes=notes)
        self._on_the_day(at, after, Side.INTERVIEWER, said)

    def remind(self, at: int, times: tuple[timedelta, ...] | None) -> None:
        self._plan(at, "sam", Reminding(lead_times=times))

    def remind_now(self, at: int) -> None:
        self._plan(at, "sam", RemindingNow())

    def hand_over(self, at: int, who: str) -> None:
        self._plan(at, "sam", Handover(owner_id=self._id(who)))

    def end(self, at: int, by: str | Side, reason: str | None) -> None:
        plan = Rejection if by is Side.INTERVIEWEE else Cancellation
        self._plan(at, by, plan(reason=reason))

    @rule(doing=doings, later=some.sampled_from(SOONER_OR_LATER), versioned=some.booleans())
    def think_again(self, doing: Doing, later: timedelta, versioned: bool) -> None:
        self.do([doing])
        self.time_goes_by(later)
        self.take_back(versioned)

    @rule(versioned=some.booleans())
    def take_back(self, versioned: bool) -> None:
        """Let whoever did the last deed of all take it back."""
        number, by_id = self.witness.rows(LAST_DEED)[0]
        version = self.house.stored(number).version if versioned else None
        self._does_to(number, self.house.name(by_id), Undo(version=version))

    @rule(at=which, by=names, odd=some.lists(odd_ones, min_size=4, max_size=8))
    def try_what_is_refused(self, at: int, by: str, odd: list[str]) -> None:
        for each in odd:
            kept = self._kept(at)
            if kept is not None:
                plan, more = ODD[each](kept, self.house.clock.now())
                self._does_to(kept.id, self.called[by], plan, **more)

    @rule(
        who=names,
        quiet=some.sampled_from([(time(21), time(8)), (time(0), time(0)), (time(12), time(15))]),
        musts=some.booleans(),
        times=lead_times,
        room=some.sampled_from([None, "https://meet.example/room"]),
        channel=some.sampled_from([Channel.SLACK, Channel.SLACK, Channel.MAIL]),
    )
    def prefer(
        self, who: str, quiet: Any, musts: bool, times: Any, room: Any, channel: Channel
    ) -> None:
        prefers = Preferences(
            quiet_from=quiet[0], quiet_until=quiet[1], only_musts=musts, lead_times=times,
            room=room, channel=channel,
        )  # fmt: skip
        self.house.preferring.prefer(prefers, by=self.house.by(self.called[who]))

    @rule(who=some.sampled_from(["lee", "ana", "pat", "rita"]), gone=some.booleans())
    def leave_or_come_back(self, who: str, gone: bool) -> None:
        person = self.house.person(self.called[who])
        if person.slack_user_id is None:
            return
        profile = Profile(
            slack_user_id=person.slack_user_id, name=person.title, email=person.email,
            time_zone=person.time_zone, locale=person.locale, deactivated=gone,
        )  # fmt: skip
        members = self.slack.workspace.members
        members[profile.slack_user_id] = members[profile.slack_user_id].changed(deleted=gone)
        self.house.people.meet(1, profile)

    @rule(who=some.sampled_from(["ana", "bob", "mia", "pat", "sam", "zoe"]), by=names)
    def forget(self, who: str, by: str) -> None:
        """Forget somebody; in their place somebody new comes."""
        person = self.house.person(self.called[who])
        actor = self.house.by("sam" if by == who else self.called[by])
        try:
            self.house.forgetting.forget(person.id, by=actor)
        except Refused as refused:
            self._note("forget", refused.key)
            return
        self._note("forget", "done")
        self.witness.forgets([person.title])
        self.called[who] = self._somebody_new(who, in_slack=person.slack_user_id is not None)

    @rule(who=names, at=which, times=some.sampled_from([1, 1, 6]))
    def write(self, who: str, at: int, times: int) -> None:
        """Write to the bot what it does not understand; it goes to whom it concerns."""
        kept, by = self._kept(at), self.house.by(self.called[who])
        about = kept.id if kept and times > 1 else None
        for _ in range(times):
            self.written += 1
            text = f"Question {self.written}?"
            once = str(self.written)
            self._says("write", lambda text=text, once=once: self.house.passing_on.pass_on(
                text, by=by, once=once, interview_id=about,
            ))  # fmt: skip

    @rule(at=which, side=sides, by=names)
    def write_back(self, at: int, side: Side, by: str) -> None:
        kept = self._kept(at)
        if kept is not None:
            self.written += 1
            self._says("write_back", lambda: self.house.passing_on.answer(
                kept.id, kept.person(side).id, f"Answer {self.written}.",
                by=self.house.by(self.called[by]), once=str(self.written),
            ))  # fmt: skip

    @rule(clock=some.sampled_from([time(9), time(3)]), off=some.booleans())
    def set_up_a_digest(self, clock: time, off: bool) -> None:
        by = self.house.by("sam")
        if off:
            self.digests.drop("C1", by=by)
        else:
            self.digests.keep(self.digests.planned("C1", Days.WEEKDAYS, clock, by=by), by=by)

    @rule(who=names, trouble=some.sampled_from(TROUBLES))
    def have_trouble(self, who: str, trouble: tuple[str, str]) -> None:
        """Let Slack, or the mail server, not do the next that it is asked for somebody."""
        person, (method, what) = self.house.person(self.called[who]), trouble
        channel = f"D{(person.slack_user_id or '')[1:]}"
        self.slack.troubles.setdefault((channel, method), []).append(what)
        letter = Undelivered(what, certain=what != LOST, for_good=what == "refused")
        self.letters.troubles.setdefault(person.id, []).append(letter)

    @rule(by=some.sampled_from([20 * SECOND, 3 * MINUTE, HOUR, 7 * HOUR, DAY, 3 * DAY]))
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

    @invariant()
    def all_holds(self) -> None:
        self.sound = False  # nothing more is looked at once something was wrong
        self.witness.looks()
        self.sound = True

    # How it is done

    def _soon(self, later: timedelta) -> datetime:
        """Give the full hour after so long."""
        return (self.house.clock.now() + later + HOUR).replace(minute=0, second=0, microsecond=0)

    def _id(self, name: str) -> int:
        return int(self.house.person(self.called[name]).id)

    def _coming(self) -> list[int]:
        """Give the interviews that are on and not over, the next one first."""
        now = self.house.clock.now()
        with self.house.book.read() as pages:
            slots = pages.slots(1, now - DAY, now + 90 * DAY)
        on = [slot for slot in slots if slot.end_at > now]
        return [slot.interview_id for slot in sorted(on, key=lambda each: each.start_at)]

    def _kept(self, at: int) -> Kept | None:
        """Give an interview: mostly one that is to come, now and then any of the last ones."""
        found = self.kepts[-AT_ONCE:] if at >= AT_ONCE else self._coming()
        return self.house.stored(found[at % len(found)]) if found else None

    def _needs_cover(self, at: int) -> None:
        kept = self._kept(at)
        if kept is not None and not kept.needs_cover:
            self.cannot(at, "ill")

    def _booking(self, who: str, with_: str, start_at: datetime, **given: Any) -> Any:
        people = {"interviewee": self.called[who], "interviewer": self.called[with_]}
        return self.house.booking(start_at=start_at, location=None, **people, **given)

    def _book(
        self, who: str, with_: str, by: str, start_at: datetime, **given: Any
    ) -> Refused | None:
        plan = self._booking(who, with_, start_at, **given)
        try:
            after = self.house.do(plan, None, by).after
        except Refused as refused:
            self._note(Deed.BOOK, refused.key)
            return refused
        self._ticks()
        self._note(Deed.BOOK, "done")
        self.kepts.append(after.id)
        return None

    def _plan(self, at: int, by: str | Side, plan: Plan) -> None:
        kept = self._kept(at)
        if kept is not None:
            who = kept.person(by).title if isinstance(by, Side) else self.called.get(by, by)
            self._does_to(kept.id, who, plan)

    def _on_the_day(self, at: int, after: timedelta, by: str | Side, plan: Plan) -> None:
        coming = self._coming()
        if coming:
            kept = self.house.stored(coming[at % len(coming)])
            until = kept.interview.start_at + after
            self.time_goes_by(max(until - self.house.clock.now(), timedelta(0)))
            who = kept.person(by).title if isinstance(by, Side) else by
            self._does_to(kept.id, who, plan)

    def _does_to(self, number: int, by: str, plan: Plan, **more: Any) -> None:
        """Do a deed, if whoever does it is still known; what is refused leaves all as it was."""
        if by not in self.called.values():
            return
        self._ticks()
        before = self.house.stored(number)
        last = self.house.history(number)[-1] if isinstance(plan, Undo) else None
        try:
            after = self.house.do(plan, number, by, **more).after
        except Refused as refused:
            assert self.house.stored(number) == before
            self._note(plan.deed, refused.key)
            return
        self._ticks()
        self._note(plan.deed, "done" if after.version > before.version else "nothing to do")
        if last is not None and after.version > before.version:
            self._note(f"undo {last.deed}", "done")
            _is_as_it_was(last, before, after)

    def _ticks(self) -> None:
        """Let no two things happen at one instant."""
        self.house.clock.move_to(self.house.clock.now() + SECOND)

    def _says(self, what: str, act: Callable[[], Any]) -> None:
        try:
            self._note(what, "done" if act() else "nobody to hear it")
        except Refused as refused:
            self._note(what, refused.key)

    def _note(self, deed: str, came: str) -> None:
        self.chronicle[deed, came] += 1
        event(f"{deed}: {came}")

    def _somebody_new(self, who: str, *, in_slack: bool) -> str:
        name, people = f"{self.called[who]}x", self.house.people  # no digits: on no lock screen
        email, by = f"{name}@acme.example", self.house.by("sam")
        if in_slack:
            member = _member(name)
            self.slack.workspace.members[member.id] = member
            profile = Profile(slack_user_id=member.id, name=name, email=email,
                              time_zone=ZONES[who])  # fmt: skip
            person = people.meet(1, profile)
        else:
            person = people.introduce(Newcomer(name=name, email=email), by=by)
        people.open_applications(person, by=by)
        return name

    def _next_due(self) -> datetime | None:
        courier = self.house.courier
        due = (
            courier.next_due(), courier.next_to_run_out(), self.digests.next_due(),
            self.erasing.next_due(),
        )  # fmt: skip
        return min((each for each in due if each is not None), default=None)

    def _turn_to(self, moment: datetime) -> None:
        if moment > self.house.clock.now():
            self.house.clock.move_to(moment)
        self.house.courier.sweep()
        due = self.house.courier.next_due()
        assert due is None or due > self.house.clock.now(), "something due was not dealt with"
        see_to_all(self.erasing)
        for summary in self.digests.claim_due():
            today = self.house.clock.now().astimezone(ZoneInfo(summary.digest.time_zone)).date()
            assert (summary.digest.channel, today) not in self.told_channels
            self.told_channels.add((summary.digest.channel, today))
            assert all(kept.is_live for kept in summary.interviews)


def live(
    open_house: Callable[[], AbstractContextManager[Any]], *, runs: int, steps: int
) -> Counter[tuple[str, str]]:
    """Let so many companies live for so many steps each; give how often what was done or not."""
    chronicle: Counter[tuple[str, str]] = Counter()
    run_state_machine_as_test(
        lambda: Company(open_house, chronicle),
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],  # making fifty steps fewer takes minutes
        ),
    )
    return chronicle


def _member(name: str) -> Member:
    return Member(f"U_{name.upper()}", name, name, f"{name}@acme.example", None)


def _in_short(notice: Any) -> tuple[Any, ...]:
    return notice.person_id, notice.what, notice.loud, notice.due_at, notice.lead_time


def _is_as_it_was(undone: Any, before: Kept, after: Kept) -> None:
    """Compare with what was before the deed that is undone, to the letter.

    An application that was changed since, by another interview, stays as it is.
    """
    if undone.deed == Deed.BOOK:
        assert after.interview.status is Status.CANCELLED
        return
    of_application = application_facts(before.application)
    is_untouched = all(undone.after[name] == value for name, value in of_application.items())
    now, then = facts(after), undone.before
    left_out = {"version"} if is_untouched else {"version", *of_application}
    assert {name: now[name] for name in then.keys() - left_out} == {
        name: then[name] for name in then.keys() - left_out
    }
