"""What is left of an interview, its history and its notices when somebody is forgotten.

Taken out of every interview, as long as they were one of the two: the place, every reason that was
given, what was written to the bot, and how it was, where that was said of them; of any other what
they themselves gave as a reason or wrote, and their name. Left as they are: ids, times, kinds,
states and answers, on which the API's bodies and everybody else's calendar rest; and what an
interviewer who is forgotten said of others, since it is about those.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.interviews.model import HistoryEntry, Kept, Person, Side
from bot.interviews.notices import BY_MAIL, REDRAWS, Notice, Reason, State
from bot.interviews.planning.second_thoughts import SINCE, UNDOES
from bot.interviews.planning.several import NUMBERS, TOLD_WITH

Facts = dict[str, Any]

ANSWERS = ("interviewee_answer", "interviewer_answer")
BESIDE = (*ANSWERS, "reason", "cover", "feedback")  # of what is kept beside the API's body
# Of a notice's values, and of what it says it was before: what holds no words of anybody.
NO_WORDS = frozenset(
    {"by_id", "by", "was", "missed", "person_id", "what"}
    | {UNDOES, SINCE, REDRAWS, NUMBERS, TOLD_WITH}
)
WAS = frozenset({"start_at", "end_at", "kind", "amend_start_at", "amend_end_at", "amended_by"})


@dataclass(frozen=True)
class Gone:
    """Who is forgotten, their applications, and what they are called from then on."""

    person: Person
    called: str
    applications: frozenset[int]

    def side_in(self, facts: Facts) -> Side | None:
        """On which side they sit by these facts of an interview."""
        if facts.get("interviewee_id") in self.applications:
            return Side.INTERVIEWEE
        return Side.INTERVIEWER if facts.get("interviewer_id") == self.person.id else None


def scrubbed_facts(facts: Facts, gone: Gone) -> Facts:
    """Give an interview's facts, as the history keeps them, without what is somebody's own."""
    side = gone.side_in(facts)
    left = dict(facts)
    if side is not None:
        left |= {"location": None, "reason": None}
    if side is Side.INTERVIEWEE:
        left["feedback"] = None
    for name in ANSWERS:
        answer = facts.get(name)
        if answer and (side is not None or answer["by_id"] == gone.person.id):
            left[name] = answer | {"reason": None}
    if facts.get("cover"):
        left["cover"] = _cover(facts["cover"], gone)
    return left


def scrubbed(kept: Kept, facts: Facts, gone: Gone) -> Kept:
    """Give the interview, whose facts these are, in the same way."""
    left = scrubbed_facts(facts, gone)
    interview = kept.interview.but(location=left["location"])
    return kept.but(interview=interview, **{name: left[name] for name in BESIDE})


def scrubbed_entry(entry: HistoryEntry, gone: Gone) -> HistoryEntry:
    """Give a line of an interview's history in the same way."""
    before = scrubbed_facts(entry.before, gone) if entry.before else entry.before
    return entry.but(before=before, after=scrubbed_facts(entry.after, gone))


def scrubbed_notice(notice: Notice, gone: Gone, now: datetime, *, met: bool, over: bool) -> Notice:
    """Give a notice without their name; of when they `met`, by them and of them, without any words.

    What they were still to be told, they are not; nor is anybody of an interview that is `over`.
    """
    is_theirs = notice.person_id == gone.person.id
    met = met or named(notice, gone)
    left = notice.but(values=_values(notice.values, gone, met=met))
    if is_theirs or met:
        left = left.but(detail=None)
    if is_theirs and notice.channel != BY_MAIL:
        left = left.but(channel=None, ts=None)
    if (is_theirs or over) and notice.state is State.PLANNED:
        ended = {"state": State.REPLACED, "reason": Reason.NO_LONGER_CONCERNED}
        left = left.but(**ended, settled_at=now)
    return left


def named(notice: Notice, gone: Gone) -> bool:
    """Whether the message of a notice may have named them, whatever the interview."""
    return gone.person.id in {notice.values.get(name) for name in ("by_id", "person_id")}


def _values(values: Facts, gone: Gone, *, met: bool) -> Facts:
    left = {name: value for name, value in values.items() if name in NO_WORDS or not met}
    if left.get("by_id") == gone.person.id and "by" in left:
        left["by"] = gone.called
    if met and left.get("was"):
        left["was"] = {name: value for name, value in left["was"].items() if name in WAS}
    return left


def _cover(cover: Facts, gone: Gone) -> Facts:
    asked = cover.get("asked")
    return cover | {
        "asked": None if asked and asked["id"] == gone.person.id else asked,
        "refused": [
            each | {"title": gone.called} if each["id"] == gone.person.id else each
            for each in cover.get("refused", ())
        ],
    }
