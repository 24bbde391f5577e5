"""A form that somebody else overtook: shown again with what they changed, and nothing lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from bot.interviews.changes import FieldChange
from bot.interviews.model import Kept
from bot.slack.forms.choice import Choice
from bot.slack.forms.interview import FIELDS, InterviewForm
from bot.words import Words
from bot.words.text import cut, one_line

VALUE = 60  # characters of a place in a sentence, so that both places stand in it
WHAT = {  # fields of an interview, in the words of the form
    "start_at": "form.changed.start",
    "end_at": "form.changed.end",
    "kind": "form.kind",
    "location": "form.changed.place",
    "interviewee_id": "form.changed.interviewee",
    "interviewer_id": "form.changed.interviewer",
    "amend_start_at": "form.changed.proposed_start",
    "amend_end_at": "form.changed.proposed_end",
}


def caught_up(
    form: InterviewForm, kept: Kept, changes: Sequence[FieldChange], words: Words
) -> InterviewForm:
    """Give the form for the interview as it stands now, with a sentence for each change.

    What the form's owner entered stays. A field that they left as it had been, and somebody else
    changed, takes the new value: to save it again does not undo the other one's change.
    """
    now = InterviewForm.of(kept, ZoneInfo(form.zone))
    was = _as_it_was(now, kept, changes)
    overtaken = {
        name: getattr(now, name)
        for name, old in was.items()
        if _same(getattr(form, name), old) and not _same(getattr(now, name), old)
    }
    sentences = tuple(change_in_words(change, words) for change in changes)
    return form.replacing(**overtaken).but(version=kept.version, changes=sentences, when=None)


def _as_it_was(now: InterviewForm, kept: Kept, changes: Sequence[FieldChange]) -> dict[str, Any]:
    """Give the values of the form as they had been; people by their names alone."""
    old = {change.field: change.was for change in changes}
    times = {name: old[name] for name in ("start_at", "end_at") if name in old}
    before = kept.but(interview=kept.interview.but(**times))
    then = InterviewForm.of(before, ZoneInfo(now.zone))
    names = {block: name for name, block in FIELDS.items()}
    others = {names[field]: was for field, was in old.items() if field in set(names) - set(times)}
    return {"date": then.date, "time": then.time, "minutes": then.minutes} | others


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, Choice) and isinstance(other, str):
        return one == one.but(label=other)
    return bool(one == other)


def change_in_words(change: FieldChange, words: Words) -> str:
    """Say what was changed: the field, who did it, and both values."""
    return words.say(
        "form.changed",
        what=words.say(WHAT[change.field]),
        was=_value(change.was, words),
        now=_value(change.now, words),
        person=change.by or None,
    )


def _value(value: Any, words: Words) -> Any:
    if value is None:
        return words.say("form.changed.nothing")
    return cut(one_line(value), VALUE) if type(value) is str else value
