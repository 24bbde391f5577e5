"""Every deed and every refusal through every door: the same row, the same words.

The rows stand in `doors/deeds.toml` and `doors/refusals.toml`: how it is brought about, what is
done at each door, and what is shown. A deed or a refusal without a line for each door fails; so
would a new door without its column. `doors/as_well.toml` has more rows of the same form, where
several rules refuse with the same words.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.interviews.changes import facts
from bot.interviews.doing.transitions import TABLE, Becomes, next_status
from bot.interviews.model import Actor, Door, Kept, Role, Side, Status
from bot.interviews.plans import (
    Acceptance,
    Booking,
    Cancellation,
    Cannot,
    Declining,
    Deed,
    Plan,
    Proposal,
    Rejection,
)
from bot.interviews.refusals import Refusal

Table = Mapping[str, Mapping[str, Any]]

ROWS = Path(__file__).parent / "doors"
DOORS = ("command", "form", "button", "http")
DEEDS: Table = tomllib.loads((ROWS / "deeds.toml").read_text(encoding="utf-8"))
REFUSALS: Table = tomllib.loads((ROWS / "refusals.toml").read_text(encoding="utf-8"))
AS_WELL: Table = tomllib.loads((ROWS / "as_well.toml").read_text(encoding="utf-8"))
TOO_LONG = {"{long}": "x" * 2_001, "{name}": "x" * 201}
START, LATER = datetime(2026, 11, 27, 14, tzinfo=UTC), datetime(2026, 11, 28, 10, tzinfo=UTC)
LENGTH = timedelta(minutes=45)
NAMED = re.compile(r"\{(?P<applies>application of )?(?P<who>sam|pat|lee|ana|bob)\}")
BROUGHT_ABOUT: Mapping[Status, tuple[str, Plan]] = {
    Status.SCHEDULED: ("sam", Acceptance(side=Side.INTERVIEWER)),
    Status.AMENDED: ("sam", Proposal(amend_start_at=LATER, amend_end_at=LATER + LENGTH)),
    Status.CANCELLED: ("sam", Cancellation()),
    Status.REJECTED: ("ana", Rejection()),
}
# The words that somebody types who is asked to stand in; who is not asked says something else.
SAYS = {Deed.TAKE: Deed.ACCEPT, Deed.LEAVE: Deed.DECLINE}
ON_THE_DAY = {Deed.LATE, Deed.ATTEND, Deed.FEEDBACK}
BY_HISTORY = {Deed.BOOK, Deed.UNDO}  # what they make does not follow from the status before
BY_ITSELF = {"version", "interviewee_updated_at", "reminded_at"}  # with every deed that needs it


class Play:
    """People doing what the lines say: "ana types: 1 accept", "ana presses: I'll be there"."""

    def __init__(self, acme: Any, interview_id: int = 1) -> None:
        self.acme = acme
        self.interview_id = interview_id
        self.kept: dict[str, Any] = {}
        self.tag = ""  # of what somebody looked at over HTTP
        self.answer = ""  # what a form, or what no window would send, was answered
        self.verbs: dict[str, Callable[[Any, str], object]] = {
            "types": lambda who, text: who.types(f"/interview {text}"),
            "writes": lambda who, text: who.types(text),  # in the direct message
            "writes below kept": lambda who, text: who.types(
                text, thread_ts=self.kept[who.id]["ts"]
            ),
            "sends": lambda who, text: self._hears(acme.wire.types(who, text)),
            "presses": lambda who, label: who.presses(label),
            "keeps the message": lambda who, _: self.kept.update({who.id: who.messages()[-1]}),
            "presses kept": lambda who, label: who.presses(label, in_=self.kept[who.id]),
            "chooses": lambda who, field: who.chooses(*field.split(" = ", 1)),
            "submits": self._submits,
            "closes": lambda who, _: who.closes(),
            "leaves": lambda who, _: acme.driver.changes_member(who.id, deleted=True),
            "waits until": lambda _, moment: acme.turn_clock(to=moment),
            "erases": lambda _, __: acme.erase(),
            "is known": lambda who, _: acme.person(who),
            "looks at": self._looks_at,
            "calls": self._calls,
            "calls as seen": lambda who, call: self._calls(who, call, {"if-match": self.tag}),
        }

    def does(self, step: str) -> Any:
        """Do one step, once everybody has heard of the last one; say who did it."""
        self.acme.settle()
        for word, meant in {"{id}": str(self.interview_id), **TOO_LONG}.items():
            step = step.replace(word, meant)
        step = NAMED.sub(self._id_of, step)
        name, _, rest = step.partition(" ")
        verb, _, what = rest.partition(": ")
        who = getattr(self.acme, name)
        if verb.endswith("'s"):
            self._forges(who, *verb.removesuffix("'s").split(), what)
        elif verb == "submits with":
            self._hears(self.acme.wire.submits(who, who, **entered(what)))
        else:
            self.verbs[verb](who, what)
        return who

    def _id_of(self, named: re.Match[str]) -> str:
        """Give somebody's id as the API knows it, or that of their application."""
        person = self.acme.person(getattr(self.acme, named["who"]))
        if named["applies"]:
            by = Actor(person=self.acme.person(self.acme.sam), door=Door.CLOCK)
            return str(self.acme.house.people.open_applications(person, by=by)[0].id)
        return str(person.id)

    def _looks_at(self, who: Any, path: str) -> None:
        self.tag = self.acme.calls(who, "GET", path).headers["etag"]

    def _calls(self, who: Any, call: str, headers: Mapping[str, str] | None = None) -> None:
        method, path, *body = call.split(" ", 2)
        sent = f'{{"interview": {body[0]}}}' if body else ""
        self.answer = self.acme.calls(who, method, path, sent, headers).text

    def _submits(self, who: Any, _: str) -> None:
        errors = who.submits()
        self.answer = "\n".join(errors.values()) if errors else who.view()

    def _forges(self, who: Any, verb: str, owner: str, label: str) -> None:
        of, wire = getattr(self.acme, owner), self.acme.wire
        self._hears(wire.submits(who, of) if verb == "submits" else wire.presses(who, label, of))

    def _hears(self, response: httpx.Response) -> None:
        self.answer = str(response.json()) if response.text else ""


