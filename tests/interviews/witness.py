"""What must be true of a company at every step: a witness sees all that is told, and looks around.

What somebody is told is looked at while it is told, and what stands before everybody afterwards is
compared with the book: in Slack itself, as it was sent, not as it would be drawn now.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from slack_at_hand import SlackAtHand

from bot.interviews import tellings
from bot.interviews.account import Telling
from bot.interviews.attention import quiet_until
from bot.interviews.model import Kept, Person, Status
from bot.interviews.notices import (
    BY_MAIL,
    CONVERSATION,
    NO_NEWS,
    WATCHES,
    Card,
    Notice,
    Reason,
    State,
    What,
)
from bot.interviews.ports import Receipt, Undelivered
from bot.interviews.reminders import LeadTimes, occasions
from bot.interviews.undoing import UNDOES
from bot.slack.cards import Setting, living_card, told_card, words_for

GONE = {What.CANCELLED: Status.CANCELLED, What.REJECTED: Status.REJECTED}
NOT_OF_A_LIVE_ONE = {
    *GONE, *CONVERSATION, What.REPLACED_YOU, What.OFFER_OVER, What.UNTOLD, What.UNDONE,
    What.SEVERAL,
}  # fmt: skip
UNDER_WAY = {State.PLANNED, State.CLAIMED}
CHANGES_NO_CARD = WATCHES | CONVERSATION | {What.REMINDER, What.FEEDBACK, What.UNTOLD}
OUT_OF_REACH = {
    Reason.NO_CHANNEL, Reason.NO_CARD, Reason.REFUSED, Reason.TRIED_OFTEN, Reason.IN_DOUBT,
}  # fmt: skip
REPLANNED = {Reason.MOVED, Reason.REPLANNED, Reason.NO_LONGER_CONCERNED, Reason.NOT_LIVE}
SAYS = {"section", "actions"}  # what of a card is there until somebody does something
UNSAID = {"style", "block_id"}
PRESENT = """
    SELECT interviews.id, interviews.version, notices.id, notices.state, notices.attempt
    FROM interviews LEFT JOIN notices ON notices.interview_id = interviews.id
    ORDER BY interviews.id, notices.id
