"""What each verb of a line does: one table, `VERBS`, one function a verb."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from bot.interviews.model import LIVE, Actor, Kept, Person, Search, Side
from bot.interviews.plans import (
    Acceptance,
    Cancellation,
    Declining,
    Deed,
    Handover,
    InterviewChange,
    Plan,
    Proposal,
    Rejection,
)
from bot.interviews.refusals import Refusal, Refused
from bot.slack import booking
from bot.slack.blocks import Block, actions, button
from bot.slack.cards import Message, help_card, listing
from bot.slack.desk import Desk, Opens, Reply
from bot.slack.finding import (
    Nobody,
    Several,
    application_of,
    coming,
    find_person,
    find_subject,
    which_interviews,
    with_number,
)
from bot.slack.grammar import VERBS as VERB_ENTRIES
from bot.slack.grammar import Line, ListDay, Trouble, Verb, Who, read_line
from bot.slack.opening import edit_form, interview_view, new_form, proposal_view
from bot.slack.presses import Press, action_id
from bot.slack.readback import offer
from bot.slack.times_typed import Unclear, read_span

MINE = 5
LONGEST_LINE = 2_000  # characters that fit into a button
ASKED_IN_THE_FORM = frozenset(  # troubles which the form shows, with everything else filled in
    {
        Trouble.TWO_INTERVIEWEES, Trouble.TWO_INTERVIEWERS, Trouble.TWO_PLACES, Trouble.TWO_KINDS,
        Trouble.TWO_LENGTHS, Trouble.TWO_DAYS,
    }
)  # fmt: skip

Answer = Callable[[Desk, Actor, Line, str], Reply]
About = Callable[[Desk, Actor, Line, str, Kept], Reply]


def answer(desk: Desk, actor: Actor, text: str) -> Reply:
    """Answer one typed line: a card, a list, a read-back, a form or a question.

    Refused when the rules refuse; whatever was not wholly understood is asked about.
    """
    line = read_line(text, actor.person.locale or "en")
    asked = _ask(desk, actor, line)
    if asked is not None:
        return asked
    if line.verb in ALONE:
        return ALONE[line.verb](desk, actor, line, text)
    return _about_one(desk, actor, line, text)


def _ask(desk: Desk, actor: Actor, line: Line) -> Reply | None:
    """Ask back what cannot be answered in a form."""
    if line.suggestions or line.verb is Verb.UNKNOWN:
        return _did_you_mean(desk, actor, line)
    has_form = line.verb in {Verb.BOOK, Verb.NEW, Verb.CHANGE, Verb.EDIT}
    for problem in line.problems:
        if not (has_form and problem.key in ASKED_IN_THE_FORM):
            said = ", ".join(problem.said)
            return desk.say(actor, f"line.{problem.key.value}", said=said)
    if line.left_over and not has_form:
        words = " ".join(line.left_over)
        return desk.say(actor, "line.left_over", words=words, command=desk.setting.command)
    return None


def _did_you_mean(desk: Desk, actor: Actor, line: Line) -> Message:
    words = " ".join(line.left_over) or (line.suggestions[0].line if line.suggestions else "")
    buttons = [
        say_button(suggestion.line, suggestion.line, number)
        for number, suggestion in enumerate(line.suggestions)
        if len(suggestion.line) <= LONGEST_LINE
    ]
    key = "line.did_you_mean" if buttons else "line.not_understood"
    return desk.say(actor, key, *actions(*buttons), words=words, command=desk.setting.command)


def say_button(label: str, line: str, number: int) -> Block:
    """Give a button that says a line as if it had been typed."""
    return button(label, action_id(Press.SAY, number), line)


def _mine(desk: Desk, actor: Actor, _line: Line, _text: str) -> Reply:
    return next_ones(desk, actor)


def next_ones(desk: Desk, actor: Actor) -> Message:
    """List a person's next five interviews."""
    search = Search(person_id=actor.person.id, statuses=LIVE, ends_after=desk.now(), per_page=MINE)
    return show_list(desk, actor, search, "list.mine")


def show_list(desk: Desk, actor: Actor, search: Search, heading: str, **values: Any) -> Message:
    """Show a page of a list; a further page is one button away."""
    page = desk.interviews.search(search, by=actor)
    more = None
    if search.page * search.per_page < page.total:
        more = f"{heading}\n{search.but(page=search.page + 1).model_dump_json(exclude_unset=True)}"
    words = desk.words(actor)
    said = words.say(heading, **values)
    return listing(page, actor.person, words, desk.now(), desk.setting, said, more=more)


def more_of_list(desk: Desk, actor: Actor, value: str) -> Message:
    """Show the page that a button asks for."""
    heading, _, search = value.partition("\n")
    return show_list(desk, actor, Search.model_validate_json(search), heading)


