from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.interviews.changes import FieldChange
from bot.interviews.model import Kept, Kind, Person
from bot.slack.forms.choice import Choice
from bot.slack.forms.interview import InterviewForm, build
from bot.slack.forms.stale import caught_up
from bot.words import Words

View = dict[str, Any]
MADRID = ZoneInfo("Europe/Madrid")


def _change(field: str, was: Any, now: Any, by: str = "Lee Wu") -> FieldChange:
    return FieldChange(field=field, was=was, now=now, by=by)


def _after(kept: Kept, **interview: Any) -> Kept:
    return kept.but(version=kept.version + 1, interview=kept.interview.but(**interview))


def test_what_i_typed_stays_and_what_i_left_takes_the_new_value(kept: Kept, words: Words) -> None:
    mine = InterviewForm.of(kept, MADRID).but(minutes=60)
    now = _after(kept, location="Room 2", kind=Kind.IN_PERSON)
    changes = [
        _change("kind", Kind.VIDEO_CALL, Kind.IN_PERSON),
        _change("location", "https://meet.example/ana", "Room 2"),
    ]
    form = caught_up(mine, now, changes, words)
    assert (form.version, form.minutes) == (now.version, 60)
    assert (form.kind, form.location) == (Kind.IN_PERSON, "Room 2")
    assert form.revisions == {"kind": 1, "location": 1}


def test_what_both_of_us_changed_stays_mine_and_shows_both_values(
    kept: Kept, words: Words, shown: Callable[[View], str]
) -> None:
    mine = InterviewForm.of(kept, MADRID).but(location="Room 1")
    changes = [_change("location", "https://meet.example/ana", "Room 2")]
    form = caught_up(mine, _after(kept, location="Room 2"), changes, words)
    assert (form.location, form.revisions) == ("Room 1", {})
    assert "it was https://meet.example/ana, now it is Room 2 (Lee Wu)." in shown(
        build(form, words)
    )


def test_a_move_by_somebody_else_is_taken_over_whole(kept: Kept, words: Words) -> None:
    mine = InterviewForm.of(kept, MADRID).but(location="Room 1")
    start, end = kept.interview.start_at, kept.interview.end_at
    later = {
        "start_at": start + timedelta(days=3, hours=1),
        "end_at": end + timedelta(days=3, hours=1, minutes=15),
    }
    changes = [
        _change("start_at", start, later["start_at"]),
        _change("end_at", end, later["end_at"]),
    ]
    form = caught_up(mine, _after(kept, **later), changes, words)
    assert (form.date, form.time, form.minutes) == (date(2026, 11, 30), time(16, 0), 60)
    assert form.location == "Room 1"
    assert form.changes[0] == (
        "Start: it was Fri 27 Nov 2026, 15:00 (Madrid time), "
        "now it is Mon 30 Nov 2026, 16:00 (Madrid time) (Lee Wu)."
    )


def test_another_interviewer_chosen_meanwhile_is_taken_over(kept: Kept, words: Words) -> None:
    mine = InterviewForm.of(kept, MADRID).but(minutes=60)
    sam = Person(id=31, workspace_id=1, title="Sam Ito")
    now = kept.but(version=4, interviewer_person=sam)
    form = caught_up(mine, now, [_change("interviewer_id", "Pat Lee", "Sam Ito")], words)
    assert form.interviewer == Choice.of_person(31, "Sam Ito")
    assert form.changes == ("Interviews: it was Pat Lee, now it is Sam Ito (Lee Wu).",)


def test_my_own_choice_of_interviewer_stays(kept: Kept, words: Words) -> None:
    own = Choice.of_person(55, "Kim Ray")
    mine = InterviewForm.of(kept, MADRID).but(interviewer=own)
    now = kept.but(interviewer_person=Person(id=31, workspace_id=1, title="Sam Ito"))
    form = caught_up(mine, now, [_change("interviewer_id", "Pat Lee", "Sam Ito")], words)
    assert form.interviewer == own


def test_a_proposal_made_meanwhile_is_told_and_changes_no_field(kept: Kept, words: Words) -> None:
    mine = InterviewForm.of(kept, MADRID)
    proposed = kept.interview.start_at + timedelta(days=1)
    form = caught_up(mine, kept, [_change("amend_start_at", None, proposed, by="")], words)
    assert form.revisions == {}
    [sentence] = form.changes
    assert sentence.startswith("Start of the proposed time: it was nothing, now it is Sat 28 Nov")
    assert sentence.endswith("15:00 (Madrid time).")


def test_two_long_places_are_both_still_to_be_seen(kept: Kept, words: Words) -> None:
    mine = InterviewForm.of(kept, MADRID)
    changes = [_change("location", "Old " * 500, "New " * 500)]
    form = caught_up(mine, _after(kept, location="New " * 500), changes, words)
    assert "it was Old Old" in form.changes[0]
    assert "now it is New New" in form.changes[0]
