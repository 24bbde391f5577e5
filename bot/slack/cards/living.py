"""The living card: the one message that shows how an interview stands now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial

from bot.interviews.cautions import cautions
from bot.interviews.model import Kept, Person, Proposed, Side
from bot.interviews.people.channels import is_told
from bot.interviews.planning.reminders import reminders_to_come
from bot.interviews.planning.tellings import Concerned
from bot.slack.blocks import Block, context, contexts, escape, link, marked, section
from bot.slack.cards.buttons import rows
from bot.slack.cards.day import lines_of_the_day
from bot.slack.cards.message import Message, view_of
from bot.slack.cards.places import where
from bot.slack.cards.standing_in import asked_lines
from bot.slack.cards.times import shown_moment, shown_span
from bot.words import Worded, Words
from bot.words.lock import lock_line
from bot.words.places import numbers
from bot.words.standing import answer, by_whom, reasons_for, state, their_times
from bot.words.text import cut, is_link
from bot.words.view import Setting, View, first_name

REASON = 1_000


def living_card(
    kept: Kept, reader: Person, words: Words, now: datetime, setting: Setting
) -> Message:
    """Give the card of an interview as this reader may see it at that instant.

    Somebody who has nothing to do with it (any more) sees that, and neither names nor buttons.
    """
    view = view_of(kept, reader, words, now, setting)
    return Message(card_line(view), card_blocks(view))


def card_line(view: View, *, lasting: bool = False) -> str:
    """Give the card's own line, which stays true until somebody does something."""
    key = "card" if view.kept.is_live else view.kept.interview.status.value
    return lock_line(view, key, lasting=lasting)


def card_blocks(view: View, remark: str | None = None) -> list[Block]:
    """Give the card's blocks; `remark` stands in its last line, after the number."""
    if view.capacity is None:
        return [section(_bold(view.words.say("card.state.not_yours")))]
    return [
        section(_bold(state(view))),
        section(_lines(who(view), _answers(view))),
        section(_lines(*_proposal(view) or _time(view))),
        *_section(_countered(view)),
        section(_lines(where(view), *numbers(view))),
        *_reasons(view),
        *_section(asked_lines(view)),
        *_section(lines_of_the_day(view)),
        *_cautions(view),
        *rows(view),
        context(_foot(view, remark)),
    ]


def pointer(kept: Kept, words: Words, permalink: str | None) -> Message:
    """Give the one line to which an earlier card shrinks, with the way to the newest one."""
    words = words.escaping(escape)
    text = words.say("card.pointer", id=kept.id)
    newest = link(permalink, words.say("card.newest")) if permalink and is_link(permalink) else None
    line = words.say("card.pointer_with_link", pointer=text, link=newest) if newest else text
    return Message(text, [context(line)])


def who(view: View) -> Worded:
    """Give who meets whom, as the reader would say it."""
    assert view.capacity is not None  # noqa: S101 - a card without capacity has no people
    label = view.kept.application.label
    shown = view.words.say(
        f"card.who.{view.capacity.value}",
        interviewee=_person(view, Side.INTERVIEWEE),
        interviewer=_person(view, Side.INTERVIEWER),
        company=view.company(),
    )
    if label is None or view.capacity is Concerned.INTERVIEWEE:
        return shown
    return view.words.say("card.who_for_job", who=shown, job=cut(label, 100))


def _person(view: View, side: Side) -> Worded:
    return marked(f"*{view.words.called(view.kept.person(side))}*")


def _answers(view: View) -> str:
    if not view.kept.is_live:
        return ""
    proposer = view.kept.interview.amended_by  # whose answer is the time that they propose
    awaited = [side for side in Side if side is not proposer and not view.has_started]
    sides = [side for side in Side if side in awaited or view.kept.answer(side)]
    return " · ".join(answer(view, side) for side in sides)


def _time(view: View) -> list[str]:
    interview = view.kept.interview
    span = shown_span(view.words, interview.start_at, interview.end_at)
    shown = view.words.say("card.when", span=span, length=view.kept.length)
    return [
        shown if view.kept.is_live else f"~{span}~",
        their_times(view, interview.start_at),
    ]