def _list(desk: Desk, actor: Actor, line: Line, _text: str) -> Reply:
    filters = line.filters
    search = Search(statuses=LIVE, kind=filters.kind, unanswered=filters.unanswered)
    heading = "list.all"
    if filters.day is not None:
        starts, ends = _days(filters.day, desk.now().astimezone(desk.zone(actor)))
        search = search.but(starts_from=starts, starts_before=ends)
        heading = f"list.{filters.day.value}"
    else:
        search = search.but(ends_after=desk.now())
    if filters.unanswered:
        heading = "list.unanswered"
    if filters.who is not None:
        person = find_subject(desk, actor, filters.who)
        if person is None:
            return desk.say(actor, "line.nobody", name=_name(filters.who))
        search = search.but(person_id=person.id)
    return show_list(desk, actor, search, heading)


def today(desk: Desk, actor: Actor) -> Message:
    """List today's interviews, by the reader's clock."""
    starts, ends = _days(ListDay.TODAY, desk.now().astimezone(desk.zone(actor)))
    search = Search(statuses=LIVE, starts_from=starts, starts_before=ends)
    return show_list(desk, actor, search, "list.today")


def unanswered(desk: Desk, actor: Actor) -> Message:
    """List what waits for an answer."""
    search = Search(statuses=LIVE, unanswered=True, ends_after=desk.now())
    return show_list(desk, actor, search, "list.unanswered")


def _days(day: ListDay, now: datetime) -> tuple[datetime, datetime]:
    """Give the first and the last midnight of a day or of this week, in the reader's zone."""
    first = now.date() + timedelta(days=1 if day is ListDay.TOMORROW else 0)
    last = first + timedelta(days=1)
    if day is ListDay.WEEK:
        first -= timedelta(days=first.weekday())
        last = first + timedelta(days=7)
    midnight = partial(datetime.combine, time=time(), tzinfo=now.tzinfo)
    return midnight(first), midnight(last)


def _help(desk: Desk, actor: Actor, line: Line, _text: str) -> Reply:
    return help_about(desk, actor, line.topic)


def help_about(desk: Desk, actor: Actor, topic: str | None) -> Message:
    """Give the help, or the help of one verb; made from the grammar's own table."""
    words = desk.words(actor)
    entries = [entry for entry in VERB_ENTRIES if topic in (None, entry.verb, *entry.words)]
    topics = [
        (example, words.say(entry.help_key))
        for entry in entries or VERB_ENTRIES
        for example in (entry.examples if topic else entry.examples[:1])
    ]
    return help_card(words, desk.setting.command, topics)


def _new(desk: Desk, actor: Actor, line: Line, text: str) -> Reply:
    if line != Line(verb=Verb.NEW):
        return booking.book(desk, actor, line, text)
    return open_new(desk, actor)


def open_new(desk: Desk, actor: Actor) -> Opens:
    """Open the form for a new interview."""
    desk.interviews.check(Deed.BOOK, by=actor)
    return Opens(interview_view(desk, actor, new_form(desk, actor)))


def _recruiter(desk: Desk, actor: Actor, line: Line, _text: str) -> Reply:
    actor = desk.directory.with_admin_rights(actor)
    person = _the_one_named(desk, actor, line)
    if line.appoint:
        person = desk.people.appoint(person.id, by=actor)
        return desk.say(actor, "recruiter.appointed", person=person.title)
    person = desk.people.dismiss(person.id, by=actor)
    return desk.say(actor, "recruiter.dismissed", person=person.title)


def _the_one_named(desk: Desk, actor: Actor, line: Line, number: int = 0) -> Person:
    found = find_person(desk, actor, line.people[number], "person")
    if isinstance(found, Several | Nobody):
        raise Refused(Refusal.UNKNOWN_PERSON, "person", person=_name(line.people[number]))
    return found


def _name(who: Who) -> str:
    return who.name or who.email or who.slack_id or ""


def _about_one(desk: Desk, actor: Actor, line: Line, text: str) -> Reply:
    found = which_interviews(desk, actor, line)
    if line.verb is Verb.SHOW and line.interview_id is None:
        return _show_person(desk, actor, line)
    if not found:
        raise Refused(Refusal.NO_SUCH_INTERVIEW)
    if len(found) > 1:
        return _which(desk, actor, line, text, found)
    try:
        return ABOUT[line.verb](desk, actor, line, text, found[0])
    except Refused as refused:
        return desk.refused(actor, refused, desk.interviews.get(found[0].id, by=actor))


def _which(desk: Desk, actor: Actor, line: Line, text: str, found: tuple[Kept, ...]) -> Message:
    words = desk.form_words(actor)
    who = line.subject or Who()
    buttons = [
        say_button(
            words.say("line.this_one", id=kept.id, start=kept.interview.start_at),
            with_number(text, who, kept.id)[:LONGEST_LINE],
            kept.id,
        )
        for kept in found
    ]
    return desk.say(actor, "line.which", *actions(*buttons), name=_name(who))


