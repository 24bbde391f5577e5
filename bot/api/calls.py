"""Everything that can be called: one row for each call, and what it does.

A call for staff is about the interviews of the workspace that the caller may see; one under
`/users/` only about the caller's own applications. Who may do what is the rules' business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.api.answers import CALENDAR, NOT_MODIFIED, Answer, as_json, body_of, tag_of
from bot.api.asked import Asked
from bot.api.body import fields_if_any, fields_of
from bot.api.fields import DIGITS, LARGEST, read, search
from bot.interviews.model import Actor, Bearer, Door, Kept, Person, Side, Token
from bot.interviews.plans import (
    Acceptance,
    Booking,
    Cancellation,
    Declining,
    InterviewChange,
    Plan,
    Proposal,
    Rejection,
)
from bot.interviews.refusals import Refusal, Refused
from bot.interviews.service import AsSeen, Interviews
from bot.interviews.tokens import NotLetIn, Tokens
from bot.words import Words

OK = 200
BASE = "/api/v1"
STAFF, APPLICANT = Side.INTERVIEWER, Side.INTERVIEWEE

NEEDED = ("kind", "start_at", "end_at", "interviewee_id", "interviewer_id")
SIX = (*NEEDED, "location")
TIMES = ("amend_start_at", "amend_end_at")


@dataclass(frozen=True)
class Desk:
    """What the calls need: the rules, the house clock, and how to speak to whom."""

    interviews: Interviews
    tokens: Tokens
    now: Callable[[], datetime]
    default_zone: ZoneInfo
    company: Callable[[], str | None]
    calendar_name: Callable[[], str]

    def words(self, person: Person | None = None) -> Words:
        """Give the words for a caller; who they are may not be known yet."""
        if person is None:
            return Words(None, self.default_zone)
        return Words.of(person, self.default_zone)


@dataclass(frozen=True)
class Caller:
    """Who calls, by which token, where, and what they ask."""

    desk: Desk
    token: Token
    side: Side
    asked: Asked

    @property
    def by(self) -> Bearer:
        """Who acts, on the side that the call is for; the rules look up who it is."""
        return Bearer(token=self.token, door=Door.API, acts_as=self.side)

    @cached_property
    def person(self) -> Person:
        """Who it is; NotLetIn. A question of its own to the book, which few calls need."""
        person = self.desk.tokens.holder(self.token)
        if person is None:
            raise NotLetIn
        return person

    @property
    def actor(self) -> Actor:
        """The same, with who it is looked up already."""
        return Actor(person=self.person, door=Door.API, acts_as=self.side)

    def interview_id(self) -> int:
        """Give the path's id; what cannot be one is of no interview (Refused)."""
        given = self.asked.path["id"]
        if not DIGITS.fullmatch(given) or int(given) > LARGEST:
            raise Refused(Refusal.NO_SUCH_INTERVIEW)
        return int(given)

    def as_seen(self) -> AsSeen | None:
        """Give the condition of If-Match; None when there is none."""
        if self.asked.header("if-match") is None:
            return None
        return lambda interview: self.asked.has("if-match", tag_of(body_of(interview)))


@dataclass(frozen=True)
class Call:
    """One call. `reads` and `needs` are fields of its body, `about` is its line in the document."""

    name: str
    method: str
    path: str
    side: Side
    does: Callable[[Caller], Answer]
    about: str
    reads: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    lists: bool = False

    @property
    def needs_a_body(self) -> bool:
        """Whether it cannot be called without one."""
        return self.method in {"PATCH", "PUT"} or bool(self.needs)


def create(caller: Caller) -> Answer:
    """Book an interview."""
    plan = Booking(**read(fields_of(caller.asked), (*SIX, "force"), NEEDED))
    return _shown(caller.desk.interviews.do(plan, by=caller.by).after)


def update(caller: Caller) -> Answer:
    """Change what is given; what is absent keeps its value."""
    return _do(caller, InterviewChange(**read(fields_of(caller.asked), (*SIX, "force"))))


def amend(caller: Caller) -> Answer:
    """Propose another time, for the side that the call is for."""
    values = read(fields_of(caller.asked), (*TIMES, "force"), TIMES)
    return _do(caller, Proposal(side=caller.side, **values))


def accept(caller: Caller) -> Answer:
    """Say yes."""
    return _do(caller, Acceptance(**read(fields_if_any(caller.asked), ("force",))))