class Rules:
    """The rules themselves, to bring an interview into a status by no door at all."""

    def __init__(self, acme: Any) -> None:
        self._house = acme.house
        self._turn_clock = acme.turn_clock
        self._people = {name: getattr(acme, name).id for name in ("sam", "ana", "pat", "lee")}

    def person(self, name: str) -> Any:
        return self._house.people.known(self._house.workspace_id, self._people[name])

    def do(self, name: str, plan: Plan, interview_id: int | None = None) -> Kept:
        by = Actor(person=self.person(name), door=Door.CLOCK)
        after: Kept = self._house.interviews.do(plan, by=by, interview_id=interview_id).after
        return after

    def book(self, deed: Deed) -> int:
        """Book an interview; what is done on the day, is done in an hour."""
        soon = self._house.clock.now() + timedelta(hours=1)
        start_at = soon if deed in ON_THE_DAY else START
        return self.do(
            "sam",
            Booking(
                kind="video_call",
                start_at=start_at,
                end_at=start_at + LENGTH,
                interviewee_id=1,
                interviewer_id=self.person("pat").id,
            ),
        ).id

    def bring_about(self, interview_id: int, status: Status, now: Status) -> None:
        """Bring a live interview from the status that it has now into another one."""
        if now is Status.AMENDED and status in {Status.PENDING, Status.SCHEDULED}:
            self.do("sam", Declining(), interview_id)
        if status is not now and status in BROUGHT_ABOUT:
            self.do(*BROUGHT_ABOUT[status], interview_id)

    def prepare(self, deed: Deed, interview_id: int) -> None:
        """Let it begin; or let Pat say that he can't make it, and Lee be asked, or to be chosen."""
        if deed in ON_THE_DAY:
            self._turn_clock(by=timedelta(hours=1).total_seconds())
        lee = self.person("lee")
        if deed is Deed.ASK:
            self._save(lee.but(role=Role.DRIVER))
        if deed in {Deed.ASK, Deed.TAKE, Deed.LEAVE}:
            self.do("pat", Cannot(), interview_id)
            self._save(lee)

    def _save(self, person: Any) -> None:
        with self._house.book.write() as pages:
            pages.save_person(person)


