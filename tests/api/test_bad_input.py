"""Whatever is sent, the contract's answer comes back, nothing is stored, and one may go on."""

from __future__ import annotations

import json
import logging
import re
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.slow

BOOKING = {
    "kind": "video_call",
    "start_at": "2026-11-30T10:00:00Z",
    "end_at": "2026-11-30T11:00:00Z",
    "interviewee_id": 12,
    "interviewer_id": 3,
    "location": "https://meet.example.com/x",
}
TIMES = {"amend_start_at": "2026-11-30T10:00:00Z", "amend_end_at": "2026-11-30T11:00:00Z"}
ENDED = (
    "Interview #27 has been cancelled, so it can no longer be changed. "
    "A recruiter can book a new one."
)
HEADERS = [
    "x-frame-options", "x-xss-protection", "x-content-type-options",
    "x-permitted-cross-domain-policies", "referrer-policy", "content-type", "vary", "etag",
    "cache-control", "x-request-id", "x-runtime", "content-length",
]  # fmt: skip


@pytest.fixture
def refused(api: Any, sam: Any) -> Iterator[Any]:
    """Checks that an answer refuses; afterwards that nothing was stored and the line still works.

    Everything goes over one connection.
    """
    before = api.everything()

    def check(answer: Any, status: int, field: str | None = None) -> str:
        assert answer.status_code == status, answer.text
        more = [name for name in answer.headers if name in {"allow", "retry-after"}]
        assert list(answer.headers) == [*HEADERS[:5], *more, *HEADERS[5:]]
        body = answer.json()
        if field is None:
            assert list(body) == ["error"]
            sentence = body["error"]
        else:
            assert list(body) == ["errors"]
            assert field in body["errors"], body
            [sentence] = body["errors"][field]
        assert isinstance(sentence, str)
        assert sentence
        return sentence

    yield check
    assert sam("GET", "/interviews/27").status_code == 200
    assert api.everything() == before


NOT_JSON = {
    "nothing": b"",
    "no JSON": b"location=x",
    "cut short": b'{"interview": {"location": "x"',
    "two values": b"{} {}",
    "single quotes": b"{'interview': {}}",
    "a byte-order mark": b'\xef\xbb\xbf{"interview": {}}',
    "UTF-16": '{"interview": {}}'.encode("utf-16"),
    "invalid UTF-8": b'{"interview": {"location": "\xff\xfe"}}',
    "a surrogate in UTF-8": b'{"interview": {"location": "\xed\xa0\x80"}}',
    "NUL between values": b'{"interview":\x00 {}}',
    "NUL in a string": b'{"interview": {"location": "a\x00b"}}',
    "NaN": b'{"interview": {"location": NaN}}',
    "Infinity": b'{"interview": {"interviewer_id": -Infinity}}',
    "a key twice": b'{"interview": {"location": "a", "location": "b"}}',
    "the root twice": b'{"interview": {}, "interview": {"location": "b"}}',
    "nested without end": b'{"interview":' + b"[" * 30_000,
    "deeply nested": b'{"interview": {"x": ' + b"[" * 20_000 + b"]" * 20_000 + b"}}",
}
OTHER_SHAPES = [
    b"null", b"[]", b"7", b'"interview"', b"{}", b'{"interview": null}', b'{"interview": []}',
    b'{"interview": "x"}', b'{"location": "x"}', b'{"Interview": {}}',
]  # fmt: skip


def test_what_is_no_json_is_refused(sam: Any, refused: Any) -> None:
    for name, body in NOT_JSON.items():
        for method, path in (("PATCH", "/interviews/27"), ("POST", "/interviews")):
            assert "JSON" in refused(sam.sends(method, path, body), 400), name
        if body:
            refused(sam.sends("POST", "/interviews/27/cancel", body), 400)


