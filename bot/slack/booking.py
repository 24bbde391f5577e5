"""Lines that book: everything said → read back; something missing or unclear → the form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.interviews.model import MAX_LOCATION, Actor, Kept, Kind, Person
from bot.interviews.plans import Booking, Deed, InterviewChange
from bot.interviews.refusals import Refusal, Refused
from bot.slack.desk import Desk, Opens, Reply, quoted
from bot.slack.finding import Nobody, Several, application_of, find_person
from bot.slack.form_plans import Missing
from bot.slack.forms.interview import (
    INTERVIEWEE_FIELD,
    INTERVIEWER_FIELD,
    PLACE_FIELD,
    InterviewForm,
)
from bot.slack.grammar import Line, Trouble, Verb, Who, read_line
from bot.slack.opening import (
    edit_form,
    interview_view,
    interviewee_choice,
    interviewer_choice,
    new_form,
    times_for_form,
)
from bot.slack.readback import offer
from bot.slack.times_typed import MINUTE, Span, Unclear, read_span
from bot.slack.which_time import which_time
from bot.words.text import is_link

LINE = "line"  # what is asked about, where it is no field of a form
_NUMBER = re.compile(r"\+?[\d\s()./-]{5,}")


@dataclass
class Understood:
    """What a line was understood to say, and what was not."""

    interviewee: Person | None = None
    interviewer: Person | None = None
    span: Span | None = None
    unclear: Unclear | None = None
    left_over: list[str] = field(default_factory=list)

    @property
    def wholly(self) -> bool:
        """Whether nothing is left over or unclear."""
        return not self.left_over and self.unclear is None

    @property
    def asks_when(self) -> bool:
        """Whether nothing but the time is to be asked, and what may be meant is known."""
        return bool(self.unclear and self.unclear.candidates) and len(self.left_over) == 1


def understand(desk: Desk, actor: Actor, line: Line, kept: Kept | None = None) -> Understood:
    """Find the people and the time that a line names; nothing that was said is dropped."""
    found = Understood(left_over=list(line.left_over))
    found.interviewee = _person(desk, actor, line.interviewee, INTERVIEWEE_FIELD, found)
    found.interviewer = _person(desk, actor, line.interviewer, INTERVIEWER_FIELD, found)
    try:
        found.span = read_span(desk, actor, line.when, line.length, kept)
    except Unclear as unclear:
        found.unclear = unclear
        found.left_over.append(line.when or "")
    found.left_over += [" ".join(problem.said) for problem in line.problems]
    return found


def _person(
    desk: Desk, actor: Actor, who: Who | None, name: str, found: Understood
) -> Person | None:
    if who is None:
        return None
    person = find_person(desk, actor, who, name)
    if isinstance(person, Nobody | Several):
        found.left_over.append(who.name or who.email or "")
        return None
    return person


def book(desk: Desk, actor: Actor, line: Line, text: str) -> Reply:
    """Read a booking back, or open the form with what was understood."""
    desk.interviews.check(Deed.BOOK, by=actor)
    found = understand(desk, actor, line)
    kind = line.kind or kind_of_place(line.place)
    application = application_of(desk, actor, found.interviewee) if found.interviewee else None
    if not (kind and application and found.interviewer):
        return _new_form(desk, actor, line, found, kind)
    if found.asks_when and found.unclear:
        return which_time(desk, actor, text, found.unclear)
    if not (found.wholly and found.span):
        return _new_form(desk, actor, line, found, kind)
    plan = Booking(
        kind=kind,
        start_at=found.span.start_at,
        end_at=found.span.end_at,
        interviewee_id=application.id,
        interviewer_id=found.interviewer.id,
        location=line.place,
    )
    return offer(desk, actor, plan, line=text)


def planned(desk: Desk, actor: Actor, text: str) -> Booking:
    """Give the booking that a line says, wholly; Missing, Unclear and Refused say why it is none.

    What the line would open the form for is missing.
    """
    line = read_line(text, actor.person.locale or "en")
    if line.verb is not Verb.BOOK:
        raise Missing("several.no_booking", LINE)
    for problem in line.problems:
        raise Missing(f"line.{problem.key.value}", LINE, said=quoted(", ".join(problem.said)))
    found = understand(desk, actor, line)
    if found.unclear:
        raise found.unclear
    if found.left_over:
        raise Missing("several.left_over", LINE, text=quoted(_quoted(found)))
    return _booking(desk, actor, line, found)


def _booking(desk: Desk, actor: Actor, line: Line, found: Understood) -> Booking:
    kind = line.kind or kind_of_place(line.place)
    if not found.interviewee or not found.interviewer or not found.span or not kind:
        raise _lacks(desk, actor, found, kind)
    application = application_of(desk, actor, found.interviewee)
    if application is None:
        raise Missing("several.which_application", LINE, person=found.interviewee.title)
    return Booking(
        kind=kind,
        start_at=found.span.start_at,
        end_at=found.span.end_at,
        interviewee_id=application.id,
        interviewer_id=found.interviewer.id,
        location=line.place,
    )


def _lacks(desk: Desk, actor: Actor, found: Understood, kind: Kind | None) -> Missing:
    words = desk.words(actor)
    needed = {
        "interviewee": found.interviewee,
        "interviewer": found.interviewer,
        "when": found.span,
        "kind": kind,
    }
    lacking = [words.say(f"several.needs.{name}") for name, given in needed.items() if not given]
    return Missing("several.needs", LINE, what=words.several(lacking))


def _new_form(desk: Desk, actor: Actor, line: Line, found: Understood, kind: Kind | None) -> Opens:
    form = new_form(
        desk, actor,
        kind=kind,
        location=line.place,
        left_over=_quoted(found),
        interviewee=interviewee_choice(desk, actor, found.interviewee),
        **_times(desk, actor, line, found),
    )  # fmt: skip
    if _names_an_interviewer(line):  # and if it is not clear who, nobody else is put there
        form = form.but(interviewer=interviewer_choice(found.interviewer))
    return _opened(desk, actor, line, form, found)


def _names_an_interviewer(line: Line) -> bool:
    several = any(problem.key is Trouble.TWO_INTERVIEWERS for problem in line.problems)
    return several or line.interviewer is not None


def change(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    """Read a change back, or open the form of the interview with what was understood.

    A link makes it a video call and a number a phone call, as in a booking; but where people meet
    in person a link may well be that of a map.
    """
    desk.interviews.check(Deed.CHANGE, by=actor, kept=kept)
    found = understand(desk, actor, line, kept)
    application = application_of(desk, actor, found.interviewee) if found.interviewee else None
    several = found.interviewee is not None and application is None
    given: dict[str, Any] = {
        "kind": _kind_of_change(line, kept),
        "location": line.place,
        "start_at": found.span.start_at if found.span else None,
        "end_at": found.span.end_at if found.span else None,
        "interviewee_id": application.id if application else None,
        "interviewer_id": found.interviewer.id if found.interviewer else None,
    }
    given = {name: value for name, value in given.items() if value is not None}
    if found.asks_when and found.unclear and not several:
        return which_time(desk, actor, text, found.unclear)
    if not found.wholly or several or not given:
        return _edit_form(desk, actor, line, found, kept)
    return offer(desk, actor, InterviewChange(**given), kept.id, text)


def _kind_of_change(line: Line, kept: Kept) -> Kind | None:
    is_met = kept.interview.kind is Kind.IN_PERSON
    return line.kind or (None if is_met else kind_of_place(line.place))


def _edit_form(desk: Desk, actor: Actor, line: Line, found: Understood, kept: Kept) -> Opens:
    form = edit_form(
        desk, actor, kept,
        kind=_kind_of_change(line, kept),
        location=line.place,
        left_over=_quoted(found),
        interviewee=interviewee_choice(desk, actor, found.interviewee),
        interviewer=interviewer_choice(found.interviewer),
        **_times(desk, actor, line, found),
    )  # fmt: skip
    return _opened(desk, actor, line, form, found)


def _opened(desk: Desk, actor: Actor, line: Line, form: InterviewForm, found: Understood) -> Opens:
    """Open the form, and ask in it what the line left open.

    Refused when the place of the line has no room in the form.
    """
    if form.location and len(form.location) > MAX_LOCATION:
        raise Refused(Refusal.LOCATION_TOO_LONG, PLACE_FIELD, limit=MAX_LOCATION)
    words = desk.form_words(actor)
    asked = [
        words.say(f"line.{problem.key.value}", said=quoted(", ".join(problem.said)))
        for problem in line.problems
    ]
    if found.unclear:
        asked.append(words.say(found.unclear.key, **found.unclear.values))
    return Opens(interview_view(desk, actor, form, asked))


def _times(desk: Desk, actor: Actor, line: Line, found: Understood) -> dict[str, object]:
    """Give the time that was understood, and the length that was said even without a time."""
    day = found.unclear.day if found.unclear else None
    said = {"minutes": max(1, line.length // MINUTE)} if line.length else {}
    return said | times_for_form(found.span, day, desk.zone(actor))


def _quoted(found: Understood) -> str | None:
    return " ".join(word for word in found.left_over if word) or None


def kind_of_place(place: str | None) -> Kind | None:
    """Tell the kind from the place: a link is a video call, a number a phone call."""
    if not place:
        return None
    if is_link(place):
        return Kind.VIDEO_CALL
    return Kind.PHONE_CALL if _NUMBER.fullmatch(place.strip()) else None
