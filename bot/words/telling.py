"""What a notice says, for every door: the lock screen's line, the sentence, what has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.interviews.model import Attendance, Kept, Kind, Person, Side
from bot.interviews.notices import NO_NEWS, Notice, What
from bot.interviews.planning.afterwards import waits_for_feedback
from bot.interviews.planning.reminders import UNANSWERED
from bot.interviews.planning.second_thoughts import UNDOES
from bot.interviews.planning.several import LISTED
from bot.interviews.planning.tellings import Concerned
from bot.words.lock import lock_line, what_to_do
from bot.words.places import is_time_to_join, place_in_words
from bot.words.text import cut
from bot.words.view import FIRST_NAME, View, first_name, name
from bot.words.worded import Worded

ANSWERS = frozenset({What.ACCEPTED, What.DECLINED})  # to a proposal
ASKS = frozenset({What.BOOKED, What.MOVED, What.PROPOSED})  # each the two whether it suits them
NOT_MET = frozenset({What.BEGUN, What.ATTENDED, What.ENDED})  # is said otherwise of a no-show
NOTHING_WAS = NO_NEWS | {What.BOOKED, What.REPLACED_YOU, What.CANCELLED, What.REJECTED}
Span = Callable[[datetime, datetime], str]


def notice_line(notice: Notice, view: View, *, lasting: bool = False) -> str:
    """Give the line that a lock screen shows of a notice; `lasting` as in `lock_line`."""
    if notice.what is What.REMINDER:
        left = None if view.has_started else time_left(view)
        clock = partial(view.words.clock_and_zone, view.kept.interview.start_at)
        values = {"clock": clock, "left": left, "to_do": partial(_to_do, view)}
        return lock_line(view, "reminder", lasting=lasting, **values)
    values = _lock_values(notice, view)
    return lock_line(view, notice.what.value, lasting=lasting, **values)


def _lock_values(notice: Notice, view: View) -> dict[str, Any]:
    late = view.kept.late
    return {
        "to_do": partial(_to_do, view),
        "untold": _untold_person(notice, view.kept),
        "late": view.kept.person(late.side) if late else None,
    }


def _to_do(view: View) -> Worded:
    return what_to_do(view, unanswered=view.waits_for_reader and not is_time_to_join(view))


def time_left(view: View) -> timedelta:
    """Say how long it is until the start."""
    return max(view.kept.interview.start_at - view.now, timedelta(0))


def sentence(notice: Notice, view: View, *, in_letter: bool = False) -> Worded:
    """Give the one sentence that says what has happened; a letter has no buttons to speak of."""
    kept, late = view.kept, view.kept.late
    return view.words.say(
        _key(notice, view, in_letter=in_letter),
        by=_by(notice, view),
        owner=view.owner_name,
        company=view.company,
        meeting=partial(view.words.say, f"a_meeting.{kept.interview.kind.value}"),
        interviewee=kept.interviewee_person,
        interviewer=kept.interviewer_person,
        proposer=partial(_proposer, kept),
        person=partial(_untold_name, notice, kept),
        left=partial(time_left, view),
        late=first_name(kept.person(late.side)) if late else None,
        minutes=timedelta(minutes=late.minutes) if late else None,
        asked=name(kept.cover.asked) if kept.cover and kept.cover.asked else None,
        waiting=partial(_waited_for, view),
    )


def still_asked(notice: Notice, view: View) -> Iterator[Worded]:
    """Say again what the reader has not answered yet, where an edit takes that question's place."""
    side = view.side
    if notice.what is What.ATTENDED and _is_asked_how_it_was(view):
        yield view.words.say("notice.feedback", interviewee=view.kept.interviewee_person)
    if notice.loud or notice.what in ASKS or side is None or view.has_started:
        return
    if not view.kept.is_live or not view.waits_for_reader:
        return
    if view.kept.interview.amended_by is not None:
        yield view.words.say("notice.proposed", proposer=_proposer(view.kept))
    elif view.kept.answer(side) is None:
        yield view.words.say(f"card.asked.{side.value}")


def _is_asked_how_it_was(view: View) -> bool:
    asks = view.setting.lead_times.asks_feedback and view.side is Side.INTERVIEWER
    return asks and waits_for_feedback(view.kept, view.now)


def _key(notice: Notice, view: View, *, in_letter: bool) -> str:
    """Give the key of the sentence that says most exactly what has happened, and to whom."""
    capacity = view.capacity or Concerned.OWNER
    if capacity is Concerned.ASKED and notice.what is not What.OFFERED:
        capacity = Concerned.OWNER  # a recruiter who is asked to stand in hears all else as ever
    subject, mine = _subject(notice, view), _is_by_reader(notice, view)
    stems = [f"letter.{subject}"] if in_letter else []
    if notice.what is What.CANCELLED and UNDOES in notice.values:
        stems.append("notice.unbooked")
    if notice.what is What.CANNOT and view.kept.asked_id is not None:
        stems.append("notice.asking")
    if notice.what is What.CHANGED and _is_by_a_new_interviewer(notice, view.kept):
        stems.append("notice.taken_over")
    if notice.what in {What.REMINDER, What.BEGUN} and _lacks_its_interviewer(view):
        stems.append("notice.cannot")
    if notice.what is What.MOVED and notice.values.get("missed"):
        stems.append("notice.missed")
    if notice.what in NOT_MET and view.kept.attendance == Attendance.NO_SHOW:
        stems.append("notice.not_met")
    return next(
        key
        for stem in [*stems, f"notice.{subject}"]
        for key in _keys(stem, capacity, mine=mine)
        if view.words.knows(key)
    )


