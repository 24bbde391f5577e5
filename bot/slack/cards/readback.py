"""The read-back: what a typed line would do, before anybody is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.interviews.doing.done import Done
from bot.interviews.model import Colleague, Kept, Person, Side, Status
from bot.interviews.people.channels import is_mailed, is_told
from bot.interviews.planning.tellings import told_to
from bot.interviews.plans import Deed
from bot.slack import presses
from bot.slack.blocks import Block, actions, button, context, contexts, escape, marked, section
from bot.slack.cards.living import REASON, old_to_new
from bot.slack.cards.message import Message, view_of
from bot.slack.cards.times import span_for
from bot.slack.presses import Press
from bot.words import Worded, Words
from bot.words.places import place_in_words
from bot.words.standing import late
from bot.words.text import cut
from bot.words.view import Setting, View, first_name, name

WITH_A_FORM = frozenset({Deed.BOOK, Deed.CHANGE})
DANGEROUS = frozenset({Deed.CANCEL, Deed.REJECT})
TIMES = frozenset({"start_at", "end_at"})


def read_back(
    done: Done, draft_id: str, reader: Person, words: Words, now: datetime, setting: Setting
) -> Message:
    """Give what a rehearsed deed would do: when, who, where, old → new, and who will be told.

    One button does it; its label is the deed's own verb, "anyway" where it is done in spite of
    another interview. What would change nothing says so, and has no such button.
    """
    view = view_of(done.after, reader, words, now, setting)
    key = deed_key(done)
    headline = view.words.say(f"read.{key}", interviewee=_first(view, Side.INTERVIEWEE))
    lines = [f"*{headline}*", *lines_of(done, view)]
    blocks = [section(cut("\n".join(lines), 3000))]
    if key != "nothing":
        blocks += [context(*_told(done, view)), *_cautions(done, view)]
    return Message(_text(view, headline), [*blocks, *_buttons(done, draft_id, key, view)])


def deed_key(done: Done) -> str:
    """Give what a deed is called: a change is a move, a swap or a change of place by its fields."""
    deed = done.plan.deed
    if deed is Deed.ACCEPT and done.before and done.before.interview.status is Status.AMENDED:
        return "accept_proposal"
    if deed is not Deed.CHANGE or done.before is None:
        return deed.value
    changed = set(_changed_fields(done.before, done.after))
    if not changed:
        return "nothing"
    if changed <= TIMES:
        return "move"
    return "swap" if changed <= {"interviewee_id", "interviewer_id"} else "change"


def _text(view: View, headline: str) -> str:
    interview = view.kept.interview
    when = view.words.span(interview.start_at, interview.end_at)
    return view.words.say("read.text", headline=headline, when=when)


def _changed_fields(before: Kept, after: Kept) -> Iterator[str]:
    for field in ("start_at", "end_at", "interviewee_id", "interviewer_id", "kind", "location"):
        if getattr(before.interview, field) != getattr(after.interview, field):
            yield field


def lines_of(done: Done, view: View) -> Iterator[str]:
    """The people first, then time, how and where; what changes as old → new."""
    yield _people(done, view)
    yield _when(done, view)
    yield _how(done, view)
    reason = getattr(done.plan, "reason", None)
    if reason:
        yield view.words.say("read.reason", reason=marked(cut(escape(reason), REASON)))
    if done.plan.deed is Deed.LATE:
        yield from late(view)
    if done.plan.deed is Deed.ATTEND and done.after.attendance:
        yield view.words.say(f"day.{done.after.attendance}", person=_first(view, Side.INTERVIEWEE))
    if done.plan.deed is Deed.HAND_OVER and done.after.owner:
        yield view.words.say("read.new_owner", person=name(done.after.owner))


def _people(done: Done, view: View) -> Worded:
    return view.words.say(
        "read.who",
        interviewee=_person(done, Side.INTERVIEWEE),
        interviewer=_person(done, Side.INTERVIEWER),
    )


def _person(done: Done, side: Side) -> Worded:
    now = done.after.person(side)
    before = done.before.person(side) if done.before else now
    shown = escape(name(now))
    return marked(f"*{shown}*") if before.id == now.id else old_to_new(escape(name(before)), shown)


def _when(done: Done, view: View) -> Worded:
    after = done.after.interview
    if done.plan.deed is Deed.AMEND and after.amend_start_at and after.amend_end_at:
        return old_to_new(
            view.words.span(after.start_at, after.end_at),
            span_for(view.words, after.amend_start_at, after.amend_end_at, list(view.others())),
        )
    new = span_for(view.words, after.start_at, after.end_at, list(view.others()))
    lasting = view.words.say("card.when", span=new, length=done.after.length)
    old = done.before.interview if done.before else after
    if (old.start_at, old.end_at) == (after.start_at, after.end_at):
        return lasting
    return old_to_new(view.words.span(old.start_at, old.end_at), lasting)


def _how(done: Done, view: View) -> Worded:
    return view.words.say("card.where", label=_kind(done, view), place=_place(done, view))


def _kind(done: Done, view: View) -> Worded:
    new = view.words.say(f"card.where.{done.after.interview.kind.value}")
    if done.before is None or done.before.interview.kind is done.after.interview.kind:
        return new
    return old_to_new(view.words.say(f"card.where.{done.before.interview.kind.value}"), new)


def _place(done: Done, view: View) -> Worded:
    new = place_in_words(view.words, done.after.interview.location)
    if done.before is None or done.before.interview.location == done.after.interview.location:
        return new
    return old_to_new(place_in_words(view.words, done.before.interview.location), new)


def _told(done: Done, view: View) -> Iterator[Worded]:
    """Who will hear of it by a new message, and who cannot."""
    ids = told_to(done.notices, view.reader.id)
    people = [person for person in people_of(done) if person.id in ids]
    told = [person for person in people if is_told(person, mails=view.setting.mails)]
    by_mail = [person for person in told if is_mailed(person, mails=view.setting.mails)]
    by_message: list[Person | Colleague] = [one for one in told if one not in by_mail]
    missed = [person for person in people if person not in told]
    by_message += [one for one in asked_by(done) if one.id in ids]
    for key, group in (("told", by_message), ("told_by_mail", by_mail), ("not_told", missed)):
        if group:
            names = view.words.several([name(person) for person in group])
            yield view.words.say(f"read.{key}", people=names)
    if not (by_message or people):
        yield view.words.say("read.nobody_told")


def people_of(done: Done) -> list[Person]:
    """Everybody concerned before or after, each once."""
    kepts = [kept for kept in (done.after, done.before) if kept]
    people = [
        person
        for kept in kepts
        for person in (kept.interviewee_person, kept.interviewer_person, kept.owner)
        if person
    ]
    return list({person.id: person for person in people}.values())


def asked_by(done: Done) -> list[Colleague]:
    """Give who is asked by it to stand in, if anybody is and has no other part; they are told."""
    asked = done.after.cover.asked if done.after.cover else None
    before = done.before.asked_id if done.before else None
    parts = {None, before, *(person.id for person in people_of(done))}
    return [asked] if asked and asked.id not in parts else []


def _cautions(done: Done, view: View) -> list[Block]:
    return contexts(*(view.words.caution(caution) for caution in done.cautions))


def _buttons(done: Done, draft_id: str, key: str, view: View) -> list[Block]:
    say = view.plain.say
    does = _does(done, draft_id, key, view) if key != "nothing" else None
    form = button(say("button.edit_draft"), presses.action_id(Press.EDIT_DRAFT), draft_id)
    drop = button(say("button.drop_draft"), presses.action_id(Press.DROP_DRAFT), draft_id)
    row = [does, form if done.plan.deed in WITH_A_FORM else None, drop]
    return actions(*(one for one in row if one))


def _does(done: Done, draft_id: str, key: str, view: View) -> Block:
    """Give the button that does it; what is better done at another time does not stand out."""
    label = view.plain.say(f"do.{key}", person=_first(view, Side.INTERVIEWEE))
    if getattr(done.plan, "force", False):
        label, style = view.plain.say("do.anyway", deed=label), None
    else:
        style = "danger" if done.plan.deed in DANGEROUS else "primary"
    return button(label, presses.action_id(Press.DO_DRAFT), draft_id, style=style)


def _first(view: View, side: Side) -> str:
    return first_name(view.kept.person(side))
