"""What was done, who was told and who will be: the answers to `why`, `preview` and `history`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from bot.interviews.account import Deeds, Telling
from bot.interviews.changes import FieldChange
from bot.interviews.model import Kept
from bot.interviews.notices import State, What
from bot.interviews.plans import Deed
from bot.slack.blocks import Block, actions, context, escape, section, sections
from bot.slack.cards.living import old_to_new
from bot.slack.cards.message import Message
from bot.slack.cards.times import shown_moment
from bot.slack.lines import say_button
from bot.words import Worded, Words
from bot.words.text import cut, one_line
from bot.words.view import first_name

MOST = 30  # lines of one kind, the newest
DEEDS = 20  # of a history, the newest
SECTIONS = 45  # of a history: a message has fifty blocks at most
VALUE = 80  # characters of a place in a line
HISTORY = ("history",)
REACHED = frozenset({State.SENT, State.UNKNOWN})


def told_card(
    told: Sequence[Telling], kept: Kept, words: Words, *, with_history: bool = True
) -> Message:
    """Say who was told what and when, what is to come, and what was not told, each with why.

    What was merely planned otherwise since stands apart: nobody missed that.

    `with_history`: the reader may see that too, by a button.
    """
    words, told = words.escaping(escape), _once(told)
    reached = [each for each in told if each.notice.state in REACHED]
    to_come = [each for each in told if each.is_to_come]
    replanned = [each for each in told if each.is_replanned and each not in to_come]
    missed = [each for each in told if each not in (*reached, *to_come, *replanned)]
    return _message(
        words,
        "why.headline",
        kept,
        *_group(words, "why.told", [_line(words, each, kept) for each in reached]),
        *_group(words, "why.to_come", [_line(words, each, kept) for each in to_come]),
        *_group(words, "why.not_told", [_line(words, each, kept) for each in missed]),
        *_group(words, "why.replanned", [_line(words, each, kept) for each in replanned]),
        *actions(*_others(words, kept, "preview", *HISTORY[:with_history])),
    )


def preview_card(
    told: Sequence[Telling], kept: Kept, words: Words, *, with_history: bool = True
) -> Message:
    """Say who will be told what and when, of the interview as it stands; as in `told_card`."""
    words = words.escaping(escape)
    lines = [_line(words, each, kept) for each in told]
    return _message(
        words,
        "preview.headline",
        kept,
        *(_cut(words, lines) if lines else [section(words.say("preview.nothing"))]),
        *actions(*_others(words, kept, "why", *HISTORY[:with_history])),
    )


def history_card(deeds: Sequence[Deeds], kept: Kept, words: Words) -> Message:
    """Say who did what, when and through which door, and what it changed."""
    words = words.escaping(escape)
    told = [_deed(words, kept, each) for each in deeds[-DEEDS:]]
    while len(sections(*chain(*told))) > SECTIONS:
        del told[0]
    return _message(
        words,
        "history.headline",
        kept,
        *_left_out(words, len(deeds) - len(told)),
        *sections(*chain(*told)),
        *actions(*_others(words, kept, "why", "preview")),
    )


def _message(words: Words, key: str, kept: Kept, *blocks: Block) -> Message:
    headline = words.say(key, id=kept.id)
    return Message(headline, [section(f"*{headline}*"), *blocks])


def _others(words: Words, kept: Kept, *verbs: str) -> list[Block]:
    plain = words.escaping(str)
    return [
        each
        for number, verb in enumerate(verbs)
        for each in say_button(plain.say(f"button.{verb}"), f"{kept.id} {verb}", number)
    ]


def _group(words: Words, key: str, lines: Sequence[str]) -> list[Block]:
    return [section(f"*{words.say(key)}*"), *_cut(words, lines)] if lines else []


def _cut(words: Words, lines: Sequence[str]) -> list[Block]:
    return [*_left_out(words, len(lines) - MOST), *sections(*lines[-MOST:])]


def _left_out(words: Words, many: int) -> list[Block]:
    return [context(words.say("why.left_out", count=many))] if many > 0 else []


def _once(told: Sequence[Telling]) -> list[Telling]:
    """Leave out what says again, without a sound, that the same person can't make it.

    Cards are drawn anew each time that somebody else is asked to stand in.
    """
    first: dict[object, Telling] = {}
    for each in told:
        notice = each.notice
        is_drawn = notice.what is What.CANNOT and not notice.loud
        first.setdefault((notice.person_id, each.why_not) if is_drawn else notice.id, each)
    return [*first.values()]


def _line(words: Words, telling: Telling, kept: Kept) -> Worded:
    """Say one thing that was or is to be told; where it is not told, why not."""
    notice = telling.notice
    moment = notice.settled_at if notice.state in REACHED and notice.settled_at else notice.due_at
    return words.say(
        f"why.line.{_how(telling)}",
        moment=shown_moment(words, moment),
        person=telling.person,
        what=_what(words, telling, kept),
        reason=_reason(words, telling),
    )


def _what(words: Words, telling: Telling, kept: Kept) -> Worded:
    notice, owner = telling.notice, kept.owner
    if notice.what is What.BOOKED and owner is not None and owner.id == notice.person_id:
        return words.say("what.booking")
    return words.say(f"what.{notice.what.value}", lead=notice.lead_time)


def _how(telling: Telling) -> str:
    notice = telling.notice
    if telling.is_replanned:
        return "replanned"
    if telling.why_not is not None:
        return "perhaps" if notice.state in REACHED else "not"
    if not notice.loud:
        return "edit"
    if telling.waits:
        return "waits"
    return "mail" if telling.by_mail else "message"


def _reason(words: Words, telling: Telling) -> Worded | None:
    if telling.why_not is None:
        return None
    detail = one_line(telling.notice.detail or "")
    return words.say(f"reason.{telling.why_not.value}", detail=cut(detail, VALUE) or None)


def _deed(words: Words, kept: Kept, deed: Deeds) -> list[str]:
    entry = deed.entry
    line = words.say(
        "history.line",
        moment=shown_moment(words, entry.at),
        done=words.say(_did(kept, deed), person=deed.by),
        door=words.say(f"door.{entry.door.value}"),
    )
    return [line, *(_change(words, kept, each) for each in deed.changes)]


def _did(kept: Kept, deed: Deeds) -> str:
    """Give the key of what somebody did; one's own answer and proposal are told apart."""
    entry, side = deed.entry, kept.side_of(deed.by.id) if deed.by else None
    if side and entry.deed == Deed.ACCEPT:
        return "did.said_yes"
    if side and entry.deed == Deed.DECLINE and (entry.before or {}).get("amended_by") == side:
        return "did.took_back"
    return f"did.{entry.deed}"


def _change(words: Words, kept: Kept, change: FieldChange) -> Worded:
    what = words.say(
        f"field.{change.field}",
        interviewee=first_name(kept.interviewee_person),
        interviewer=first_name(kept.interviewer_person),
    )
    return words.say(
        "history.change",
        what=what,
        change=old_to_new(_value(words, change.was), _value(words, change.now)),
    )


def _value(words: Words, value: Any) -> Worded:
    shown = tuple(map(_short, value)) if isinstance(value, tuple) else _short(value)
    return words.say("history.value", value=shown)


def _short(value: Any) -> Any:
    return cut(one_line(value), VALUE) if type(value) is str else value
