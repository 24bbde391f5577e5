"""The living card: the one message that shows how an interview stands now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.interviews.cautions import cautions
from bot.interviews.model import Kept, Person, Says, Side, Status
from bot.interviews.tellings import Concerned
from bot.slack.blocks import Block, context, contexts, cut, escape, is_link, link, marked, section
from bot.slack.cards.buttons import rows, waits_for
from bot.slack.cards.lock import lock_line
from bot.slack.cards.message import Message, Setting, first_name, name
from bot.slack.cards.places import numbers, where
from bot.slack.cards.times import shown_elsewhere, shown_span
from bot.slack.cards.view import View
from bot.words import Worded, Words

REASON = 1_000


def living_card(
    kept: Kept, reader: Person, words: Words, now: datetime, setting: Setting
) -> Message:
    """Give the card of an interview as this reader may see it at that instant.

    Somebody who has nothing to do with it (any more) sees that, and neither names nor buttons.
    """
    view = View.of(kept, reader, words, now, setting)
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
        section(_lines(_when(view), shown_elsewhere(view, view.kept.interview.start_at))),
        *_proposal(view),
        section(_lines(where(view), *numbers(view))),
        *_reasons(view),
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


def state(view: View) -> Worded:
    """Give how it stands: "Waiting for answers", "New time proposed by Ana", "On"."""
    kept = view.kept
    status = kept.interview.status
    if kept.is_live and view.is_over:
        return view.words.say("card.state.over")
    proposer = kept.interview.amended_by
    answer = kept.interviewer_answer
    if kept.is_live and answer is not None and answer.says is Says.CANNOT and proposer is None:
        return _by_whom(view, "card.state.cannot", kept.interviewer_person)
    by = kept.person(proposer if status is Status.AMENDED and proposer else Side.INTERVIEWEE)
    return _by_whom(view, f"card.state.{status.value}", by)


def _by_whom(view: View, key: str, person: Person, **values: Any) -> Worded:
    """Say it of that person, or of the reader, where that makes another sentence."""
    if person.id == view.reader.id and view.words.knows(f"{key}.you"):
        return view.words.say(f"{key}.you", **values)
    return view.words.say(key, person=first_name(person), **values)


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
    return marked(f"*{escape(name(view.kept.person(side)))}*")


def _answers(view: View) -> str:
    if not view.kept.is_live:
        return ""
    return " · ".join(_answer(view, side) for side in Side)


def _answer(view: View, side: Side) -> Worded:
    answer = view.kept.answer(side)
    key = answer.says.value if answer else "none"
    if side is view.side:
        return view.words.say(f"card.answer.{key}.you")
    return view.words.say(f"card.answer.{key}", person=first_name(view.kept.person(side)))


def _when(view: View) -> str:
    interview = view.kept.interview
    span = shown_span(view.words, interview.start_at, interview.end_at)
    if not view.kept.is_live:
        return f"~{span}~"
    return view.words.say("card.when", span=span, length=view.kept.length)


def _proposal(view: View) -> list[Block]:
    interview = view.kept.interview
    start, end, side = interview.amend_start_at, interview.amend_end_at, interview.amended_by
    if start is None or end is None or side is None:
        return []
    other = view.kept.person(side.other)
    key = "card.proposal_waits_for_you" if waits_for_reader(view) else "card.proposal_waits"
    return [
        section(
            _lines(
                _standing_to_new(
                    shown_span(view.words, interview.start_at, interview.end_at),
                    shown_span(view.words, start, end),
                ),
                shown_elsewhere(view, start),
                view.words.say(key, person=first_name(other)),
            )
        )
    ]


def waits_for_reader(view: View) -> bool:
    """Whether the reader's own answer is waited for."""
    return view.side is not None and waits_for(view, view.side)


def _standing_to_new(standing: str, new: str) -> Worded:
    """Give what is, not struck through as long as it stands, and what may be."""
    return marked(f"{standing} → *{new}*")


def old_to_new(old: str, new: str) -> Worded:
    """Give what was, struck through, and what is to be."""
    return marked(f"~{old}~ → *{new}*")


def _reasons(view: View) -> list[Block]:
    said = [
        _by_whom(view, key, person, reason=marked(cut(escape(reason), REASON)))
        for key, person, reason in _reasons_for(view)
        if reason
    ]
    return [section(_lines(*said))] if said else []


def _reasons_for(view: View) -> list[tuple[str, Person, str | None]]:
    """A reason is for those who arrange it, and for whoever gave it; a cancellation's for all."""
    kept = view.kept
    found: list[tuple[str, Person, str | None]] = []
    answer = kept.interviewer_answer
    if answer and answer.says is Says.CANNOT and view.capacity is not Concerned.INTERVIEWEE:
        found.append((f"card.reason.{answer.says.value}", kept.interviewer_person, answer.reason))
    is_withdrawn = kept.interview.status is Status.REJECTED
    if not is_withdrawn or view.capacity is not Concerned.INTERVIEWER:
        found.append(("card.reason", kept.interviewee_person, kept.reason))
    return found


def _cautions(view: View) -> list[Block]:
    if not (view.runs and view.kept.is_live) or view.has_started:
        return []
    found = cautions(view.kept, view.now, view.setting.holiday)
    return contexts(*(view.words.caution(caution) for caution in found))


def _foot(view: View, remark: str | None) -> str:
    parts = [view.words.say("card.number_of_interview", id=view.kept.id)]
    if remark:
        parts.append(marked(remark))
    owner = view.owner_name()
    if owner and view.kept.owner and view.kept.owner.id != view.reader.id:
        parts.append(view.words.say("card.arranged_by", person=owner, company=view.company()))
    return " · ".join(parts)


def _bold(text: str) -> str:
    return f"*{text}*"


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
