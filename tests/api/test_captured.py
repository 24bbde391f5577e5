"""What was captured of the API, called again: the same bytes, the same tag, the same headers.

A running `interview-bot serve` answers. Only what comes from the clock or is random is taken as it
comes: `interviewee.updated_at` where the call rewrites it, `x-runtime`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from command_line import ran

from bot.api.tokens import Keys
from bot.clock import machine_now

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]  # two processes

SECRET = "a-secret-of-the-tests-of-more-than-32-bytes"
REWRITES = {"staff_create": "interview", "staff_cancel": "verified", "user_reject": "rejected"}
CAPTURED = {path.stem: path for path in sorted((Path(__file__).parent / "captured").glob("*.json"))}
EARLIEST = datetime.fromisoformat("2025-10-20T08:54:17.300Z")

Serve = Callable[..., AbstractContextManager[str]]


def example_of(name: str) -> dict[str, Any]:
    example: dict[str, Any] = json.loads(CAPTURED[name].read_text(encoding="utf-8"))
    return example


def compact(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def before(name: str) -> list[dict[str, Any]]:
    """The lines that bring about what the example's call found."""
    example = example_of(name)
    body = example["response_body"]["interview"]
    was = body | {
        "amend_end_at": None, "amend_start_at": None, "amended_by": None, "status": "pending",
    }  # fmt: skip
    if name in REWRITES:
        was["interviewee"] = body["interviewee"] | {
            "kind": "verified", "updated_at": "2025-10-01T08:00:00.000Z",
        }  # fmt: skip
    if name == "staff_create":  # the ids go on after it, and it brings whose application it is
        was |= {"id": body["id"] - 1, "status": "cancelled"}
    if name == "staff_update":
        was |= {"location": "London", "start_at": body["end_at"], "end_at": "2025-11-20T09:43:06Z"}
    by = int(example["token_sub"])
    known = {body["interviewer_id"], body["interviewee"]["driver"]["id"]}
    recruiter = {"user": {"id": by, "title": "Robin Hill", "role": "operator"}}
    return [*([] if by in known else [recruiter]), {"interview": was}]


def bring_in(lines: list[dict[str, Any]], url: str, folder: Path) -> None:
    """Fill a database by `interview-bot import`."""
    file = folder / "lines.jsonl"
    file.write_bytes(b"\n".join(compact(line) for line in lines))
    done = ran(["import", str(file)], {"INTERVIEW_BOT_DATABASE_URL": url})
    assert done.returncode == 0, done.stderr


def call(address: str, name: str, now: datetime) -> httpx.Response:
    example = example_of(name)
    token, _ = Keys([SECRET]).sign(int(example["token_sub"]), now, timedelta(days=30))
    with httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
        return client.request(
            example["method"], example["path"],
            content=compact(example["request_body"]),
            headers={
                "authorization": f"Bearer {token}",
                "content-type": "application/json",
                "x-request-id": example["response_headers"]["x-request-id"],
            },
        )  # fmt: skip


def is_what_was_captured(name: str, answer: httpx.Response, now: datetime) -> None:
    example = example_of(name)
    expected, headers = example["response_body"], example["response_headers"]
    if name in REWRITES:
        written = answer.json()["interview"]["interviewee"]["updated_at"]
        assert abs(datetime.fromisoformat(written) - now) < timedelta(minutes=2)
        expected["interview"]["interviewee"]["updated_at"] = written
        headers["etag"] = f'W/"{hashlib.sha256(compact(expected)).hexdigest()[:32]}"'
    assert answer.status_code == example["response_status"]
    assert answer.content == compact(expected)
    raw = [(name.decode(), value.decode()) for name, value in answer.headers.raw]
    assert [name for name, _ in raw] == list(headers)
    assert re.fullmatch(r"\d+\.\d{6}", dict(raw)["x-runtime"])
    assert dict(raw) | {"x-runtime": ""} == headers | {"x-runtime": ""}


@pytest.mark.parametrize("name", CAPTURED)
def test_what_was_captured_is_whole(name: str) -> None:
    example = example_of(name)
    body = compact(example["response_body"])
    assert str(len(body)) == example["response_headers"]["content-length"]
    assert hashlib.sha256(body).hexdigest()[:32] in example["response_headers"]["etag"]


def test_a_captured_booking_is_answered_with_the_same_bytes(
    book_url: str, tmp_path: Path, serve: Serve
) -> None:
    now = datetime.fromisoformat("2025-11-20T08:13:05.700Z")
    bring_in(before("staff_create"), book_url, tmp_path)
    with serve(book_url, INTERVIEW_BOT_CLOCK=now.isoformat()) as address:
        is_what_was_captured("staff_create", call(address, "staff_create", now), now)


def test_every_other_captured_call_is_answered_with_the_same_bytes(
    book_url: str, tmp_path: Path, serve: Serve
) -> None:
    others = [name for name in CAPTURED if name != "staff_create"]
    bring_in([line for name in others for line in before(name)], book_url, tmp_path)
    began = machine_now()
    with serve(book_url, INTERVIEW_BOT_CLOCK=EARLIEST.isoformat()) as address:
        for name in others:
            now = EARLIEST + (machine_now() - began)
            is_what_was_captured(name, call(address, name, now), now)