"""
CARDS = "SELECT person_id, channel, ts FROM cards WHERE interview_id = "
REMNANTS = "SELECT interview_id, person_id FROM remnants WHERE interview_id IS NOT NULL"


class Drawn(NamedTuple):
    """When a card was drawn last."""

    at: datetime
    notice_id: int


class Witness:
    """Watches a house; `wrong` is what was seen while something was told."""

    said: set[tuple[What, State, Reason | None]] = set()  # noqa: RUF012 - for all companies: once

    def __init__(self, house: Any, slack: SlackAtHand, setting: Setting) -> None:
        self.wrong: list[str] = []
        self.refused: list[tuple[Notice, Kept]] = []  # for good, and whose recruiter is to know
        self.gone: list[re.Pattern[str]] = []  # who was forgotten
        self._house = house
        self._slack = slack
        self._setting = setting
        self._drawn: dict[tuple[int, int], Drawn] = {}
        self._heard: set[tuple[int, int, int]] = set()  # of which version of an interview
        self._reminded: Counter[tuple[Any, ...]] = Counter()
        self._looked_at: dict[int, Any] = {}

    def sees(self, notice: Notice, kept: Kept, person: Person) -> None:
        """Look at what somebody is told, as it is told."""
        now = self._house.clock.now()
        self._heard.add((kept.id, person.id, kept.version))
        if notice.what not in CONVERSATION:
            self._drawn[kept.id, person.id] = Drawn(now, notice.id)
        if notice.loud:
            said = f"#{kept.id} {notice.what.value} to {person.title}"
            self.wrong += [f"{said}: {why}" for why in self._untrue(notice, kept, person, now)]

    def fails(self, notice: Notice, kept: Kept, person: Person, why: Undelivered) -> None:
        """Note that somebody could not be told."""
        owner = kept.owner
        is_to_hear = owner is not None and owner.active and owner.id != person.id
        if why.for_good and why.reason is Reason.REFUSED and notice.loud and is_to_hear:
            self.refused.append((notice, kept))

    def looks(self) -> None:
        """Look at every interview of which anything is different since it was looked at last."""
        assert self.wrong == [], self.wrong
        twice = [key for key, times in self._reminded.items() if times > 1]
        assert twice == [], twice
        for number, present in self._present().items():
            if self._looked_at.get(number) != present:
                self._looks_at(number)
                self._looked_at[number] = present
        self._untold_is_told()

    def forgets(self, names: list[str]) -> None:
        """See that nothing is left of somebody: in the book now, in Slack once that is seen to."""
        named = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
        assert not named.search(str(self._house.everything())), f"{names} stand in the book"
        self.gone.append(named)

    def nothing_is_left_in_slack(self) -> None:
        """See that nobody who was forgotten is named anywhere any more."""
        for place, shown in self._slack.shown():
            named = [name.pattern for name in self.gone if name.search(shown)]
            assert not named, f"{named} in {place}: {shown}"

    # What is told

    def _untrue(self, notice: Notice, kept: Kept, person: Person, now: datetime) -> Iterator[str]:
        """Give what is wrong with telling somebody this now."""
        if self._house.stored(kept.id).version != kept.version:
            yield "not as it is stored"
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
        undone = notice.values.get(UNDOES)
        if undone is not None and (kept.id, person.id, undone) not in self._heard:
            yield "they never heard of what is taken back"
        yield from self._out_of_time(notice, kept, person, now)

    def _out_of_time(
        self, notice: Notice, kept: Kept, person: Person, now: datetime
    ) -> Iterator[str]:
        start_at = kept.interview.start_at
        is_ahead = notice.what is What.REMINDER or notice.what in WATCHES
        if is_ahead and (now >= start_at or notice.start_at != start_at):
            yield "that start is over, or is none"
        night = quiet_until(person, now)
        if notice.what is What.FEEDBACK and night:
            yield "they are asleep"
        if notice.what is not What.REMINDER or notice.is_asked_for:
            return
        side = kept.side_of(person.id)
        if side is None:
            yield "they have no part in it"
            return
        self._reminded[kept.id, person.id, start_at, notice.lead_time] += 1
        [planned] = [each for each in self._house.notices(kept) if each.id == notice.id]
        times = LeadTimes().of(side, kept)
        is_last = notice.lead_time == min(times)
        if planned.what is What.REMINDER and night and night < start_at and not is_last:
            yield f"they are asleep until {night}, and another of {times} comes"

    # What is there afterwards

    def _present(self) -> dict[int, Any]:
        """Give, of each interview, its version and what has become of its notices."""
        found: dict[int, Any] = defaultdict(list)
        for number, *present in self.rows(PRESENT):
            found[number].append(present)
        return found

    def _looks_at(self, number: int) -> None:
        kept, notices = self._house.stored(number), self._house.notices(number)
        self._is_explained(kept, notices)
        self._is_planned(kept, notices)
        self._is_posted(kept, notices)
        redrawn = {*self.rows(REMNANTS)}
        for person_id, channel, ts in self.rows(f"{CARDS}{number}"):
            theirs = [each for each in notices if each.person_id == person_id]
            if channel != BY_MAIL and (number, person_id) not in redrawn:
                self._is_shown(kept, person_id, (channel, ts), theirs)

    def _is_explained(self, kept: Kept, notices: list[Notice]) -> None:
        """See that `why` has a line for every notice, with a reason where it is not told."""
        told = self._house.interviews.account.why(kept.id, by=self._house.by("sam"))
        tells = {each.id for each in notices if each.what is not What.SETTLED}
        assert {each.notice.id for each in told} == tells
        for each in told:
            assert each.is_to_come or each.notice.state is State.SENT or each.why_not, each
        new = [each for each in told if _of_its_kind(each) not in self.said]
        if new:  # there are words for it
            told_card(new, kept, words_for(kept.interviewee_person, self._setting))
            self.said.update(map(_of_its_kind, new))

    def _is_planned(self, kept: Kept, notices: list[Notice]) -> None:
        """See that every reminder that is to come is there, at its time, or ended with a reason."""
        now = self._house.clock.now()
        counts = defaultdict(list)
        for each in notices:
            if each.what is What.REMINDER and each.reason not in REPLANNED:
                counts[each.person_id, each.lead_time, each.start_at].append(each)
        for due in occasions(kept, LeadTimes(), now):
            found = counts[due.person_id, due.lead_time, due.start_at]
            if due.due_at > now and not due.held_back:
                assert found, f"nobody is to be reminded of #{kept.id}: {due}"
                late = [each for each in found if each.state is State.PLANNED and not each.attempt]
                assert all(each.due_at == due.due_at for each in late), (due, late)

    def _is_posted(self, kept: Kept, notices: list[Notice]) -> None:
        """See that what is said to be sent stands in Slack, and earlier cards point to the last."""
        cards = {(person_id, ts) for person_id, _, ts in self.rows(f"{CARDS}{kept.id}")}
        mailed = {each.person_id for each in notices if each.channel == BY_MAIL}
        for each in notices:
            if not (each.loud and each.ts and each.state is State.SENT) or each.channel == BY_MAIL:
                continue
            place = (each.channel, each.ts)
            message = self._slack.message(*place)
            assert message is not None, f"{each} stands nowhere"
            is_card = not each.becomes_the_card or (each.person_id, each.ts) in cards
            if not (is_card or each.person_id in mailed or place in self._slack.unedited):
                shown = [block["type"] for block in message.blocks]
                assert shown == ["context"], f"an earlier card of #{kept.id} is {shown}: {each}"

    def _is_shown(
        self, kept: Kept, person_id: int, place: tuple[str, str], theirs: list[Notice]
    ) -> None:
        """See that a card in Slack says how things stand, if all there was to tell was told."""
        message, reader = self._slack.message(*place), self._person(person_id)
        drawn = self._drawn[kept.id, person_id]
        now = self._house.clock.now()
        concerned = {kept.asked_id, *(each.id for each in tellings.concerned(kept).values())}
        is_followed = person_id in concerned or not reader.is_recruiter
        is_reached = reader.active and reader.slack_user_id is not None
        if not (is_reached and is_followed) or any(_is_missed(each, drawn, now) for each in theirs):
            return
        assert message is not None, f"{reader.title} has no card of #{kept.id}"
        words = words_for(reader, self._setting)
        stands = _says(living_card(kept, reader, words, now, self._setting).blocks)
        shown = _says(message.blocks)
        differ = {*shown[-len(stands) :]} ^ {*stands}
        assert not differ, f"{reader.title} sees #{kept.id} as it was: {differ}, {theirs}"

    def _untold_is_told(self) -> None:
        """See that the recruiter was to hear of whoever could not be told, and once."""
        for notice, kept in self.refused:
            notices = self._house.notices(kept.id)
            [failed] = [each for each in notices if each.id == notice.id]
            untold = [
                each
                for each in notices
                if each.what is What.UNTOLD and each.about == notice.person_id
            ]
            if failed.state is State.FAILED and notice.what is not What.UNTOLD:
                assert failed.reason is Reason.REFUSED, failed
                of_this = [each for each in untold if each.version == kept.version]
                assert len(of_this) == 1, (failed, untold)
        self.refused.clear()

    def _person(self, person_id: int) -> Person:
        with self._house.book.read() as pages:
            person = pages.person(1, person_id)
        assert person is not None
        return person

    def rows(self, statement: str) -> list[Any]:
        with self._house.book.read() as pages:
            return [tuple(row) for row in pages._connection.exec_driver_sql(statement)]


class Watched:
    """A post that lets a witness see all that it delivers, and what it could not."""

    def __init__(self, post: Any, slack: SlackAtHand, witness: Witness) -> None:
        self._post = post
        self._slack = slack
        self._witness = witness

    def __getattr__(self, name: str) -> Any:
        return getattr(self._post, name)

    def deliver(self, notice: Notice, kept: Kept, person: Person, card: Card | None) -> Receipt:
        try:
            receipt: Receipt = self._post.deliver(notice, kept, person, card)
        except Undelivered as undelivered:
            if notice.loud and notice.key in self._slack.keys(person):
                self._witness.sees(notice, kept, person)  # it arrived, and the reply was lost
            self._witness.fails(notice, kept, person, undelivered)
            raise
        self._witness.sees(notice, kept, person)
        return receipt


def _of_its_kind(telling: Telling) -> tuple[What, State, Reason | None]:
    return telling.notice.what, telling.notice.state, telling.why_not


def _is_missed(notice: Notice, drawn: Drawn, now: datetime) -> bool:
    """Whether something that changes the card was not told since it was drawn."""
    if notice.reason in OUT_OF_REACH:
        return notice.settled_at is not None and notice.settled_at >= drawn.at
    if notice.state is State.CLAIMED:
        return True
    is_due = notice.what not in NO_NEWS or notice.due_at <= now or notice.attempt > 0
    return notice.state is State.PLANNED and notice.what not in CHANGES_NO_CARD and is_due


def _says(blocks: list[dict[str, Any]]) -> list[str]:
    """Give what blocks say, but for which button stands out, which nobody redraws."""
    return [json.dumps(_plain(each), sort_keys=True) for each in blocks if each["type"] in SAYS]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items() if name not in UNSAID}
    return [_plain(each) for each in value] if isinstance(value, list) else value