def test_json_of_another_shape_is_refused(sam: Any, refused: Any) -> None:
    for body in OTHER_SHAPES:
        for method, path in (
            ("PATCH", "/interviews/27"),
            ("PUT", "/interviews/27"),
            ("POST", "/interviews/27/amend"),
            ("POST", "/interviews"),
        ):
            assert "interview" in refused(sam.sends(method, path, body), 400)


def test_a_call_that_needs_no_body_takes_nothing_but_an_object(
    sam: Any, ana: Any, refused: Any
) -> None:
    for body in (b"null", b"[]", b"7", b'"x"', b"true"):
        for deed in ("accept", "decline", "cancel"):
            refused(sam.sends("POST", f"/interviews/27/{deed}", body), 400)
        refused(ana.sends("POST", "/users/interviews/27/reject", body), 400)


@pytest.mark.parametrize("body", [None, b"", b"{}", b'{"interview": 5}', b'{"x": [1, null]}'])
def test_a_call_that_needs_no_body_takes_none_or_any_object(sam: Any, body: bytes | None) -> None:
    if body is None:
        answer = sam.http.post("/interviews/27/cancel")
    else:
        answer = sam.sends("POST", "/interviews/27/cancel", body)
    assert answer.json()["interview"]["status"] == "cancelled"


IDS = [0, -1, 1.5, 12.0, 1e3, 2**63, 2**64, 10**30, True, False, [], {}, [12], "", " ", "1.5",
       "-3", "x", "12 ", "12\n", "\u0661\u0662", "9" * 19, "1" * 20, "0"]  # fmt: skip
MOMENTS = [
    7, 1795000000, True, [], {}, "", "tomorrow", "2026-11-30", "10:00:00Z", "2026-11-30T10:00:00",
    "2026-11-30 10:00:00Z", "2026-02-30T10:00:00Z", "2027-02-29T10:00:00Z",
    "2026-12-31T23:59:60Z", "2026-11-30T24:00:00Z", "2026-11-30T25:00:00Z",
    "2026-13-01T10:00:00Z", "2026-W49-1T10:00:00Z", "20261130T100000Z", "2026-11-30T10:00:00+25:00",
    "2026-11-30T10:00:00+05:60",
    "2026-11-30T10:00:00Z\n", "2026-11-30T10:00:00Zx", "0000-01-01T10:00:00Z",
    "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-12:00", "\u0662026-11-30T10:00:00Z", "2026-11-30T10:00:00Europe/Madrid",
]  # fmt: skip
KINDS = [7, True, [], {}, "", "Video_call", "video call", "phone", "video_call\n", "\ud800"]
TEXTS = [7, 1.5, True, [], {}, ["x"]]
UNREADABLE = [
    *(("interviewee_id", value) for value in IDS),
    *(("interviewer_id", value) for value in IDS),
    *(("start_at", value) for value in MOMENTS),
    *(("end_at", value) for value in MOMENTS),
    *(("kind", value) for value in KINDS),
    *(("location", value) for value in TEXTS),
    *(("force", value) for value in (1, 0, "true", [], {})),
    *((field, None) for field in BOOKING if field != "location"),
    ("location", "x" * 2_001),
    ("location", "a\x00b"),
    ("location", "a\x07b"),
    ("location", "\ud800"),
    ("location", "\udfff x"),
]


def in_ascii(fields: dict[str, Any]) -> bytes:
    return json.dumps({"interview": fields}).encode()


def test_what_cannot_be_read_is_refused_under_its_field(sam: Any, refused: Any) -> None:
    for field, value in UNREADABLE:
        change = sam.sends("PATCH", "/interviews/27", in_ascii({field: value}))
        refused(change, 422, field)
        booking = sam.sends("POST", "/interviews", in_ascii(BOOKING | {field: value}))
        if (field, value) != ("force", None):
            assert refused(booking, 422, field) == refused(change, 422, field)


