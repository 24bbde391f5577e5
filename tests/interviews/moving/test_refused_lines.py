"""A file with anything wrong in it is refused whole, and every line that is wrong is named."""

from typing import Any

import pytest

from bot.interviews.moving.faults import MOST_SHOWN, Fault, NotImported, Why
from bot.interviews.moving.gathering import Line
from bot.interviews.moving.lines import MOST, Unsound, read_line
from bot.interviews.refusals import Refusal

LONG = "x" * 2_001
LATER = "2026-11-24T10:00:00Z"


def whys(faults: Any) -> list[tuple[int, str | None, Any]]:
    return [(fault.line, fault.field, fault.why) for fault in faults]


def wrong(data: Any) -> list[tuple[int, str | None, Any]]:
    with pytest.raises(Unsound) as unsound:
        read_line(7, data)
    return whys(unsound.value.faults)


@pytest.mark.parametrize(
    "data",
    [None, 7, "interview", [], {}, {"interviews": {}}, {"interview": {}, "user": {}}],
)
def test_a_line_is_one_interview_or_one_user(data: Any) -> None:
    assert wrong(data) == [(7, None, Why.NOT_ONE_THING)]


@pytest.mark.parametrize("root", ["interview", "user"])
@pytest.mark.parametrize("fields", [None, [], "27"])
def test_what_it_holds_is_an_object(root: str, fields: Any) -> None:
    assert wrong({root: fields}) == [(7, root, Why.NOT_AN_OBJECT)]


@pytest.mark.parametrize("value", [0, -1, MOST + 1, True, 1.0, "x", "", "1e3", [], 2**63])
@pytest.mark.parametrize("name", ["id", "interviewer__id", "driver__id"])
def test_an_id_is_a_whole_number_within_bounds(shown: Any, name: str, value: Any) -> None:
    field = {"interviewer__id": "interviewer.id", "driver__id": "interviewee.driver.id"}
    found = wrong(shown(**{name: value}))
    assert (7, field.get(name, name), Why.NOT_AN_ID) in found


def test_an_id_may_be_text_of_digits(shown: Any) -> None:
    assert read_line(7, shown(id="27")) == read_line(7, shown(id=27))


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-20T14:00:00", "2026-11-20", "tomorrow", "", 1_763_647_201, "1763647200", True,
        "2026-02-30T10:00:00Z", "2026-11-20T24:30:00Z", "2026-06-30T23:59:60Z",
        "0001-01-01T00:00:00+14:00", [],
    ],
)  # fmt: skip
def test_a_time_carries_its_offset_and_exists(shown: Any, value: Any) -> None:
    assert (7, "start_at", Why.NOT_A_TIME) in wrong(shown(start_at=value))


def test_a_time_may_have_any_offset(shown: Any) -> None:
    assert read_line(7, shown(start_at="2026-11-20T15:00:00+01:00")) == read_line(7, shown())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "video"}, ("kind", Why.NOT_ONE_OF)),
        ({"status": "attended"}, ("status", Why.NOT_ONE_OF)),
        ({"kind": None}, ("kind", Why.NOT_ONE_OF)),
        ({"start_at": None}, ("start_at", Why.NOT_A_TIME)),
        ({"location": 7}, ("location", Why.NOT_A_TEXT)),
        ({"location": LONG}, ("location", Refusal.LOCATION_TOO_LONG)),
        ({"location": "a\0b"}, ("location", Refusal.UNREADABLE_TEXT)),
        ({"location": "\ud800"}, ("location", Refusal.UNREADABLE_TEXT)),
        ({"driver__title": ""}, ("interviewee.driver.title", Refusal.REQUIRED)),
        ({"driver__title": "x" * 201}, ("interviewee.driver.title", Refusal.NAME_TOO_LONG)),
        ({"driver__image": "a\0b"}, ("interviewee.driver.image", Refusal.UNREADABLE_TEXT)),
        ({"driver__image": LONG}, ("interviewee.driver.image", Why.TEXT_TOO_LONG)),
        ({"interviewer": None}, ("interviewer", Why.NOT_AN_OBJECT)),
        ({"note": "x"}, ("note", Why.UNKNOWN_FIELD)),
        ({"interviewer__email": "x"}, ("interviewer.email", Why.UNKNOWN_FIELD)),
        ({"interviewer_id": 5}, ("interviewer_id", Why.IDS_DIFFER)),
        ({"interviewee_id": 5}, ("interviewee_id", Why.IDS_DIFFER)),
        ({"end_at": "2026-11-20T14:00:00Z"}, ("end_at", Refusal.END_BEFORE_START)),
        ({"end_at": "2026-11-21T14:00:01Z"}, ("end_at", Refusal.TOO_LONG)),
        ({"driver__id": 1040}, ("interviewer_id", Refusal.SAME_PERSON)),
        ({"status": "amended"}, ("amend_start_at", Why.HALF_A_PROPOSAL)),
        ({"amend_start_at": LATER}, ("amend_start_at", Why.HALF_A_PROPOSAL)),
        (
            {"amend_start_at": LATER, "amend_end_at": LATER, "amended_by": "interviewee"},
            ("amend_end_at", Refusal.END_BEFORE_START),
        ),
        (
            {
                "amend_start_at": LATER, "amend_end_at": "2026-11-24T11:00:00Z",
                "amended_by": "interviewee",
            },
            ("amend_start_at", Why.PROPOSAL_LEFT_OVER),
        ),
    ],
)  # fmt: skip
def test_an_interview_is_what_one_can_be(shown: Any, changes: Any, expected: Any) -> None:
    assert (7, *expected) in wrong(shown(**changes))


