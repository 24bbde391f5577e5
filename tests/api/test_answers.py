"""What goes back: headers, lists, rates, the calendar file."""

from __future__ import annotations

import json
import re
import uuid
from datetime import timedelta
from typing import Any

import icalendar
import pytest

from bot.api.rates import Rates

SAM, PAT, ANA = 1, 3, 5


def an_interview(number: int, day: int, **given: Any) -> dict[str, Any]:
    """Bob's interview with Lee, on a day of December."""
    return {
        "id": number, "amend_end_at": None, "amend_start_at": None, "amended_by": None,
        "end_at": f"2026-12-{day:02d}T10:30:00.000Z",
        "interviewee": {
            "id": 12, "currency": None,
            "driver": {"id": 6, "image": None, "phone_number": None, "title": "Bob Silva"},
            "kind": "interview", "updated_at": "2026-11-20T08:13:05.789Z",
        },
        "interviewee_id": 12,
        "interviewer": {
            "id": 4, "contact_phone_number": None, "image": None, "title": "Lee Okafor",
        },
        "interviewer_id": 4, "kind": "phone_call", "location": "+34 600 000 000",
        "start_at": f"2026-12-{day:02d}T10:00:00.000Z", "status": "scheduled",
    } | given  # fmt: skip


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("0e7f157e-21d5-4782-9818-b0f100dfe1fd", True),
        ("a", True),
        ("Root-1.67_x@z", True),
        ("x" * 255, True),
        ("x" * 256, False),
        ("", False),
        ("two words", False),
        ("<script>", False),
        ("\u00e9", False),
    ],
)
def test_the_callers_request_id_is_taken_if_it_is_sane(
    sam: Any, given: str, *, taken: bool
) -> None:
    for path in ("/interviews/27", "/nothing"):
        header = {"x-request-id": given.encode("latin-1")}
        answered = sam.http.get(path, headers=header).headers["x-request-id"]
        assert (answered == given) is taken
        if not taken:
            assert uuid.UUID(answered).version == 4


def test_every_answer_has_the_same_headers_in_the_same_order(api: Any, sam: Any) -> None:
    captured = [
        "x-frame-options", "x-xss-protection", "x-content-type-options",
        "x-permitted-cross-domain-policies", "referrer-policy", "content-type", "vary", "etag",
        "cache-control", "x-request-id", "x-runtime", "content-length",
    ]  # fmt: skip
    lists = [*captured[:5], "per-page", "total", *captured[5:]]
    assert list(sam("GET", "/interviews/27").headers) == captured
    assert list(sam("HEAD", "/interviews/27").headers) == captured
    assert list(sam("POST", "/interviews/27/accept").headers) == captured
    assert list(sam("GET", "/interviews").headers) == lists
    assert list(sam("GET", "/interviews/27.ics").headers) == captured
    assert list(sam("GET", "/nothing").headers) == captured
    assert list(api.client()("GET", "/interviews").headers) == captured


def test_a_head_is_a_get_without_its_body(sam: Any) -> None:
    whole, head = sam("GET", "/interviews/27"), sam("HEAD", "/interviews/27")
    assert head.content == b""
    for name in ("etag", "content-length", "content-type"):
        assert head.headers[name] == whole.headers[name]


MANY = [{"interview": an_interview(100 + number, 1 + number % 25)} for number in range(50)]
many = pytest.mark.parametrize("besides", [MANY])


