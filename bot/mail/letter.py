"""What a letter says, in plain values: the same for the plain text and for HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.interviews.model import Kept, Person, Side
from bot.interviews.notices import TEXT, Notice, What
from bot.interviews.planning.tellings import Concerned
from bot.words import Words
from bot.words.places import numbers, place_of
from bot.words.standing import by_whom, reasons_for, their_times
from bot.words.telling import (
    booked_together,
    changes,
    notice_line,
    reminder_number,
    sentence,
    told_as_well,
)
from bot.words.text import is_link, one_line
from bot.words.view import Setting, View, first_name, name


@dataclass(frozen=True)
class Fact:
    """One line of the letter's table; `url` is where it leads, when it leads somewhere."""

    label: str
    text: str
    url: str | None = None


@dataclass(frozen=True)
class Letter:
    """A letter, written for one reader. Everything is one line, and not escaped."""

    language: str
    subject: str
    greeting: str
    sentence: str
    changes: tuple[tuple[str, str], ...]  # what was, and what is now
    facts: tuple[Fact, ...]
    facts_in_lines: tuple[str, ...]  # the same, for plain text
    remarks: tuple[str, ...]
    how_to_answer: str
    foot: str


def write(notice: Notice, kept: Kept, reader: Person, now: datetime, setting: Setting) -> Letter:
    """Write the letter of a notice, in the reader's language and zone.

    Its subject stands on lock screens, so it keeps to their rules (`bot.words.lock`). Who has no
    part in the interview any more reads neither names nor places.
    """
    view = View(kept, reader, words_for(kept, reader, setting), now, setting)
    facts = tuple(_facts(view)) if view.capacity and notice.what is not What.SEVERAL else ()
    return Letter(
        language=view.words.language_of("letter.greeting"),
        subject=notice_line(notice, view, lasting=True),
        greeting=view.words.say("letter.greeting", person=first_name(reader)),
        sentence=sentence(notice, view, in_letter=True),
        changes=tuple(changes(notice, view, view.words.span)),
        facts=facts,
        facts_in_lines=tuple(
            view.words.say("letter.fact", label=each.label, text=each.text) for each in facts
        ),
        remarks=tuple(_remarks(notice, view)) if view.capacity else (),
        how_to_answer=_how_to_answer(notice, view),
        foot=" · ".join(_foot(notice, view)),
    )


def words_for(kept: Kept, reader: Person, setting: Setting) -> Words:
    """Give the words for a reader; whose language or zone is not known reads the recruiter's."""
    return Words.of(reader, setting.default_zone, one_line, sender=kept.owner)


def _facts(view: View) -> Iterator[Fact]:
    assert view.capacity is not None  # noqa: S101 - who has no part reads no facts
    interview, say = view.kept.interview, view.words.say
    when = say("card.when", span=view.words.span(interview.start_at, interview.end_at),
               length=view.kept.length)  # fmt: skip
    label = say("letter.when" if view.kept.is_live else "letter.when_off")
    yield Fact(label, _with_others(view, when, interview.start_at))
    if interview.amend_start_at and interview.amend_end_at:
        proposed = view.words.span(interview.amend_start_at, interview.amend_end_at)
        yield Fact(
            say("letter.when_proposed"), _with_others(view, proposed, interview.amend_start_at)
        )
    who = say(
        f"card.who.{view.capacity.value}",
        interviewee=view.kept.interviewee_person,
        interviewer=view.kept.interviewer_person,
        company=view.company(),
    )
    yield Fact(say("letter.who"), who)
    yield from _place(view)


def _with_others(view: View, when: str, moment: datetime) -> str:
    theirs = their_times(view, moment)
    return view.words.say("card.span_and_other", span=when, other=f"({theirs})") if theirs else when


def _place(view: View) -> Iterator[Fact]:
    say, kind, place = view.words.say, view.kept.interview.kind, place_of(view)
    key = "card.no_place" if view.kept.is_live and not place else "card.where"
    yield Fact(say("letter.how"), say(f"{key}.{kind.value}"))
    if not (view.kept.is_live and place):  # nobody is to go where nobody will be
        return
    yield Fact(say("letter.where"), one_line(place), place if is_link(place) else None)
    for number in numbers(view):
        yield Fact(say("letter.call"), number)


def _remarks(notice: Notice, view: View) -> Iterator[str]:
    if written := notice.values.get(TEXT):
        yield view.words.say("text.quoted", text=one_line(written))
    if notice.what is What.SEVERAL:
        yield from booked_together(notice, view, view.words.span)
        return
    yield from told_as_well(notice, view, view.words.moment)
    if view.kept.is_live and view.kept.interview.amended_by is not None:
        other = view.kept.person(view.kept.interview.amended_by.other)
        key = "card.proposal_waits_for_you" if view.waits_for_reader else "card.proposal_waits"
        yield view.words.say(key, person=first_name(other))
    for key, person, reason in reasons_for(view):
        if reason:
            yield by_whom(view, key, person, reason=one_line(reason))


def writer_of(notice: Notice, kept: Kept) -> Person | None:
    """Give which of the two wrote what is passed on, if they can be answered by e-mail."""
    by_id = notice.values.get("by_id") if notice.what is What.WROTE else None
    people = (kept.person(side) for side in Side)
    return next((each for each in people if each.id == by_id and each.email), None)


def _how_to_answer(notice: Notice, view: View) -> str:
    """Say what to do: there are no buttons, so people reply, and the recruiter reads it."""
    writer = writer_of(notice, view.kept)
    if writer is not None:
        return view.words.say("letter.answer.writer", person=name(writer))
    owner = view.kept.owner
    reads = first_name(owner) if owner and owner.email and owner.id != view.reader.id else None
    if view.side is None or not view.kept.is_live or view.has_started:
        return view.words.say("letter.ask", owner=reads)
    return view.words.say(f"letter.answer.{view.side.value}", owner=reads)


def _foot(notice: Notice, view: View) -> Iterator[str]:
    if notice.what is not What.SEVERAL:
        yield view.words.say("card.number_of_interview", id=view.kept.id)
    number = reminder_number(notice, view)
    if number:
        yield number
    owner = view.owner_name()
    if owner and view.capacity not in {None, Concerned.OWNER}:
        yield view.words.say("card.arranged_by", person=owner, company=view.company())
    yield view.words.say("letter.automatic")
