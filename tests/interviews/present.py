"""What stands before everybody after a step, and must agree with the book.

It is looked at in Slack itself, as it was sent, and not as it would be drawn now.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime
from typing import Any, NamedTuple

from slack_at_hand import SlackAtHand

from bot.interviews.account import Telling
from bot.interviews.model import Kept, Person
from bot.interviews.notices import (
    BY_MAIL,
    CONVERSATION,
    NO_NEWS,
    WATCHES,
    Notice,
    Reason,
    State,
    What,
)
from bot.interviews.planning import tellings
from bot.interviews.planning.reminders import LeadTimes, occasions
from bot.slack.cards import Setting, living_card, told_card, words_for

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


class Present:
    """What stands in a house and in its Slack now. `drawn`: when whose card was drawn last."""

    said: set[tuple[What, State, Reason | None]] = set()  # noqa: RUF012 - for all companies: once

    def __init__(
        self,
        house: Any,
        slack: SlackAtHand,
        setting: Setting,
        drawn: dict[tuple[int, int], Drawn],
    ) -> None:
        self._house = house
        self._slack = slack
        self._setting = setting
        self._drawn = drawn

    def by_number(self) -> dict[int, Any]:
        """Give, of each interview, its version and what has become of its notices."""
        found: dict[int, Any] = defaultdict(list)
        for number, *present in self.rows(PRESENT):
            found[number].append(present)
        return found

    def look_at(self, number: int) -> None:
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
            if message is None and _names_somebody_forgotten(kept):
                assert place in self._slack.unedited, f"{each} was deleted without need"
                continue  # it could not be rewritten without the name
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

    def _person(self, person_id: int) -> Person:
        with self._house.book.read() as pages:
            person = pages.person(1, person_id)
        assert person is not None
        return person

    def rows(self, statement: str) -> list[Any]:
        with self._house.book.read() as pages:
            return [tuple(row) for row in pages._connection.exec_driver_sql(statement)]


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


def _names_somebody_forgotten(kept: Kept) -> bool:
    return kept.interviewee_person.is_forgotten or kept.interviewer_person.is_forgotten
