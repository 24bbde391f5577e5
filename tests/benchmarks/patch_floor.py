"""The floor: a bare ASGI app with hand-written SQL that does the writes of the product.

`python patch_floor.py PORT DATABASE SECRET` (DATABASE is an address). It reads the token, looks up
whom it still lets in, loads the interview with its people, looks for overlaps, saves, withdraws and
plans what is told ahead of the start, at it and after the end, tells both people, and writes the
history, in one transaction; nothing that is not on the way of this one request is there. On SQLite,
where one writes at a time, it all happens in one thread; on PostgreSQL in as many as there are
connections.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import secrets
import sys
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from queue import LifoQueue
from typing import Any

import psycopg
from patch_drivers import Postgresql, sqlite

from bot.clock import machine_now, monotonic
from bot.interviews.model import written
from bot.server import Server, bind

ONE = """
SELECT i.version, i.workspace_id, i.interviewee_id, i.interviewer_id, i.driver_id, i.kind,
       i.location, i.start_at, i.end_at, i.status, a.currency, a.kind, a.updated_at,
       d.image, d.phone_number, d.title, p.contact_phone_number, p.image, p.title,
       d.active AND p.active
FROM interviews i JOIN applications a ON a.id = i.interviewee_id JOIN people d ON d.id = i.driver_id
JOIN people p ON p.id = i.interviewer_id WHERE i.id = ?"""
HOLDER = """
SELECT id, title, role FROM people h WHERE id = ? AND active
AND NOT EXISTS (SELECT 1 FROM revocations r WHERE r.workspace_id = h.workspace_id AND r.jti = ?)
AND NOT EXISTS (SELECT 1 FROM revocations r WHERE r.workspace_id = h.workspace_id
                AND r.person_id = h.id AND r.at >= ?)"""
OVERLAPPING = """
SELECT id FROM interviews
WHERE workspace_id = ? AND id <> ? AND start_at > ? AND start_at < ? AND end_at > ?
AND (driver_id IN (?, ?) OR interviewer_id IN (?, ?))
AND status IN ('pending', 'scheduled', 'amended') LIMIT 1"""
SAVE = """
UPDATE interviews SET version = version + 1, start_at = ?, end_at = ?, location = ?,
       status = 'pending', amend_start_at = NULL, amend_end_at = NULL, amended_by = NULL,
       interviewee_answer = NULL, interviewer_answer = NULL, status_before = NULL,
       attendance = NULL, late = NULL, feedback = NULL
