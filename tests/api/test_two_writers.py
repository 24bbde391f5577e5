"""Two writers at once: If-Match, lost swaps, and one interviewer for two interviews."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import httpx
import pytest

from bot.clock import machine_now

pytestmark = pytest.mark.slow

SAM, PAT = 1, 3
IN_A_WEEK = f"{machine_now() + timedelta(days=7):%Y-%m-%dT10:00:00Z}"
PLACE = {"location": "Room 2"}
STAFF = ("amend", "accept", "decline", "cancel")
OWN = ("amend", "accept", "decline", "reject")

DATABASES = pytest.mark.parametrize("database", ["sqlite", "postgresql"])


@contextlib.contextmanager
def at_once(calls: list[Callable[[], httpx.Response]]) -> Iterator[list[httpx.Response]]:
    """Make calls at the same moment, each in a thread of its own."""
    ready = Barrier(len(calls))

    def go(call: Callable[[], httpx.Response]) -> httpx.Response:
        ready.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as threads:
        yield list(threads.map(go, calls))


def codes(answers: list[httpx.Response]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def test_a_deed_is_done_if_the_interview_is_as_it_was_seen(sam: Any) -> None:
    tag = sam("GET", "/interviews/27").headers["etag"]
    done = sam("PATCH", "/interviews/27", PLACE, if_match=tag)
    assert done.status_code == 200
    late = sam("POST", "/interviews/27/cancel", if_match=tag)
    assert late.status_code == 412
    assert late.headers["etag"] == done.headers["etag"]
    assert late.json() == {
        "error": "Somebody changed this interview just now, so nothing was changed. "
        "Please look at it again, then decide."
    }
    again = sam("POST", "/interviews/27/cancel", if_match=late.headers["etag"])
    assert again.json()["interview"]["status"] == "cancelled"


def test_tags_are_compared_by_their_opaque_part_and_lists_are_taken(sam: Any) -> None:
    tag = sam("GET", "/interviews/27").headers["etag"]
    strong = tag.removeprefix("W/")
    for seen in (tag, strong, "*", f'"x", {strong}', f'W/"x",W/"y" , {tag}'):
        assert sam("PATCH", "/interviews/27", {}, if_match=seen).status_code == 200
    strange = (f'"x"{strong}', f"w/{strong}", f"W/W/{strong}", "*, *")
    for other in ('"x"', strong.strip('"'), "", f'{strong[:-2]}"', 'W/"*"', "x, y", *strange):
        assert sam("PATCH", "/interviews/27", {}, if_match=other).status_code == 412


def test_every_deed_heeds_if_match(api: Any, sam: Any, ana: Any) -> None:
    before = api.everything()
    times = {"amend_start_at": "2026-11-30T10:00:00Z", "amend_end_at": "2026-11-30T11:00:00Z"}
    for who, method, path in (
        (sam, "PATCH", "/interviews/27"),
        (sam, "PUT", "/interviews/27"),
        *((sam, "POST", f"/interviews/27/{deed}") for deed in STAFF),
        *((ana, "POST", f"/users/interviews/27/{deed}") for deed in OWN),
    ):
        assert who(method, path, times, if_match='"x"').status_code == 412
    assert api.everything() == before


def test_a_renamed_person_is_another_interview_to_who_saw_it(api: Any, sam: Any) -> None:
    tag = sam("GET", "/interviews/27").headers["etag"]
    with api.house.book.write() as pages:
        pages.save_person(pages.person(1, PAT).but(title="Pat Chen-Moore"))
    refused = sam("PATCH", "/interviews/27", PLACE, if_match=tag)
    assert refused.status_code == 412
    assert refused.headers["etag"] == sam("GET", "/interviews/27").headers["etag"] != tag


def test_who_may_not_do_it_and_what_is_not_there_come_first(pat: Any) -> None:
    assert pat("PATCH", "/interviews/27", PLACE, if_match='"x"').status_code == 403
    assert pat("PATCH", "/interviews/28", PLACE, if_match="*").status_code == 404


def test_who_has_it_already_gets_no_body(sam: Any, ana: Any) -> None:
    for who, path in (
        (sam, "/interviews/27"),
        (ana, "/users/interviews/27"),
        (sam, "/interviews"),
        (ana, "/users/interviews"),
    ):
        whole = who("GET", path)
        tag = whole.headers["etag"]
        for known in (tag, tag.removeprefix("W/"), "*", f'"x", {tag}'):
            answer = who("GET", path, if_none_match=known)
            assert (answer.status_code, answer.content) == (304, b"")
            assert answer.headers["etag"] == tag
            left_out = {"content-type", "content-length"}
            assert list(answer.headers) == [name for name in whole.headers if name not in left_out]
        for other in ('"x"', "", tag.strip('W/"')):
            assert who("GET", path, if_none_match=other).content == whole.content


@DATABASES
def test_of_eight_clients_that_saw_the_same_one_wins(api: Any, sam: Any) -> None:
    tag = sam("GET", "/interviews/27").headers["etag"]
    clients = [api.client(SAM) for _ in range(8)]
    calls = [
        lambda client=client, n=n: client(
            "PATCH", "/interviews/27", {"location": f"Room {n}"}, if_match=tag
        )
        for n, client in enumerate(clients)
    ]
    with at_once(calls) as answers:
        assert codes(answers) == [200] + [412] * 7
    won = next(answer for answer in answers if answer.status_code == 200)
    assert sam("GET", "/interviews/27").content == won.content
    assert {answer.headers["etag"] for answer in answers} == {won.headers["etag"]}


@DATABASES
def test_of_eight_clients_that_saw_nothing_everybody_is_heard(api: Any) -> None:
    clients = [api.client(SAM) for _ in range(8)]
    calls = [
        lambda client=client, n=n: client("PATCH", "/interviews/27", {"location": f"Room {n}"})
        for n, client in enumerate(clients)
    ]
    with at_once(calls) as answers:
        assert codes(answers) == [200] * 8
    assert api.kept(27).version == 9


@DATABASES
def test_of_two_who_book_the_same_interviewer_at_once_one_wins(api: Any, sam: Any) -> None:
    sent = {
        "kind": "video_call", "interviewer_id": 4,
        "start_at": "2026-11-30T10:00:00Z", "end_at": "2026-11-30T11:00:00Z",
    }  # fmt: skip
    clients = {11: api.client(SAM), 12: api.client(SAM)}
    calls = [
        lambda client=client, applied=applied: client(
            "POST", "/interviews", sent | {"interviewee_id": applied}
        )
        for applied, client in clients.items()
    ]
    with at_once(calls) as answers:
        assert codes(answers) == [200, 422]
    lost = next(answer for answer in answers if answer.status_code == 422)
    assert "Lee Okafor already has interview #28 then" in lost.json()["errors"]["start_at"][0]
    assert sam("GET", "/interviews?interviewer_id=4").headers["total"] == "1"


def test_staff_who_recruit_may_book_in_spite_of_another_interview(sam: Any) -> None:
    sent = {
        "kind": "video_call", "interviewer_id": PAT, "interviewee_id": 12,
        "start_at": "2026-11-27T14:00:00Z", "end_at": "2026-11-27T15:00:00Z",
    }  # fmt: skip
    assert sam("POST", "/interviews", sent).status_code == 422
    assert sam("POST", "/interviews", sent | {"force": True}).status_code == 200


@pytest.mark.slow
def test_two_processes_on_one_file_let_one_writer_win(
    book_url: str, lines: list[dict[str, Any]], fill: Any, serve: Any, api_client: Any
) -> None:
    fill(book_url, lines)
    with serve(book_url) as one, serve(book_url) as other:
        clients = [api_client(address, SAM) for address in (one, other) * 4]
        tag = clients[0]("GET", "/interviews/27").headers["etag"]
        calls = [
            lambda client=client, n=n: client(
                "PATCH", "/interviews/27", {"location": f"Room {n}"}, if_match=tag
            )
            for n, client in enumerate(clients)
        ]
        with at_once(calls) as answers:
            assert codes(answers) == [200] + [412] * 7
        sent = {
            "kind": "video_call", "interviewer_id": 4,
            "start_at": IN_A_WEEK, "end_at": IN_A_WEEK.replace("T10", "T11"),
        }  # fmt: skip
        calls = [
            lambda client=client, applied=applied: client(
                "POST", "/interviews", sent | {"interviewee_id": applied}
            )
            for client, applied in zip(clients, (11, 12), strict=False)
        ]
        with at_once(calls) as answers:
            assert codes(answers) == [200, 422]