def decline(caller: Caller) -> Answer:
    """Turn a proposal down, or take it back."""
    fields_if_any(caller.asked)
    return _do(caller, Declining())


def cancel(caller: Caller) -> Answer:
    """Call it off."""
    return _do(caller, Cancellation(**read(fields_if_any(caller.asked), ("reason",))))


def reject(caller: Caller) -> Answer:
    """Withdraw the application."""
    return _do(caller, Rejection(**read(fields_if_any(caller.asked), ("reason",))))


def show(caller: Caller) -> Answer:
    """Show one interview, unless the caller has it already."""
    kept = caller.desk.interviews.get(caller.interview_id(), by=caller.by)
    return _unless_known(caller, _shown(kept))


def listed(caller: Caller) -> Answer:
    """Show a page of interviews."""
    wanted = search(caller.asked.query)
    page = caller.desk.interviews.search(wanted, by=caller.by)
    body = as_json({"interviews": [kept.interview.model_dump() for kept in page.interviews]})
    more = (("per-page", str(wanted.per_page)), ("total", str(page.total)))
    return _unless_known(caller, Answer(OK, body, more=more))


def calendar(caller: Caller) -> Answer:
    """Give the calendar file of an interview.

    It says when it was made, so no two have the same tag, and none is answered by 304.
    """
    from bot.words.calendar import calendar_file  # noqa: PLC0415 - its library is not wanted else

    desk = caller.desk
    kept = desk.interviews.get(caller.interview_id(), by=caller.by)
    words = desk.words(caller.person)
    name = desk.calendar_name()
    file = calendar_file(kept, words, desk.company(), desk.now(), calendar_name=name)
    return Answer(OK, file, CALENDAR)


def _do(caller: Caller, plan: Plan) -> Answer:
    done = caller.desk.interviews.do(
        plan, by=caller.by, interview_id=caller.interview_id(), as_seen=caller.as_seen()
    )
    return _shown(done.after)


def _shown(kept: Kept) -> Answer:
    return Answer(OK, body_of(kept.interview))


def _unless_known(caller: Caller, answer: Answer) -> Answer:
    tag = tag_of(answer.body)
    if caller.asked.header("if-none-match") and caller.asked.has("if-none-match", tag):
        return Answer(NOT_MODIFIED, b"", more=answer.more, tag=tag)
    return answer


def _calls() -> tuple[Call, ...]:
    all_, one = f"{BASE}/interviews", f"{BASE}/interviews/{{id}}"
    mine, my_one = f"{BASE}/users/interviews", f"{BASE}/users/interviews/{{id}}"
    optional = (*SIX, "force")
    return (
        Call("list", "GET", all_, STAFF, listed, "List interviews", lists=True),
        Call("create", "POST", all_, STAFF, create, "Book an interview", optional, NEEDED),
        Call("show", "GET", one, STAFF, show, "Show an interview"),
        Call("update", "PATCH", one, STAFF, update, "Change an interview", optional),
        Call("replace", "PUT", one, STAFF, update, "Change an interview", optional),
        Call("calendar", "GET", f"{one}.ics", STAFF, calendar, "Give its calendar file"),
        Call("amend", "POST", f"{one}/amend", STAFF, amend, "Propose another time",
             (*TIMES, "force"), TIMES),
        Call("accept", "POST", f"{one}/accept", STAFF, accept, "Say yes", ("force",)),
        Call("decline", "POST", f"{one}/decline", STAFF, decline, "Turn a proposal down"),
        Call("cancel", "POST", f"{one}/cancel", STAFF, cancel, "Call it off", ("reason",)),
        Call("listMine", "GET", mine, APPLICANT, listed, "List one's own interviews", lists=True),
        Call("showMine", "GET", my_one, APPLICANT, show, "Show one's own interview"),
        Call("amendMine", "POST", f"{my_one}/amend", APPLICANT, amend, "Propose another time",
             TIMES, TIMES),
        Call("acceptMine", "POST", f"{my_one}/accept", APPLICANT, accept, "Say yes"),
        Call("declineMine", "POST", f"{my_one}/decline", APPLICANT, decline,
             "Turn a proposal down"),
        Call("rejectMine", "POST", f"{my_one}/reject", APPLICANT, reject,
             "Withdraw the application", ("reason",)),
    )  # fmt: skip


CALLS = _calls()