def entered(what: str) -> dict[str, dict[str, Any]]:
    """Read "location = Room 2" as what Slack says of that field."""
    field, _, value = what.partition(" = ")
    option = {"text": {"type": "plain_text", "text": "Somebody"}, "value": value}
    chosen = field in {"interviewee_id", "interviewer_id"}
    return {field: {"selected_option": option} if chosen else {"value": value}}


def stored(kept: Kept) -> dict[str, Any]:
    """Give every stored value of an interview in plain words: people by their first name."""
    row = {field: value for field, value in facts(kept).items() if field not in BY_ITSELF}
    for field, person in (
        ("interviewee", kept.interviewee_person),
        ("interviewer", kept.interviewer_person),
        ("owner", kept.owner),
    ):
        row[field] = person.first_name if person else None
        del row[f"{field}_id"]
        answer = row.get(f"{field}_answer")
        if answer:
            reason = f": {answer['reason']}" if answer["reason"] else ""
            row[f"{field}_answer"] = f"{answer['says']}{reason}"
    row["cover"] = _asked(kept)
    if kept.lead_times == ():
        row["lead_times"] = "never"
    if kept.late:
        row["late"] = f"{kept.late.side}: {kept.late.minutes}"
    if kept.feedback:
        row["feedback"] = f"{kept.feedback.recommendation}: {kept.feedback.notes}"
    return {field: value or "" for field, value in row.items()}


def _asked(kept: Kept) -> str:
    if kept.cover is None:
        return ""
    said = [f"asked {kept.cover.asked.first_name}"] if kept.cover.asked else []
    said += [f"refused {each.first_name}" for each in kept.cover.refused]
    return ", ".join(said) or "nobody"


def cells(table: Table, *, quick: tuple[str, ...] = DOORS) -> list[Any]:
    """Give each row with each of its doors that has a way; other doors than `quick` are slow."""
    return [
        pytest.param(
            key,
            door,
            id=f"{key}-{door}",
            marks=() if door in quick and not row.get("slow") else pytest.mark.slow,
        )
        for key, row in table.items()
        for door in DOORS
        if isinstance(row.get(door), list)
    ]


@pytest.mark.parametrize(("table", "members"), [(DEEDS, Deed), (REFUSALS, Refusal)])
def test_every_deed_and_every_refusal_has_its_line_for_each_door(
    table: Table, members: type[Deed] | type[Refusal]
) -> None:
    assert list(table) == [member.value for member in members]
    for key, row in table.items():
        for door in DOORS:
            way = row[door]
            assert way, f"{key} through {door}: the way, or the reason why there is none"
            assert isinstance(way, str | list)
        assert any(isinstance(row[door], list) for door in DOORS), f"{key} is out of reach"


@pytest.mark.parametrize(("deed", "door"), cells(DEEDS))
def test_a_deed_stores_and_says_the_same_through_every_door(
    acme: Any, deed: str, door: str
) -> None:
    row, play = DEEDS[deed], Play(acme)
    before: dict[str, Any] = {}
    if deed != Deed.BOOK:
        acme.books()
        for step in row.get("before", []):
            play.does(step)
        before = stored(acme.kept(1))
    for step in row[door]:
        play.does(step)
    acme.settle()
    after = stored(acme.kept(1))
    changed = {field for field in after if after[field] != before.get(field, "")} - {"id"}
    assert {field: after[field] for field in changed} == row["stored"]
    for name, said in row["told"].items():
        assert said in getattr(acme, name).last()


