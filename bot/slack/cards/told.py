"""What a notice says: one line for the lock screen, one sentence, and the living card below."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bot.interviews.model import Kept, Kind, Person, Side
from bot.interviews.notices import Notice, What
from bot.interviews.reminders import UNANSWERED
from bot.interviews.tellings import Concerned
from bot.slack.blocks import Block, cut, header, section
from bot.slack.cards.living import card_blocks, card_line, old_to_new, waits_for_reader
from bot.slack.cards.lock import lock_line, shown_first_name, what_to_do
from bot.slack.cards.message import Message, Setting, first_name, name
from bot.slack.cards.places import is_time_to_join, place_in_words
from bot.slack.cards.times import shown_span
from bot.slack.cards.view import View
from bot.words import Worded, Words

ANSWERS = frozenset({What.ACCEPTED, What.DECLINED})  # to a proposal


def told(
    notice: Notice, kept: Kept, reader: Person, words: Words, now: datetime, setting: Setting
) -> Message:
    """Give the message of a notice.

    `notice.values` are read as `bot.interviews.tellings` writes them: `by` (name), `by_id`,
    `was` (what is different now, as it was), `reason`; every one of them may be missing.
    """
    view = View.of(kept, reader, words, now, setting)
    head, text = _head(notice, view)
    lines = [_sentence(notice, view), *_changes(notice, view)]
    blocks = [head, section("\n".join(lines)), *card_blocks(view, _remark(notice, view))]
    return Message(text, blocks)


def _head(notice: Notice, view: View) -> tuple[Block, str]:
    """The first block says what the lock screen says, and a reminder's says it large.

    An edit calls nobody, so it says what stays true: when it is, and what.
    """
    if not notice.loud and view.capacity is not None:
        return section(f"*{card_line(view, lasting=True)}*"), card_line(view)
    if notice.what is not What.REMINDER:
        key, values = notice.what.value, _lock_values(notice, view)
        headline = lock_line(view, key, lasting=True, **values)
        return section(f"*{headline}*"), lock_line(view, key, **values)
    left = None if view.has_started else _left(view)
    clock = view.words.clock_and_zone(view.kept.interview.start_at)
    text = lock_line(view, "reminder", clock=clock, left=left, to_do=_to_do(view))
    title = view.plain.say(
        "notice.reminder.header",
        left=left,
        kind=view.kept.interview.kind,
        clock=view.plain.clock_and_zone(view.kept.interview.start_at),
    )
    return header(title), text


def _lock_values(notice: Notice, view: View) -> dict[str, Any]:
    about = _untold_person(notice, view.kept)
    return {
        "to_do": _to_do(view),
        "untold": shown_first_name(view, about) if about else None,
    }


def _to_do(view: View) -> Worded:
    return what_to_do(view, unanswered=waits_for_reader(view) and not is_time_to_join(view))


def _left(view: View) -> timedelta:
    return max(view.kept.interview.start_at - view.now, timedelta(0))


def _sentence(notice: Notice, view: View) -> Worded:
    kept = view.kept
    capacity = view.capacity or Concerned.OWNER
    stem = f"notice.{_subject(notice, kept)}"
    key = next(
        key for key in _keys(stem, capacity, mine=_is_by_reader(notice, view))
        if view.words.knows(key)
    )  # fmt: skip
    return view.words.say(
        key,
        by=_by(notice, view),
        owner=view.owner_name(),
        company=view.company(),
        meeting=view.words.say(f"a_meeting.{kept.interview.kind.value}"),
        interviewee=name(kept.interviewee_person),
        interviewer=name(kept.interviewer_person),
        proposer=_proposer(kept),
        person=_untold_name(notice, kept),
        left=_left(view),
    )


def _subject(notice: Notice, kept: Kept) -> str:
    """Give what is told, told apart by who did it where that makes another sentence."""
    by_id = notice.values.get("by_id")
    if notice.what is What.DECLINED and by_id == _former_proposer(notice, kept):
        return What.WITHDRAWN.value
    if notice.what is What.ANSWERED and by_id is not None and kept.side_of(by_id) is None:
        return "noted"
    if notice.what is What.REPLACED_YOU and not notice.loud and not _people_changed(notice):
        return "passed_on"
    return notice.what.value


def _people_changed(notice: Notice) -> bool:
    return any(side.value in (notice.values.get("was") or {}) for side in Side)


def _former_proposer(notice: Notice, kept: Kept) -> int | None:
    was = notice.values.get("was") or {}
    side = was.get("amended_by")
    return kept.person(Side(side)).id if side in set(Side) else None


def _keys(stem: str, capacity: Concerned, *, mine: bool) -> Iterator[str]:
    """The sentences that could be said, the most fitting first."""
    if mine:
        yield f"{stem}.{capacity.value}.by_you"
        yield f"{stem}.by_you"
    yield f"{stem}.{capacity.value}"
    yield stem


def _is_by_reader(notice: Notice, view: View) -> bool:
    return notice.values.get("by_id") == view.reader.id


def _by(notice: Notice, view: View) -> str | None:
    """Give who did it; an answer that a recruiter recorded is not said to be the recruiter's."""
    by, by_id = notice.values.get("by"), notice.values.get("by_id")
    if notice.what in ANSWERS and by_id is not None and view.kept.side_of(by_id) is None:
        return None
    return cut(by, 80) if isinstance(by, str) else None


