"""What is answered to a typed line.

`ALONE` has a function for each verb that concerns no one interview; what a line does to one stands
in `one_interview`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.interviews.model import Actor, Kept, Person, Role
from bot.interviews.permissions import may_ever
from bot.interviews.plans import Deed
from bot.interviews.refusals import Refused
from bot.interviews.texts import readable
from bot.slack import booking
from bot.slack.blocks import Block, actions
from bot.slack.cards import Message
from bot.slack.desk import Desk, Opens, Reply
from bot.slack.digests import digest
from bot.slack.finding import WhichPerson, coming, name_of, the_one_named, to_rate
from bot.slack.forgetting import forget
from bot.slack.grammar import Line, Trouble, Verb, read_line
from bot.slack.grammar.suggest import never_guessed
from bot.slack.grammar.unwrap import unwrapped
from bot.slack.grammar.verbs import BY_VERB, Takes
from bot.slack.helping import help_about, without_lines
from bot.slack.lines import LONGEST, say_button, with_person
from bot.slack.lists import exported, listed, next_ones
from bot.slack.one_interview import about_one
from bot.slack.opening import interview_view, new_form
from bot.slack.preferences import open_preferences
from bot.slack.several import open_several
from bot.slack.times_found import find
from bot.slack.times_typed import Unclear
from bot.slack.undone_last import offer_undo_of_last
from bot.slack.which_time import which_day
from bot.slack.word_or_name import ask_word_or_name
from bot.words.text import size

MOST_TO_RATE = 10  # buttons, the newest
ASKED_IN_THE_FORM = frozenset(  # troubles which the form shows, with everything else filled in
    {
        Trouble.TWO_INTERVIEWEES, Trouble.TWO_INTERVIEWERS, Trouble.TWO_PLACES, Trouble.TWO_KINDS,
        Trouble.TWO_LENGTHS, Trouble.TWO_DAYS,
    }
)  # fmt: skip

NEEDED: Mapping[Takes, tuple[str, ...]] = {  # of a line: one of these at least
    Takes.TIME: ("when",),
    Takes.MINUTES: ("length",),
    Takes.LEAD_TIMES: ("lead_times", "remind"),
    Takes.DIGEST: ("at", "off"),
}

Answer = Callable[[Desk, Actor, Line, str], Reply]


def answer(desk: Desk, actor: Actor, text: str) -> Reply:
    """Answer one typed line: a card, a list, a read-back, a form or a question.

    Refused when the rules refuse, and when something in it cannot be shown (UNREADABLE_TEXT);
    whatever was not wholly understood is asked about.
    """
    readable(text, "line")
    locale = actor.person.locale or "en"
    line = read_line(text, locale)
    asked = ask_word_or_name(desk, actor, text) or _undo_of_last(desk, actor, line, text)
    if asked is None and (only := _their_only_one(desk, actor, line)):
        text = f"#{only.id} {text}"
        line = read_line(text, locale)
    asked = asked or _ask(desk, actor, line)
    if asked is not None:
        return asked
    try:
        return ALONE.get(line.verb, about_one)(desk, actor, line, text)
    except WhichPerson as which:
        return _which_person(desk, actor, which, text)
    except Unclear as unclear:
        return which_day(desk, actor, text, unclear)


def _their_only_one(desk: Desk, actor: Actor, line: Line) -> Kept | None:
    """Give the interview that is meant where none is named: the only one to come of one's own.

    The number of "late 10" is minutes, unless that is the one. Recruiters run many, and always
    name it. How it was is said of the only one that waits for it.
    """
    unnamed = any(problem.key is Trouble.WHICH_INTERVIEW for problem in line.problems)
    if unnamed and _rates(actor, line):
        waiting = to_rate(desk, actor)
        return waiting[0] if len(waiting) == 1 else None
    minutes = line.verb is Verb.LATE and line.interview_id is not None and line.length is None
    if actor.person.is_recruiter or not (unnamed or minutes):
        return None
    theirs = coming(desk, actor, actor.person)
    return theirs[0] if len(theirs) == 1 and line.interview_id != theirs[0].id else None


def _rates(actor: Actor, line: Line) -> bool:
    return line.verb is Verb.FEEDBACK and actor.person.role is not Role.DRIVER


def _which_to_rate(desk: Desk, actor: Actor) -> Message:
    words = desk.form_words(actor)
    buttons = [
        each
        for kept in to_rate(desk, actor)[-MOST_TO_RATE:]
        for each in say_button(
            words.say(
                "line.this_one_with",
                id=kept.id,
                person=kept.interviewee_person,
                start=kept.interview.start_at,
            ),
            f"{kept.id} {Verb.FEEDBACK.value}",
            kept.id,
        )
    ]
    key = "line.which_feedback" if buttons else "line.no_feedback"
    return desk.say(actor, key, *actions(*buttons), command=desk.setting.command)


def _which_person(desk: Desk, actor: Actor, which: WhichPerson, text: str) -> Message:
    words = desk.form_words(actor)
    buttons = [
        each
        for person in which.people
        for each in say_button(
            words.say("line.this_person", person=person.title, email=person.email),
            with_person(text, which.who, person),
            person.id,
        )
    ]
    key = "line.which_person" if buttons or size(text) <= LONGEST else "line.too_long"
    return desk.say(actor, key, *actions(*buttons), name=name_of(which.who))


def _ask(desk: Desk, actor: Actor, line: Line) -> Reply | None:
    """Ask back what cannot be answered in a form."""
    if line.verb is Verb.UNKNOWN:
        return _did_you_mean(desk, actor, line)
    has_form = line.verb in {Verb.BOOK, Verb.NEW, Verb.CHANGE, Verb.EDIT}
    for problem in line.problems:
        if not (has_form and problem.key in ASKED_IN_THE_FORM):
            below = actions(*_suggested(line))
            if problem.key is Trouble.WHICH_INTERVIEW and _rates(actor, line):
                return _which_to_rate(desk, actor)
            if problem.key is Trouble.WHICH_INTERVIEW:
                below = next_ones(desk, actor).blocks
            return desk.say(
                actor, f"line.{problem.key.value}", *below, said=", ".join(problem.said),
                command=desk.setting.command, example=_example(line),
            )  # fmt: skip
    return _left_over(desk, actor, line) if line.left_over and not has_form else None


def _left_over(desk: Desk, actor: Actor, line: Line) -> Message:
    """Say what was not understood; and how it is typed, where that was all that the verb needs."""
    needed = NEEDED.get(BY_VERB[line.verb].takes, ())
    all_of_it = bool(needed) and not any(getattr(line, field) for field in needed)
    return desk.say(
        actor, "line.like_this" if all_of_it else "line.left_over",
        words=" ".join(line.left_over), command=desk.setting.command, example=_example(line),
    )  # fmt: skip


def _undo_of_last(desk: Desk, actor: Actor, line: Line, text: str) -> Reply | None:
    is_alone = line.interview_id is None and line.subject is None and not line.left_over
    return offer_undo_of_last(desk, actor, text) if line.verb is Verb.UNDO and is_alone else None


def _example(line: Line) -> str:
    """Give a line with that verb as it could be typed, of the same interview."""
    if line.verb not in BY_VERB:
        return ""
    return re.sub(r"^\d+", str(line.interview_id or 27), BY_VERB[line.verb].examples[0])


def _did_you_mean(desk: Desk, actor: Actor, line: Line) -> Message:
    words = " ".join(line.left_over)
    buttons = _suggested(line)
    if not buttons and actor.person.role is Role.DRIVER:
        return without_lines(desk, actor, words)
    verb = None if buttons else next(filter(None, map(never_guessed, line.left_over)), None)
    if verb:
        return desk.say(actor, "line.never_guessed", words=words, verb=verb)
    if buttons:
        return desk.say(actor, "line.did_you_mean", *actions(*buttons), words=words)
    key = "line.not_understood" if may_ever(Deed.BOOK, actor) else "line.try_help"
    card = _card(desk, actor, line.interview_id)
    return desk.say(actor, key, *card, words=words, command=desk.setting.command)


def _card(desk: Desk, actor: Actor, interview_id: int | None) -> list[Block]:
    """Give the card of an interview, if they may see it: its buttons are what can be done."""
    try:
        kept = desk.interviews.get(interview_id, by=actor) if interview_id is not None else None
    except Refused:
        return []
    return desk.card(actor, kept).blocks if kept else []


def _suggested(line: Line) -> list[Block]:
    """Give a button for each line that could have been meant."""
    return [
        each
        for number, suggestion in enumerate(line.suggestions)
        for each in say_button(unwrapped(suggestion.line), suggestion.line, number)
    ]


def _new(desk: Desk, actor: Actor, line: Line, text: str) -> Reply:
    if line != Line(verb=Verb.NEW):
        return booking.book(desk, actor, line, text)
    return open_new(desk, actor)


def open_new(desk: Desk, actor: Actor) -> Opens:
    """Open the form for a new interview."""
    desk.interviews.check(Deed.BOOK, by=actor)
    return Opens(interview_view(desk, actor, new_form(desk, actor)))


def _recruiter(desk: Desk, actor: Actor, line: Line, _text: str) -> Reply:
    """Make somebody a recruiter, or none any more: at once, since it rings nobody, with Undo."""
    actor = desk.directory.with_admin_rights(actor)
    before = the_one_named(desk, actor, line.people[0])
    do, key = (
        (desk.people.appoint, "recruiter.appointed")
        if line.appoint
        else (desk.people.dismiss, "recruiter.dismissed")
    )
    after = do(before.id, by=actor)
    return desk.say(actor, key, *_undo_of_role(desk, actor, before, after), person=after)


def _undo_of_role(desk: Desk, actor: Actor, before: Person, after: Person) -> list[Block]:
    """Give the button that says the opposite; not to who may say so no more."""
    may_not = after.id == actor.person.id and not (after.is_recruiter or actor.workspace_admin)
    if before.is_recruiter == after.is_recruiter or after.slack_user_id is None or may_not:
        return []
    line = f"recruiter <@{after.slack_user_id}>" + (" remove" if after.is_recruiter else "")
    return actions(*say_button(desk.form_words(actor).say("button.undo"), line, 0))


ALONE: Mapping[Verb, Answer] = {
    Verb.MINE: lambda desk, actor, _line, _text: next_ones(desk, actor),
    Verb.BOOK: booking.book,
    Verb.NEW: _new,
    Verb.SEVERAL: open_several,
    Verb.LIST: lambda desk, actor, line, _text: listed(desk, actor, line),
    Verb.EXPORT: lambda desk, actor, line, _text: exported(desk, actor, line),
    Verb.HELP: lambda desk, actor, line, _text: help_about(desk, actor, line.topic),
    Verb.RECRUITER: _recruiter,
    Verb.FIND: find,
    Verb.DIGEST: digest,
    Verb.FORGET: forget,
    Verb.ME: lambda desk, actor, _line, _text: open_preferences(desk, actor),
}
