"""What must be true of a company at every step: a witness sees all that is told, and looks around.

What somebody is told is looked at while it is told; what stands before everybody afterwards is
compared with the book (`present.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from present import Drawn, Present
from slack_at_hand import SlackAtHand

from bot.interviews.model import Kept, Person, Status
from bot.interviews.notices import CONVERSATION, WATCHES, Card, Notice, Reason, State, What
from bot.interviews.people.attention import quiet_until
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.planning.second_thoughts import UNDOES
from bot.interviews.ports.post import Receipt, Undelivered
from bot.slack.cards import Setting

GONE = {What.CANCELLED: Status.CANCELLED, What.REJECTED: Status.REJECTED}
NOT_OF_A_LIVE_ONE = {
    *GONE, *CONVERSATION, What.REPLACED_YOU, What.OFFER_OVER, What.UNTOLD, What.UNDONE,
    What.SEVERAL,
}  # fmt: skip

CAN_WAIT = {What.UNANSWERED, What.NO_LINK, What.UNTOLD}  # until the recruiter's morning
HOUR = timedelta(hours=1)


class Witness:
    """Watches a house; `wrong` is what was seen while something was told."""

    def __init__(self, house: Any, slack: SlackAtHand, setting: Setting) -> None:
        self.wrong: list[str] = []
        self.refused: list[tuple[Notice, Kept]] = []  # for good, and whose recruiter is to know
        self.gone: list[re.Pattern[str]] = []  # who was forgotten
        self._house = house
        self._slack = slack
        self._drawn: dict[tuple[int, int], Drawn] = {}
        self._heard: set[tuple[int, int, int]] = set()  # of which version of an interview
        self._reminded: Counter[tuple[Any, ...]] = Counter()
        self._looked_at: dict[int, Any] = {}
        self._present = Present(house, slack, setting, self._drawn)

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
        for number, present in self._present.by_number().items():
            if self._looked_at.get(number) != present:
                self._present.look_at(number)
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
        stands_alone = notice.what is What.OFFERED  # they are asked, whatever came in between
        if undone is not None and not (stands_alone or self._may_have_heard(kept, person, undone)):
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
        if night and night < start_at and _can_wait_for_a_recruiter(notice, kept, person):
            yield f"they are asleep until {night}, and run it"
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

    def _may_have_heard(self, kept: Kept, person: Person, version: int) -> bool:
        """Whether they were told of it, or may have been: nobody could look."""
        return (kept.id, person.id, version) in self._heard or any(
            (each.person_id, each.version, each.state) == (person.id, version, State.UNKNOWN)
            for each in self._house.notices(kept)
        )

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


def _can_wait_for_a_recruiter(notice: Notice, kept: Kept, person: Person) -> bool:
    if kept.owner is None or kept.owner.id != person.id:
        return False
    if notice.what is What.DECLINED:
        return kept.side_of(person.id) is None
    return notice.what in CAN_WAIT and notice.lead_time != HOUR


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