def _proposer(kept: Kept) -> str | None:
    side = kept.interview.amended_by
    return first_name(kept.person(side)) if side else None


def _untold_name(notice: Notice, kept: Kept) -> str | None:
    person = _untold_person(notice, kept)
    return name(person) if person else None


def _untold_person(notice: Notice, kept: Kept) -> Person | None:
    people = [kept.interviewee_person, kept.interviewer_person, kept.owner]
    wanted = notice.values.get("person_id")
    return next((person for person in people if person and person.id == wanted), None)


def _changes(notice: Notice, view: View) -> Iterator[str]:
    """What was and what is now, each on a line of its own; not for somebody who has just come."""
    was = notice.values.get("was")
    if not isinstance(was, dict) or notice.what not in {What.MOVED, What.CHANGED, What.ACCEPTED}:
        return
    if view.capacity is None:
        return
    yield from _time_change(was, view)
    interview = view.kept.interview
    if "kind" in was and was["kind"] in set(Kind):
        yield old_to_new(
            view.words.say(f"kind.{was['kind']}"), view.words.say(f"kind.{interview.kind}")
        )
    if "location" in was:
        yield old_to_new(
            place_in_words(view.words, _text(was["location"])),
            place_in_words(view.words, interview.location),
        )
    for side in Side:
        if _text(was.get(side.value)):
            old = view.words.escape(cut(str(was[side.value]), 80))
            yield old_to_new(old, view.words.escape(name(view.kept.person(side))))


def _time_change(was: dict[str, Any], view: View) -> Iterator[str]:
    interview = view.kept.interview
    start = _instant(was.get("start_at")) or interview.start_at
    end = _instant(was.get("end_at")) or interview.end_at
    if (start, end) != (interview.start_at, interview.end_at):
        yield old_to_new(
            shown_span(view.words, start, end),
            shown_span(view.words, interview.start_at, interview.end_at),
        )


def _instant(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _remark(notice: Notice, view: View) -> Worded | None:
    """Which reminder it is: "reminder 2 of 3"."""
    if notice.what is not What.REMINDER or view.side is None or notice.lead_time is None:
        return None
    times = view.setting.lead_times.of(view.side, view.kept)
    if view.side is Side.INTERVIEWER and view.kept.lead_times is None and _had_answered(view):
        times = tuple(time for time in times if time != UNANSWERED)
    if notice.lead_time not in times:
        return None
    return view.words.say(
        "card.reminder_number", number=times.index(notice.lead_time) + 1, most=len(times)
    )


def _had_answered(view: View) -> bool:
    """Whether an interviewer had answered before they would have been reminded to."""
    answer = view.kept.interviewer_answer
    return answer is not None and answer.at <= view.kept.interview.start_at - UNANSWERED