def test_a_number_of_thousands_of_digits_is_no_id(sam: Any, refused: Any) -> None:
    digits = b"9" * 6_000
    for number in (digits, b"-" + digits, b"0." + digits, b"1e" + digits[:300]):
        body = b'{"interview": {"interviewer_id": ' + number + b"}}"
        refused(sam.sends("PATCH", "/interviews/27", body), 422, "interviewer_id")


def test_everything_that_is_missing_is_said_at_once(sam: Any, refused: Any) -> None:
    answer = sam("POST", "/interviews", {})
    refused(answer, 422, "kind")
    assert set(answer.json()["errors"]) == set(BOOKING) - {"location"}
    assert set(map(tuple, answer.json()["errors"].values())) == {
        ("This is needed. Please fill it in.",)
    }
    answer = sam("POST", "/interviews/27/amend", {"amend_start_at": None})
    refused(answer, 422, "amend_start_at")
    assert set(answer.json()["errors"]) == {"amend_start_at", "amend_end_at"}


def test_a_reason_is_a_text_that_can_be_shown(sam: Any, ana: Any, refused: Any) -> None:
    for reason in (7, [], True, "x" * 2_001, "a\x00b", "\ud800"):
        body = in_ascii({"reason": reason})
        refused(sam.sends("POST", "/interviews/27/cancel", body), 422, "reason")
        refused(ana.sends("POST", "/users/interviews/27/reject", body), 422, "reason")


RULES = [
    ({"end_at": "2026-11-27T14:00:00Z"}, "end_at"),
    ({"end_at": "2026-11-28T14:00:01Z"}, "end_at"),
    ({"start_at": "2026-11-20T10:00:00Z"}, "end_at"),
    ({"start_at": "2026-11-20T10:00:00Z", "end_at": "2026-11-20T11:00:00Z"}, "start_at"),
    ({"interviewer_id": 999}, "interviewer_id"),
    ({"interviewee_id": 999}, "interviewee_id"),
    ({"interviewee_id": 2**63 - 1}, "interviewee_id"),
    ({"interviewer_id": 5}, "interviewer_id"),
]


def test_what_a_rule_refuses_is_said_under_its_field(sam: Any, refused: Any) -> None:
    for change, field in RULES:
        refused(sam("PATCH", "/interviews/27", change), 422, field)


def test_a_refusal_of_the_state_concerns_no_field(api: Any, sam: Any) -> None:
    assert sam("POST", "/interviews/27/cancel").status_code == 200
    before = api.everything()
    answer = sam("PATCH", "/interviews/27", {"location": "x"})
    assert answer.status_code == 422
    assert answer.json() == {
        "errors": {
            "base": [ENDED],
        }
    }
    assert api.everything() == before


NO_JSON_TYPES = [
    "text/plain", "application/x-www-form-urlencoded", "application/xml", "", "json",
     "application/json; charset=latin-1", "application/jsonx", "text/json",
     "application/json; charset=utf-8; charset=latin-1",
]  # fmt: skip
JSON_TYPES = [
    "application/json", "Application/JSON", 'application/json; charset="UTF-8"',
    "application/json;", "application/json;version=1; charset=utf-8",
]  # fmt: skip
NO_JSON_WANTED = [
    "text/html", "application/xml, text/*", "application/json;q=0", "application/json;q=0, */*",
    "*/*, application/*; q=0.00",
]  # fmt: skip
JSON_WANTED = [
    "", "*/*", "application/*;q=0.1", "text/html, application/json", "Application/JSON",
    "application/*;q=0, application/json",
]  # fmt: skip


def test_what_is_not_sent_as_json_is_refused(sam: Any, refused: Any) -> None:
    for kind in NO_JSON_TYPES:
        refused(sam.sends("PATCH", "/interviews/27", b'{"interview": {}}', content_type=kind), 415)


def test_json_may_name_its_charset_and_other_parameters(sam: Any) -> None:
    for kind in JSON_TYPES:
        answer = sam.sends("PATCH", "/interviews/27", b'{"interview": {}}', content_type=kind)
        assert answer.status_code == 200