WHERE id = ? AND version = ?"""
HISTORY = """
INSERT INTO history (workspace_id, interview_id, version, deed, by_id, door, at, "before", "after")
VALUES (?, ?, ?, 'change', ?, 'api', ?, ?, ?)"""
WITHDRAW = """
UPDATE notices SET state = 'replaced', reason = 'moved', settled_at = ?
WHERE interview_id = ? AND lead_time IS NOT NULL AND what <> 'unfilled' AND state = 'planned'"""
NOTICE = """
INSERT INTO notices (workspace_id, interview_id, person_id, what, version, about, loud, due_at,
       lead_time, start_at, "values", state, key, created_at, attempt)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'planned', ?, ?, 0) ON CONFLICT DO NOTHING"""
ALONE = "UPDATE people SET active = active WHERE id IN (?, ?)"  # or two could take the same time
AT_ONCE = 10  # connections to PostgreSQL
HOUR = 3_600_000_000  # microseconds
LEAD_TIMES = ((24 * HOUR, HOUR, HOUR // 6), (24 * HOUR, HOUR // 6))  # who applies; who interviews
ASKED = HOUR // 12  # after the end: how it was
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIXED = [
    (b"x-frame-options", b"SAMEORIGIN"), (b"x-xss-protection", b"0"),
    (b"x-content-type-options", b"nosniff"), (b"x-permitted-cross-domain-policies", b"none"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"content-type", b"application/json; charset=utf-8"), (b"vary", b"Accept, Origin"),
]  # fmt: skip


def _stored(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"


def _second(since: int) -> str:
    return _stored(datetime.fromtimestamp(since, UTC))


def _micro(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def _as_api(stored: str | datetime) -> str:
    return f"{stored[:10]}T{stored[11:23]}Z" if isinstance(stored, str) else written(stored)


def _padded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _planned(
    people: tuple[int, int], start_at: datetime, end_at: datetime
) -> Iterator[tuple[str, int, bool, int, int, int, str, str]]:
    begins, starts = _micro(start_at), _stored(start_at)
    for person, leads in zip(people, LEAD_TIMES, strict=True):
        for lead in leads:
            yield "reminder", 0, True, person, begins - lead, lead, starts, "{}"
        yield "begun", 0, False, person, begins, 0, starts, "{}"
    asked = _micro(end_at) + ASKED
    yield "feedback", 1, True, people[1], asked, begins - asked, starts, "{}"


class Floor:
    """The app."""

    def __init__(self, database: str, secret: str) -> None:
        self._secret = secret.encode()
        self._is_file = database.startswith("sqlite")
        self._begin = (
            "BEGIN IMMEDIATE" if self._is_file else "BEGIN ISOLATION LEVEL REPEATABLE READ"
        )
        self._threads = ThreadPoolExecutor(1 if self._is_file else AT_ONCE)
        self._books = LifoQueue[Any]()
        for _ in range(1 if self._is_file else AT_ONCE):
            self._books.put(sqlite(database) if self._is_file else Postgresql(database))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            while (message := await receive())["type"] != "lifespan.shutdown":
                await send({"type": f"{message['type']}.complete"})
            await send({"type": "lifespan.shutdown.complete"})
            return
        began = monotonic()
        body = b""
        while True:
            message = await receive()
            body += message["body"]
            if not message.get("more_body"):
                break
        request_id = str(uuid.uuid4())
        wanted = (
            request_id,
            dict(scope["headers"])[b"authorization"].decode(),
            int(scope["path"].rpartition("/")[2]),
            json.loads(body)["interview"],
        )
        if self._is_file:
            answer = self._answer(*wanted)
        else:
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._threads, self._answer, *wanted)
        tag = hashlib.sha256(answer).hexdigest()[:32]
        headers = [
            *FIXED,
            (b"etag", f'W/"{tag}"'.encode()),
            (b"cache-control", b"max-age=0, private, must-revalidate"),
            (b"x-request-id", request_id.encode()),
            (b"x-runtime", f"{monotonic() - began:.6f}".encode()),
            (b"content-length", str(len(answer)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    def _answer(
        self, request_id: str, bearer: str, interview_id: int, given: dict[str, Any]
    ) -> bytes:
        book = self._books.get()
        try:
            by = self._who(book, bearer)
            while True:
                try:
                    return self._change(book, interview_id, given, by, request_id)
                except (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected):
                    continue
        finally:
            self._books.put(book)

    def _who(self, book: Any, bearer: str) -> tuple[int, str]:
        signed, _, signature = bearer.removeprefix("Bearer ").rpartition(".")
        if not hmac.compare_digest(
            hmac.digest(self._secret, signed.encode(), "sha256"), _padded(signature)
        ):
            raise PermissionError
        claims = json.loads(_padded(signed.partition(".")[2]))
        if claims["exp"] < machine_now().timestamp():
            raise PermissionError
        asked = (int(claims["sub"]), claims["jti"], _second(claims["iat"]))
        person_id, title, role = book.execute(HOLDER, asked).fetchone()
        if role not in {"operator", "admin"}:
            raise PermissionError
        return person_id, title

    def _change(
        self,
        book: Any,
        interview_id: int,
        given: dict[str, Any],
        by: tuple[int, str],
        request_id: str,
    ) -> bytes:
        book.execute(self._begin)
        try:
            answer = self._within(book, interview_id, given, by, request_id)
            book.execute("COMMIT")
        except BaseException:
            book.execute("ROLLBACK")
            raise
        return answer

    def _within(
        self,
        book: Any,
        interview_id: int,
        given: dict[str, Any],
        by: tuple[int, str],
        request_id: str,
    ) -> bytes:
        now = machine_now()
        (version, workspace, interviewee_id, interviewer_id, driver_id, kind, location, start, end,
         status, *shown, active) = book.execute(ONE, (interview_id,)).fetchone()  # fmt: skip
        start_at, end_at = (datetime.fromisoformat(given[name]) for name in ("start_at", "end_at"))
        new_start, new_end = _stored(start_at), _stored(end_at)
        people = (driver_id, interviewer_id)
        earliest = _stored(start_at - timedelta(hours=24))  # none is longer
        if not self._is_file:
            book.execute(ALONE, people)
        slot = (workspace, interview_id, earliest, new_end, new_start, *people, *people)
        if end_at <= start_at or start_at < now or not active:
            raise ValueError
        if driver_id == interviewer_id or book.execute(OVERLAPPING, slot).fetchone():
            raise ValueError
        saved = (new_start, new_end, given["location"], interview_id, version)
        if book.execute(SAVE, saved).rowcount != 1:
            raise ValueError
        facts = {
            "id": interview_id, "amend_end_at": None, "amend_start_at": None, "amended_by": None,
            "end_at": _as_api(end), "interviewee_id": interviewee_id,
            "interviewer_id": interviewer_id, "kind": kind, "location": location,
            "start_at": _as_api(start), "status": status, "version": version,
            "interviewee_answer": None, "interviewer_answer": None, "status_before": None,
            "reason": None, "lead_times": None, "forced": False, "attendance": None,
            "reminded_at": None, "cover": None, "late": None, "feedback": None,
            "countered": None,
            "owner_id": None, "interviewee_kind": shown[1],
            "interviewee_updated_at": _as_api(shown[2]),
        }  # fmt: skip
        after = facts | {
            "start_at": given["start_at"], "end_at": given["end_at"], "status": "pending",
            "location": given["location"], "version": version + 1,
        }  # fmt: skip
        entry = (workspace, interview_id, version + 1, by[0], _stored(now))
        book.execute(HISTORY, (*entry, json.dumps(facts), json.dumps(after)))
        book.execute(WITHDRAW, (_stored(now), interview_id))
        was = {"start_at": facts["start_at"], "end_at": facts["end_at"]}
        values = json.dumps({"by_id": by[0], "by": by[1], "was": was, "reason": None})
        told = [("moved", 0, True, person, _micro(now), None, None, values) for person in people]
        book.executemany(
            NOTICE,
            [
                (workspace, interview_id, person, what, version + 1, about, loud, due_at, lead,
                 starts, said, f"{request_id}.{secrets.token_hex(12)}", _stored(now))
                for what, about, loud, person, due_at, lead, starts, said in (
                    *told, *_planned(people, start_at, end_at)
                )
            ],
        )  # fmt: skip
        body = {
            "id": interview_id, "amend_end_at": None, "amend_start_at": None, "amended_by": None,
            "end_at": written(end_at),
            "interviewee": {
                "id": interviewee_id, "currency": shown[0],
                "driver": {"id": driver_id, "image": shown[3], "phone_number": shown[4],
                           "title": shown[5]},
                "kind": shown[1], "updated_at": _as_api(shown[2]),
            },
            "interviewee_id": interviewee_id,
            "interviewer": {"id": interviewer_id, "contact_phone_number": shown[6],
                            "image": shown[7], "title": shown[8]},
            "interviewer_id": interviewer_id, "kind": kind, "location": given["location"],
            "start_at": written(start_at), "status": "pending",
        }  # fmt: skip
        text = json.dumps({"interview": body}, ensure_ascii=False, separators=(",", ":"))
        return text.encode()


if __name__ == "__main__":
    port, database, secret = sys.argv[1:]
    Server(Floor(database, secret), bind("127.0.0.1", int(port))).run()