def _proposal(view: View) -> list[str]:
    """Give the time that stands and the one that is proposed, on everybody's clock."""
    interview = view.kept.interview
    start, end, side = interview.amend_start_at, interview.amend_end_at, interview.amended_by
    if start is None or end is None or side is None:
        return []
    key = "card.proposal_waits_for_you" if view.waits_for_reader else "card.proposal_waits"
    stands = shown_span(view.words, interview.start_at, interview.end_at)
    change = old_to_new(stands, shown_span(view.words, start, end))
    return [
        view.words.say("card.when", span=change, length=end - start),
        *_their_old_to_new(view, interview.start_at, start),
        view.words.say(key, person=first_name(view.kept.person(side.other))),
    ]


def _countered(view: View) -> Iterator[Worded]:
    """Give what was proposed before, and by whom, the oldest first."""
    if view.kept.countered and view.capacity is not Concerned.ASKED:
        proposals = [_counter(view, each) for each in view.kept.countered]
        yield view.words.say("card.countered", proposals=marked(" → ".join(proposals)))


def _counter(view: View, proposed: Proposed) -> Worded:
    return view.words.say(
        "card.countered.by_you" if proposed.side is view.side else "card.countered.by",
        start=marked(f"~{shown_moment(view.words, proposed.start_at)}~"),
        person=first_name(view.kept.person(proposed.side)),
    )


def _their_old_to_new(view: View, old: datetime, new: datetime) -> Iterator[Worded]:
    """Give the same on the clock of everybody else whose clock differs."""
    for person in view.others():
        then, now = (view.words.elsewhere(moment, person) for moment in (old, new))
        if now:
            change = old_to_new(then, now) if then else now
            yield view.words.say("card.their_time", person=first_name(person), time=change)


def old_to_new(old: str, new: str) -> Worded:
    """Give what was, struck through, and what is to be."""
    return marked(f"~{old}~ → *{new}*")


def _reasons(view: View) -> list[Block]:
    said = [
        by_whom(view, key, person, reason=marked(cut(escape(reason), REASON)))
        for key, person, reason in reasons_for(view)
        if reason
    ]
    return _section(said)


def _section(lines: Iterable[str]) -> list[Block]:
    said = _lines(*lines)
    return [section(said)] if said else []


def _cautions(view: View) -> list[Block]:
    if not (view.runs and view.kept.is_live) or view.has_started:
        return []
    found = cautions(view.kept, view.now, view.setting.holiday, mails=view.setting.mails)
    return contexts(*(view.words.caution(caution) for caution in found))


def _foot(view: View, remark: str | None) -> str:
    parts = [view.words.say("card.number_of_interview", id=view.kept.id)]
    if remark:
        parts.append(marked(remark))
    owner = view.owner_name()
    if owner and view.kept.owner and view.kept.owner.id != view.reader.id:
        parts.append(view.words.say("card.arranged_by", person=owner, company=view.company()))
    return " · ".join([*parts, *_reminders(view)])


def _reminders(view: View) -> Iterator[Worded]:
    """Say when the reader is reminded next; to whoever runs it, how long before the two are.

    One's own card comes anew with each reminder. The card of whoever runs it does not, so what it
    says stays true until the start.
    """
    if view.capacity is Concerned.ASKED:
        return
    for side in Side if view.side is None else (view.side,):
        person = view.kept.person(side)
        due = reminders_to_come(view.kept, side, view.setting.lead_times, view.now)
        if due and is_told(person, mails=view.setting.mails):
            yield view.words.say(
                "card.next_reminder" if view.side else "card.reminders",
                person=first_name(person),
                when=partial(shown_moment, view.words, due[0]),
                before=[view.kept.interview.start_at - each for each in due],
            )
    never = view.kept.lead_times == () and view.kept.is_live and not view.has_started
    if never and view.side is None:
        yield view.words.say("card.no_reminders")


def _bold(text: str) -> str:
    return f"*{text}*"


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