def test_who_accepts_no_json_is_told_so(sam: Any, refused: Any) -> None:
    for accept in NO_JSON_WANTED:
        refused(sam("GET", "/interviews/27", accept=accept), 406)
        refused(sam("PATCH", "/interviews/27", {"location": "x"}, accept=accept), 406)


def test_who_accepts_json_among_others_gets_it(sam: Any) -> None:
    for accept in JSON_WANTED:
        assert sam("GET", "/interviews/27", accept=accept).status_code == 200


def test_a_body_is_read_up_to_its_limit_and_no_further(sam: Any, refused: Any) -> None:
    longest = b'{"interview": {}' + b" " * (64 * 1024 - 17) + b"}"
    assert sam.sends("PATCH", "/interviews/27", longest).status_code == 200
    refused(sam.sends("PATCH", "/interviews/27", longest + b" "), 400)


def line_of(answer: httpx.Response) -> Any:
    """Our end of the connection over which an answer came."""
    return answer.extensions["network_stream"].get_extra_info("client_addr")


def test_ten_megabytes_are_refused_and_the_connection_stays_usable(sam: Any, refused: Any) -> None:
    body = b'{"interview": {"location": "' + b"x" * 10_000_000 + b'"}}'
    first = sam("GET", "/interviews/27")
    assert "64 KiB" in refused(sam.sends("PATCH", "/interviews/27", body), 400)
    in_pieces = (body[at : at + 50_000] for at in range(0, len(body), 50_000))
    json_ = {"content-type": "application/json"}
    answer = sam.http.patch("/interviews/27", content=in_pieces, headers=json_)
    refused(answer, 400)
    assert line_of(sam("GET", "/interviews/27")) == line_of(first)


NO_PATHS = [
    "", "/", "/interview", "/interviews/27/x", "/interviews//27", "/users", "/interviews/27.pdf",
    "/users/interviews/27/cancel", "/interviews/x/accept/y", "/%00", "/../v2", "/../../api",
    "/interviews/27%0A", "/interviews/27/%0Aaccept", "/%0A",
]  # fmt: skip


def test_a_path_that_is_not_there_is_not_found(sam: Any, refused: Any) -> None:
    for path in NO_PATHS:
        answer = sam("GET", path)
        refused(answer, 404)
        assert answer.json() == {"error": "Not found"}


def test_a_slash_at_the_end_makes_no_difference(sam: Any) -> None:
    for path in ("/interviews", "/interviews/27", "/users/interviews"):
        assert sam("GET", f"{path}/").content == sam("GET", path).content


NO_NUMBERS = [
    "0", "-1", "28", "x", "27x", "2.7", "%20", "%00", "9" * 30, str(2**63), "\u0662",
]  # fmt: skip


def test_an_interview_that_is_not_there_is_not_found(sam: Any, ana: Any, refused: Any) -> None:
    for number in NO_NUMBERS:
        for who, path in ((sam, "/interviews"), (ana, "/users/interviews")):
            refused(who("GET", f"{path}/{number}"), 404)
            refused(who("POST", f"{path}/{number}/accept"), 404)
        refused(sam("PATCH", f"/interviews/{number}", {"location": "x"}), 404)


METHODS = [
    ("DELETE", "/interviews", "GET, POST, HEAD"),
    ("POST", "/interviews/27", "GET, PATCH, PUT, HEAD"),
    ("OPTIONS", "/interviews/27", "GET, PATCH, PUT, HEAD"),
    ("GET", "/interviews/27/accept", "POST"),
    ("PATCH", "/users/interviews/27", "GET, HEAD"),
    ("PURGE", "/users/interviews/27/reject", "POST"),
]


def test_another_method_is_refused_with_those_that_are_there(sam: Any, refused: Any) -> None:
    for method, path, allowed in METHODS:
        answer = sam(method, path)
        assert allowed in refused(answer, 405)
        assert answer.headers["allow"] == allowed