@pytest.fixture
def besides() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def lines(lines: list[dict[str, Any]], besides: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [*lines, *besides]


def ids(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.text
    return [interview["id"] for interview in answer.json()["interviews"]]


@many
def test_many_come_in_pages_ordered_by_start_and_then_by_id(sam: Any) -> None:
    first = sam("GET", "/interviews")
    assert (first.headers["per-page"], first.headers["total"]) == ("20", "51")
    assert list(first.json()) == ["interviews"]
    pages = [ids(sam("GET", f"/interviews?page={page}&per_page=20")) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [20, 20, 11, 0]
    in_order = [27, *(number for at in range(25) for number in (100 + at, 125 + at))]
    assert [number for page in pages for number in page] == in_order
    assert ids(sam("GET", "/interviews?per_page=100")) == in_order
    assert sam("GET", "/interviews?per_page=7&page=9").headers["per-page"] == "7"


@many
def test_of_many_those_are_listed_that_were_asked_for(sam: Any) -> None:
    def asked(query: str) -> list[int]:
        return ids(sam("GET", f"/interviews?{query}"))

    assert asked("status=pending") == asked("kind=video_call") == [27]
    assert asked("interviewer_id=3") == asked("interviewee_id=11") == [27]
    assert asked("q=RUIZ") == asked("q=chen") == [27]
    assert asked("q=%25") == []
    assert len(asked("q=silva&per_page=100")) == 50
    assert asked("from=2026-12-01T10:00:00Z&to=2026-12-02T10:00:00Z") == [100, 125]
    assert asked("from=2026-12-01T11:00:00%2B01:00&to=2026-12-01T11:00:01+01:00") == [100, 125]
    assert asked("status=scheduled&kind=video_call") == []


@many
def test_one_of_many_in_a_list_is_the_whole_object(sam: Any) -> None:
    [listed] = sam("GET", "/interviews?status=pending").json()["interviews"]
    one = sam("GET", "/interviews/27").json()["interview"]
    assert json.dumps(listed) == json.dumps(one)


def test_the_calendar_file_is_the_interview_as_it_stands(sam: Any, pat: Any) -> None:
    sam("PATCH", "/interviews/27", {"location": "Room 2; by the “Ñandú”, 1st floor"})
    answer = pat("GET", "/interviews/27.ics", accept="text/calendar")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    [event] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["LOCATION"] == "Room 2; by the “Ñandú”, 1st floor"
    assert event.decoded("dtstart").isoformat() == "2026-11-27T14:00:00+00:00"
    assert event.decoded("dtend").isoformat() == "2026-11-27T14:45:00+00:00"
    assert (event["STATUS"], event["SEQUENCE"]) == ("TENTATIVE", 2)
    assert "Ana Ruiz" in event["DESCRIPTION"]
    uid = event["UID"]
    sam("POST", "/interviews/27/cancel")
    [event] = icalendar.Calendar.from_ical(sam("GET", "/interviews/27.ics").content).walk("VEVENT")
    assert (event["UID"], event["STATUS"], event["SEQUENCE"]) == (uid, "CANCELLED", 3)
    assert sam("GET", "/interviews/27.ics", accept="application/json").status_code == 406


def test_a_calendar_file_is_given_anew_each_time(sam: Any) -> None:
    tag = sam("GET", "/interviews/27.ics").headers["etag"]
    assert sam("GET", "/interviews/27.ics", if_none_match=tag).status_code == 200


@pytest.mark.parametrize("nothing", ["", " ", "\t\n", None])
def test_a_place_without_a_sign_in_it_is_none(sam: Any, nothing: str | None) -> None:
    changed = sam("PATCH", "/interviews/27", {"location": nothing})
    assert changed.json()["interview"]["location"] is None
    booking = {
        "kind": "in_person", "start_at": "2026-11-30T10:00:00Z", "end_at": "2026-11-30T10:30:00Z",
        "interviewee_id": 12, "interviewer_id": 3, "location": nothing,
    }  # fmt: skip
    assert sam("POST", "/interviews/", booking).json()["interview"]["location"] is None


@pytest.mark.parametrize("settings", [{"api_rate": 3}])
def test_who_calls_too_often_is_told_when_to_come_back(api: Any, sam: Any) -> None:
    for _ in range(3):
        assert sam("GET", "/interviews/27").status_code == 200
    refused = sam("PATCH", "/interviews/27", {"location": "x"})
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    names = list(refused.headers)
    assert names.index("referrer-policy") < names.index("retry-after") < names.index("content-type")
    assert re.fullmatch(r"Those are more calls .* Try again in \d+ s\.", refused.json()["error"])
    assert api.client(SAM)("GET", "/interviews/27").status_code == 200, "another token"
    api.house.clock.move_to(api.house.clock.now() + timedelta(days=1))
    assert sam("GET", "/interviews/27").status_code == 429, "a clock that is turned is no minute"


def test_a_rate_counts_any_minute_and_forgets_who_is_gone() -> None:
    now = [100.0]
    rates = Rates(2, lambda: now[0])
    assert [rates.wait("a"), rates.wait("a"), rates.wait("a"), rates.wait("b")] == [0, 0, 60, 0]
    now[0] += 30.5
    assert rates.wait("a") == 30
    now[0] += 29.5
    assert [rates.wait("a"), rates.wait("a"), rates.wait("a")] == [0, 0, 60]
    now[0] += 61
    assert rates.wait("c") == 0
    assert set(rates._calls) == {"c"}


def test_a_rate_of_nought_is_no_limit() -> None:
    rates = Rates(0, lambda: 0.0)
    assert {rates.wait("a") for _ in range(1_000)} == {0}


def test_a_change_over_http_is_written_down_with_who_and_through_which_door(
    api: Any, sam: Any, ana: Any
) -> None:
    sam("PATCH", "/interviews/27", {"location": "Room 2"})
    ana("POST", "/users/interviews/27/accept")
    with api.house.book.read() as pages:
        history = pages.history(1, 27)
    assert [(entry.deed, entry.by_id, entry.door) for entry in history] == [
        ("change", SAM, "api"),
        ("accept", ANA, "api"),
    ]
    assert api.kept(27).interviewee_answer.door == "api"


def test_a_booking_is_its_bookers_own(api: Any, sam: Any) -> None:
    sent = {
        "kind": "phone_call", "interviewee_id": 12, "interviewer_id": PAT,
        "start_at": "2026-11-30T10:00:00Z", "end_at": "2026-11-30T11:00:00Z",
    }  # fmt: skip
    number = sam("POST", "/interviews", sent).json()["interview"]["id"]
    kept = api.kept(number)
    assert kept.owner.id == SAM
    assert kept.application.kind == "interview"