def _lacks_its_interviewer(view: View) -> bool:
    """Whether it stands without one, to all but whoever is asked to stand in."""
    return view.kept.needs_cover and not view.is_over and view.capacity is not Concerned.ASKED


def _waited_for(view: View) -> Worded | None:
    """Give the names of those, but for the reader, whose yes is still to come."""
    people = [view.kept.person(side) for side in Side if view.waits_for(side)]
    names = [name(person) for person in people if person.id != view.reader.id]
    return view.words.several(names) if names else None


def _subject(notice: Notice, view: View) -> str:
    """Give what is told, told apart by who did it where that makes another sentence."""
    kept, by_id = view.kept, notice.values.get("by_id")
    if notice.what is What.ANSWERED and by_id is not None and kept.side_of(by_id) is None:
        return "noted"
    if notice.what is What.REPLACED_YOU and not notice.loud and not _people_changed(notice):
        return "passed_on"
    if notice.what in {What.BEGUN, What.ENDED} and view.capacity is Concerned.ASKED:
        return What.OFFER_OVER.value  # whoever stands in had to say so before the start
    if notice.what is What.BEGUN and view.is_over:
        return What.ENDED.value
    if notice.what is What.ATTENDED and view.is_over and view.side is Side.INTERVIEWEE:
        return What.ENDED.value  # who came is noted afterwards too
    if notice.what is What.CHANGED and not notice.loud and not notice.values.get("was"):
        # nothing else changes without anything being different
        return "no_reminders" if kept.lead_times == () else "reminders"
    return notice.what.value


def _people_changed(notice: Notice) -> bool:
    return any(side.value in (notice.values.get("was") or {}) for side in Side)


def _is_by_a_new_interviewer(notice: Notice, kept: Kept) -> bool:
    """Whether whoever stands in took it over themselves, and nothing else changed."""
    was = notice.values.get("was") or {}
    return (
        set(was) == {Side.INTERVIEWER.value}
        and notice.values.get("by_id") == kept.interviewer_person.id
    )


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


def changes(notice: Notice, view: View, span: Span) -> Iterator[tuple[str, str]]:
    """Give what was and what is now, escaped; not for somebody who has just come.

    `span` says a span of time as it is said where this will stand.
    """
    was = notice.values.get("was")
    if not isinstance(was, dict) or notice.what in NOTHING_WAS:
        return
    if view.capacity is None:
        return
    if view.kept.interview.amended_by is None:  # else it would be taken for what is proposed
        yield from _time_change(was, view, span)
    interview = view.kept.interview
    if "kind" in was and was["kind"] in set(Kind):
        yield view.words.say(f"kind.{was['kind']}"), view.words.say(f"kind.{interview.kind}")
    if "location" in was:
        old = place_in_words(view.words, _text(was["location"]))
        yield old, place_in_words(view.words, interview.location)
    for side in Side:
        if _text(was.get(side.value)):
            former = view.words.escape(cut(str(was[side.value]), 80))
            yield former, view.words.escape(name(view.kept.person(side)))


def told_as_well(notice: Notice, view: View, moment: Callable[[datetime], str]) -> Iterator[Worded]:
    """Give a line for each other interview that a reminder tells of; `moment` says its start."""
    for also in notice.values.get("also", ()):
        line = view.words.say(
            "card.also",
            id=also["id"],
            start=moment(datetime.fromisoformat(also["start_at"])),
            person=cut(also["person"], 80) if also["person"] else None,
            kind=Kind(also["kind"]),
        )
        if also.get("waits"):
            answer = view.words.say("card.answer.none.you")
            line = view.words.say("card.also_waits", also=line, answer=answer)
        yield line


def booked_together(notice: Notice, view: View, span: Span) -> Iterator[Worded]:
    """Give a line for each interview that somebody booked at once; `span` as in `changes`."""
    for each in notice.values.get(LISTED, ()):
        start, end = (datetime.fromisoformat(each[name]) for name in ("start_at", "end_at"))
        yield view.words.say(
            "several.line",
            id=each["id"],
            interviewee=cut(each["interviewee"], FIRST_NAME),
            interviewer=cut(each["interviewer"], FIRST_NAME),
            when=span(start, end),
        )


def _time_change(was: dict[str, Any], view: View, span: Span) -> Iterator[tuple[str, str]]:
    interview = view.kept.interview
    start = _instant(was.get("start_at")) or interview.start_at
    end = _instant(was.get("end_at")) or interview.end_at
    if (start, end) != (interview.start_at, interview.end_at):
        yield span(start, end), span(interview.start_at, interview.end_at)


def _instant(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def reminder_number(notice: Notice, view: View) -> Worded | None:
    """Give which reminder it is, of several: "reminder 2 of 3"."""
    if notice.what is not What.REMINDER or view.side is None or notice.lead_time is None:
        return None
    times = view.setting.lead_times.of(view.side, view.kept)
    if _had_answered(view):
        asks = view.setting.lead_times.only_while_unanswered
        times = tuple(time for time in times if not asks(view.side, view.kept, time))
    if notice.lead_time not in times or len(times) == 1:
        return None
    return view.words.say(
        "card.reminder_number", number=times.index(notice.lead_time) + 1, most=len(times)
    )


def _had_answered(view: View) -> bool:
    """Whether an interviewer had answered before they would have been reminded to."""
    answer = view.kept.interviewer_answer
    return answer is not None and answer.at <= view.kept.interview.start_at - UNANSWERED