def _show_person(desk: Desk, actor: Actor, line: Line) -> Reply:
    who = line.subject or Who()
    person = find_subject(desk, actor, who)
    if person is None and who.slack_id and actor.person.is_recruiter:
        person = desk.directory.pick(who.slack_id, "person")
    if person is None:
        return desk.say(actor, "line.nobody", name=_name(who))
    theirs = coming(desk, actor, person)
    if len(theirs) == 1:
        return desk.card(actor, theirs[0])
    search = Search(person_id=person.id, statuses=LIVE, ends_after=desk.now())
    return show_list(desk, actor, search, "list.of_person", person=person.title)


def _show(desk: Desk, actor: Actor, _line: Line, _text: str, kept: Kept) -> Reply:
    return desk.card(actor, kept)


def _edit(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    if line != Line(verb=line.verb, interview_id=line.interview_id, subject=line.subject):
        return booking.change(desk, actor, line, text, kept)
    return open_edit(desk, actor, kept)


def open_edit(desk: Desk, actor: Actor, kept: Kept) -> Opens:
    """Open the form of an interview."""
    desk.interviews.check(Deed.CHANGE, by=actor, interview_id=kept.id)
    return Opens(interview_view(desk, actor, edit_form(desk, actor, kept)))


def _offer(desk: Desk, actor: Actor, text: str, kept: Kept, plan: Plan) -> Reply:
    return offer(desk, actor, plan, kept.id, text)


def _swap(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    desk.interviews.check(Deed.CHANGE, by=actor, interview_id=kept.id)
    if len(line.people) != 2:  # noqa: PLR2004 - one out, one in
        return desk.say(actor, "line.who", said="")
    old, new = (_the_one_named(desk, actor, line, number) for number in (0, 1))
    side = kept.side_of(old.id)
    if side is None:
        return desk.say(actor, "line.not_in_it", person=old.title, id=kept.id)
    if side is Side.INTERVIEWER:
        plan = InterviewChange(interviewer_id=new.id)
    else:
        application = application_of(desk, actor, new)
        if application is None:
            return open_edit(desk, actor, kept)
        plan = InterviewChange(interviewee_id=application.id)
    return _offer(desk, actor, text, kept, plan)


def _cancel(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    return _offer(desk, actor, text, kept, Cancellation(reason=line.reason))


def _withdraw(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    return _offer(desk, actor, text, kept, Rejection(reason=line.reason))


def _accept(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    side = _side_named(line, kept)
    return _offer(desk, actor, text, kept, Acceptance(side=side))


def _side_named(line: Line, kept: Kept) -> Side | None:
    """Give the side of whoever is named by "for @ana"; None = nobody was named."""
    if not line.people:
        return None
    who = line.people[0]
    for side in Side:
        person = kept.person(side)
        if who.slack_id and who.slack_id == person.slack_user_id:
            return side
        named = (who.name or "").casefold()
        if named and f" {named} " in f" {person.title.casefold()} ":
            return side
        if who.email and who.email.casefold() == (person.email or "").casefold():
            return side
    raise Refused(Refusal.UNKNOWN_PERSON, "person", person=_name(who))


def _decline(desk: Desk, actor: Actor, _line: Line, text: str, kept: Kept) -> Reply:
    return _offer(desk, actor, text, kept, Declining())


def _propose(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    desk.interviews.check(Deed.AMEND, by=actor, interview_id=kept.id)
    try:
        span = read_span(desk, actor, line.when, line.length, kept)
    except Unclear as unclear:
        return proposal_view(desk, actor, kept, day=unclear.day)
    if span is None:
        return proposal_view(desk, actor, kept)
    plan = Proposal(amend_start_at=span.start_at, amend_end_at=span.end_at)
    return _offer(desk, actor, text, kept, plan)


def _owner(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Reply:
    desk.interviews.check(Deed.HAND_OVER, by=actor, interview_id=kept.id)
    person = _the_one_named(desk, actor, line)
    return _offer(desk, actor, text, kept, Handover(owner_id=person.id))


ALONE: Mapping[Verb, Answer] = {
    Verb.MINE: _mine,
    Verb.BOOK: booking.book,
    Verb.NEW: _new,
    Verb.LIST: _list,
    Verb.HELP: _help,
    Verb.RECRUITER: _recruiter,
}
ABOUT: Mapping[Verb, About] = {
    Verb.SHOW: _show,
    Verb.EDIT: _edit,
    Verb.CHANGE: booking.change,
    Verb.SWAP: _swap,
    Verb.CANCEL: _cancel,
    Verb.ACCEPT: _accept,
    Verb.DECLINE: _decline,
    Verb.WITHDRAW: _withdraw,
    Verb.PROPOSE: _propose,
    Verb.OWNER: _owner,
}