def test_every_field_of_an_interview_stands_in_its_line(shown: Any) -> None:
    for name in shown()["interview"]:
        line = shown()
        del line["interview"][name]
        assert wrong(line) == [(7, name, Why.MISSING)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": None}, ("title", Why.NOT_A_TEXT)),
        ({"title": " "}, ("title", Refusal.REQUIRED)),
        ({"role": "boss"}, ("role", Why.NOT_ONE_OF)),
        ({"slack_user_id": "sam"}, ("slack_user_id", Why.NOT_A_SLACK_ID)),
        ({"slack_user_id": 7}, ("slack_user_id", Why.NOT_A_TEXT)),
        ({"time_zone": "Europe/Madird"}, ("time_zone", Why.NOT_A_ZONE)),
        ({"time_zone": "../etc/passwd"}, ("time_zone", Why.NOT_A_ZONE)),
        ({"time_zone": 1}, ("time_zone", Why.NOT_A_ZONE)),
        ({"active": "perhaps"}, ("active", Why.NOT_YES_OR_NO)),
        ({"slack_id": "U1"}, ("slack_id", Why.UNKNOWN_FIELD)),
        ({"email": "x" * 2_001}, ("email", Why.TEXT_TOO_LONG)),
    ],
)
def test_a_user_is_what_one_can_be(changes: Any, expected: Any) -> None:
    assert wrong({"user": {"id": 1, "title": "Ana"} | changes}) == [(7, *expected)]


def test_two_lines_that_contradict_each_other_are_both_named(moving: Any, shown: Any) -> None:
    faults = moving.refuses(
        shown(), shown(id=28, interviewer__title="Pat W", interviewee__currency="EUR")
    )
    assert whys(faults) == [
        (2, "interviewee.currency", Why.TWO_VALUES),
        (2, "interviewer.title", Why.TWO_VALUES),
    ]
    assert faults[1].values == {
        "id": 1040, "value": "Pat W", "other": "Patrick Waelchi", "other_line": 1,
    }  # fmt: skip


def test_an_interview_in_two_lines_is_the_same_in_both(moving: Any, shown: Any) -> None:
    [fault] = moving.refuses(shown(), {"user": {"id": 1, "title": "sam"}}, shown(location="Room"))
    assert (fault.line, fault.why, fault.values["other_line"]) == (3, Why.INTERVIEW_TWICE, 1)


def test_one_slack_id_is_one_users(moving: Any) -> None:
    users = [{"user": {"id": n, "title": "Zo", "slack_user_id": "U300"}} for n in (300, 301)]
    [fault] = moving.refuses(*users)
    assert (fault.line, fault.why, fault.values["other_line"]) == (2, Why.SLACK_ID_TWICE, 1)


def test_one_wrong_line_keeps_all_others_out(moving: Any, shown: Any, of_two: Any) -> None:
    [fault] = moving.refuses(shown(), of_two(100, 200, id=28), shown(id=0))
    assert fault.line == 3


def test_of_very_many_faults_the_first_are_shown_and_all_are_counted(
    moving: Any, shown: Any
) -> None:
    with pytest.raises(NotImported) as refused:
        moving.brings(*[shown(kind="video")] * 500)
    assert refused.value.count == 500
    assert [fault.line for fault in refused.value.faults] == list(range(1, MOST_SHOWN + 1))


def test_a_line_that_could_not_be_read_at_all_is_named_like_any_other(moving: Any) -> None:
    unread = Line(1, fault=Fault.of(1, "start_at", Why.NOT_A_TIME))
    with pytest.raises(NotImported) as refused:
        moving.mover.bring_in(lambda: iter([unread]))
    assert whys(refused.value.faults) == [(1, "start_at", Why.NOT_A_TIME)]


def test_what_contradicts_is_shown_as_it_is_written(moving: Any, shown: Any) -> None:
    other = {"interviewee__currency": None, "interviewee__updated_at": LATER}
    faults = moving.refuses(shown(), shown(id=28, **other))
    said = {fault.field: (fault.values["value"], fault.values["other"]) for fault in faults}
    assert said == {
        "interviewee.currency": ("null", "GBP"),
        "interviewee.updated_at": ("2026-11-24T10:00:00.000Z", "2026-11-10T08:13:06.209Z"),
    }