@pytest.mark.parametrize(("refusal", "door"), cells({**REFUSALS, **AS_WELL}, quick=()))
def test_a_refusal_says_the_same_at_every_door_and_stores_nothing(
    acme: Any, refusal: str, door: str
) -> None:
    row, play = {**REFUSALS, **AS_WELL}[refusal], Play(acme)
    sentence = row["shown"] if isinstance(row["shown"], str) else row["shown"][door]
    acme.books()
    *steps, last = [*row.get("before", []), *row[door]]
    for step in steps:
        play.does(step)
    acme.erase()  # and settle: who was forgotten is taken out of others' messages meanwhile
    who = getattr(acme, last.partition(" ")[0])
    others = [other for other in (acme.sam, acme.pat, acme.ana, acme.bob) if other is not who]
    before, seen, read = acme.stored(), who.sees(), [other.last() for other in others]
    play.answer = ""
    play.does(last)
    assert sentence in play.answer or who.sees().count(sentence) > seen.count(sentence)
    acme.settle()
    assert acme.stored() == before
    assert [other.last() for other in others] == read


@pytest.mark.slow
@pytest.mark.parametrize(
    ("deed", "door"), [c for c in cells(DEEDS) if c.values[0] not in BY_HISTORY]
)
def test_every_door_keeps_to_the_table_of_statuses_and_deeds(
    acme: Any, deed: str, door: str
) -> None:
    rules = Rules(acme)
    acme.books()
    rules.do("sam", Cancellation(), 1)
    acme.sam.types("/interview recruiter @lee")
    for status, answers in TABLE.items():
        play, answer = Play(acme, rules.book(Deed(deed))), answers[Deed(deed)]
        if isinstance(answer, Becomes):
            rules.bring_about(play.interview_id, status, Status.PENDING)
            rules.prepare(Deed(deed), play.interview_id)
            does_it(play, DEEDS[deed], door, answer)
        else:
            possible = Status.AMENDED if deed == Deed.DECLINE else Status.PENDING
            rules.bring_about(play.interview_id, possible, Status.PENDING)
            rules.prepare(Deed(deed), play.interview_id)
            then = open_what_is_possible(play, DEEDS[deed][door], door)
            rules.bring_about(play.interview_id, status, possible)
            said = answers[SAYS.get(Deed(deed), Deed(deed))] if door == "command" else answer
            assert isinstance(said, Refusal)
            is_refused(play, then, said)
        if acme.kept(play.interview_id).is_live:
            rules.do("sam", Cancellation(), play.interview_id)


def does_it(play: Play, row: Mapping[str, Any], door: str, becomes: Becomes) -> None:
    before = play.acme.kept(play.interview_id)
    proposed = before.interview.status is Status.AMENDED
    steps = row.get("amended", {}).get(door, row[door]) if proposed else row[door]
    if isinstance(steps, str):
        return  # the reason why there is no way then
    for step in steps:
        play.does(step)
    after = play.acme.kept(play.interview_id)
    assert after.interview.status is next_status(before, becomes, rearranged=True)
    assert after.version > before.version


def open_what_is_possible(play: Play, steps: list[str], door: str) -> list[str]:
    """Open the card or the form while it is there; give the steps that are left to do."""
    first, *then = steps
    if door == "http":
        return steps
    if door == "command":
        return [first]
    who = play.does(first)
    play.kept[who.id] = who.messages()[-1]
    return [step.replace(" presses: ", " presses kept: ") for step in then]


def is_refused(play: Play, steps: list[str], why: Refusal) -> None:
    before = play.acme.kept(play.interview_id)
    sentence = REFUSALS[why]["shown"].replace("#1", f"#{play.interview_id}")
    for step in steps:
        who = play.does(step)
        if sentence in play.answer or sentence in who.sees():
            break
    else:
        pytest.fail(f"nobody read “{sentence}”")
    assert play.acme.kept(play.interview_id) == before