PARAMETERS = [
    *((name, value) for name in ("page", "per_page") for value in ("0", "-1", "x", "", "1.5")),
    ("per_page", "101"),
    ("page", "1000001"),
    ("page", str(2**63)),
    ("status", "open"),
    ("status", ""),
    ("kind", "video"),
    ("interviewer_id", "x"),
    ("interviewee_id", "0"),
    ("interviewee_id", str(2**63)),
    ("from", "today"),
    ("from", "2026-11-27"),
    ("to", "2026-02-30T10:00:00Z"),
    ("q", "a%00b"),
    ("page", "1&page=1"),
]


def test_a_list_refuses_what_it_cannot_read(sam: Any, ana: Any, refused: Any) -> None:
    for name, value in PARAMETERS:
        refused(sam("GET", f"/interviews?{name}={value}"), 422, name)
        refused(ana("GET", f"/users/interviews?{name}={value}"), 422, name)


def test_unknown_keys_and_parameters_are_ignored(sam: Any) -> None:
    sent = {"location": "Room 2", "status": "rejected", "id": 1, "x": {"y": ["\u2603"]}}
    answer = sam("PATCH", "/interviews/27", sent).json()["interview"]
    assert (answer["id"], answer["status"], answer["location"]) == (27, "pending", "Room 2")
    assert sam("GET", "/interviews?x=1&x=2").status_code == 200


def test_what_is_typed_comes_back_as_it_was_typed(sam: Any) -> None:
    place = "Sala “Ñandú” \U0001f6a2 <b>&amp;</b> \u2028\t\n\\ \" %s {x} ' OR 1=1 --"
    answer = sam("PATCH", "/interviews/27", {"location": place})
    assert answer.json()["interview"]["location"] == place
    assert "Ñandú".encode() in answer.content
    assert sam("GET", "/interviews/27").content == answer.content


def test_ids_may_be_strings_of_digits_and_times_may_have_any_offset(sam: Any) -> None:
    sent = BOOKING | {
        "interviewee_id": "12", "interviewer_id": "3",
        "start_at": "2026-11-30T15:30:00+05:30", "end_at": "2026-11-30T11:00:00.123456Z",
    }  # fmt: skip
    answer = sam("POST", "/interviews/", sent).json()["interview"]
    assert (answer["start_at"], answer["end_at"]) == (
        "2026-11-30T10:00:00.000Z", "2026-11-30T11:00:00.123Z",
    )  # fmt: skip
    assert (answer["interviewee_id"], answer["interviewer_id"]) == (12, 3)


def test_what_nobody_foresaw_has_a_reference_that_is_in_the_log(
    api: Any, sam: Any, caplog: Any
) -> None:
    with api.house.book.write() as pages:
        pages._connection.exec_driver_sql("ALTER TABLE notices RENAME TO elsewhere")
    before = api.kept(27)
    with caplog.at_level(logging.ERROR):
        answer = sam("PATCH", "/interviews/27", {"location": "Room 2"})
    assert answer.status_code == 500
    reference = re.search(r"quote ([0-9a-f]{8}) to", answer.json()["error"])
    assert reference
    logged = [one for one in caplog.records if one.message == "unexpected_error"]
    assert [vars(one)["reference"] for one in logged] == [reference[1]]
    assert "Room 2" not in caplog.text
    assert "Ana" not in caplog.text
    assert api.kept(27) == before


def test_half_a_request_asks_for_nothing(api: Any, sam: Any) -> None:
    host, port = api.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as line:
        head = (
            "PATCH /api/v1/interviews/27 HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
            f"authorization: Bearer {api.token(1)}\r\ncontent-length: 99\r\n\r\n"
        )
        line.sendall(head.encode() + in_ascii({"location": "Room 2"}))
        line.shutdown(socket.SHUT_WR)
        assert line.recv(1) == b""
    assert sam("GET", "/interviews/27").json()["interview"]["location"].endswith("/27")
