"""The playground's own JSON, under `/playground/…`: for its browser pages and for tests.

Every POST takes a JSON object with `as`, the member who acts. It answers 200 with `ok: true`;
200 with `ok: false`, `error` and `sentence` when the app failed; 400 with the same when a person
could not have done that in Slack's own window (no such button, no such option).
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.playground.exchange import Exchange, ImpossibleError
from bot.playground.faults import Fault, Faults
from bot.playground.line import NoAnswerError
from bot.playground.members import Member
from bot.playground.pressing import Press, ask_options, find_container, keep_state, press
from bot.playground.shortcuts import use_shortcut
from bot.playground.sight import shown_clock, shown_state
from bot.playground.submitting import close, submit
from bot.playground.typing_in import type_text
from bot.playground.views import as_slack_view

SENTENCES = {
    "operation_timeout": "The app did not answer within three seconds.",
    "dispatch_failed": "The app could not be reached, or answered with an error.",
}
Body = dict[str, Any]


@dataclass(frozen=True)
class Face:
    """The JSON of the playground.

    `move_clock` moves the house clock to an instant, or is None where it cannot be moved;
    `upcoming` says when the next notice is due, and is called in a thread; `update_member` changes
    fields of a member by name; `hints` are lines to try, for everybody or for those named;
    `letters` counts the e-mails of people outside, where there is mail.
    """

    exchange: Exchange
    faults: Faults
    move_clock: Callable[[datetime], Awaitable[None]] | None
    upcoming: Callable[[], datetime | None] | None
    update_member: Callable[..., Awaitable[None]]
    hints: Sequence[Mapping[str, Any]] = ()
    letters: Callable[[], int] | None = None

    def routes(self) -> list[Route]:
        """Return the routes."""
        posts = {
            "type": self._type,
            "press": self._press,
            "options": self._options,
            "submit": self._submit,
            "close": self._close,
            "draft": self._draft,
            "home": self._home,
            "shortcut": self._shortcut,
            "read": self._read,
            "clock": self._clock,
            "fail": self._fail,
            "member": self._edit_member,
        }
        taken = [
            Route(f"/playground/{name}", _taking(deed), methods=["POST"])
            for name, deed in posts.items()
        ]
        return [
            Route("/playground/state", self._state),
            Route("/playground/events", self._stream),
            *taken,
        ]

    def _member(self, request: Request) -> Member:
        everyone = self.exchange.workspace.people()
        asked = request.query_params.get("as") or next(
            (each.id for each in everyone if not each.deleted), ""
        )
        return self.exchange.person(asked)

    async def _next_notice(self) -> datetime | None:
        return await run_in_threadpool(self.upcoming) if self.upcoming is not None else None

    async def _state(self, request: Request) -> Response:
        try:
            member = self._member(request)
        except ImpossibleError as impossible:
            return _impossible(impossible)
        state = shown_state(
            self.exchange.workspace,
            member,
            base_url=self.exchange.base_url,
            upcoming=await self._next_notice(),
            movable=self.move_clock is not None,
        )
        state["hints"] = self._hints_for(member)
        state["letters"] = self.letters() if self.letters is not None else None
        return JSONResponse(state, headers={"Cache-Control": "no-store"})

    def _hints_for(self, member: Member) -> list[dict[str, str | None]]:
        mine = [hint for hint in self.hints if member.id in hint.get("for", [member.id])]
        return [{"text": hint["text"], "line": hint.get("line")} for hint in mine]

    async def _stream(self, request: Request) -> Response:
        try:
            member = self._member(request)
        except ImpossibleError as impossible:
            return _impossible(impossible)
        stream = self._revisions(member.id)
        quiet = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(stream, media_type="text/event-stream", headers=quiet)

    async def _revisions(self, user: str) -> AsyncIterator[str]:
        workspace = self.exchange.workspace
        revision: int | None = workspace.revisions[user]
        while revision is not None:
            yield f"data: {json.dumps({'revision': revision})}\n\n"
            revision = await workspace.wait_beyond(user, revision)

    async def _type(self, body: Body) -> Body:
        place = body.get("channel"), body["text"], body.get("thread_ts")
        await type_text(self.exchange, body["as"], *place)
        return {}

    async def _press(self, body: Body) -> Body:
        return {"sent": await press(self.exchange, _press_of(body))}

    async def _options(self, body: Body) -> Body:
        return await ask_options(self.exchange, _press_of(body), body.get("query") or "")

    async def _submit(self, body: Body) -> Body:
        state = body.get("state") or {}
        errors = await submit(self.exchange, body["as"], body["view_id"], state)
        return {"errors": errors or None}

    async def _close(self, body: Body) -> Body:
        everything = bool(body.get("all"))
        await close(self.exchange, body["as"], body["view_id"], everything=everything)
        return {}

    async def _draft(self, body: Body) -> Body:
        member = self.exchange.person(body["as"])
        named = {"type": "view", "view_id": body["view_id"]}
        container = find_container(self.exchange, member, named)
        keep_state(self.exchange, container, member, body.get("state") or {})
        return {}

    async def _home(self, body: Body) -> Body:
        member = self.exchange.person(body["as"])
        home = self.exchange.workspace.views.home(member.id)
        shown = as_slack_view(home) if home is not None else None
        await self.exchange.events.home_opened(member, body.get("tab") or "home", shown)
        return {}

    async def _shortcut(self, body: Body) -> Body:
        named = body["as"], body["callback_id"], body.get("channel"), body.get("ts")
        await use_shortcut(self.exchange, *named)
        return {}

    async def _read(self, body: Body) -> Body:
        member = self.exchange.person(body["as"])
        conversation = self.exchange.conversation(member, body.get("channel"))
        if conversation.unread(member.id):
            conversation.read[member.id] = conversation.messages[-1].ts
            self.exchange.workspace.touch([member.id])
        return {}

    async def _clock(self, body: Body) -> Body:
        if self.move_clock is None:
            raise ImpossibleError("clock_fixed", "This clock cannot be moved.")
        now = self.exchange.workspace.clock.now()
        instant = await self._instant(body, now)
        if instant < now:
            raise ImpossibleError("clock_backwards", "This clock only moves forward.")
        await self.move_clock(instant)
        self.exchange.workspace.touch_all()
        upcoming = await self._next_notice()
        return shown_clock(self.exchange.workspace, upcoming, movable=True)

    async def _instant(self, body: Body, now: datetime) -> datetime:
        if "by" in body:
            return now + timedelta(seconds=float(body["by"]))
        if body["to"] != "upcoming":
            instant = datetime.fromisoformat(body["to"])
            if instant.tzinfo is None:
                raise ImpossibleError("no_offset", "A time needs its offset from UTC.")
            return instant
        upcoming = await self._next_notice()
        if upcoming is None:
            raise ImpossibleError("nothing_upcoming", "Nothing is planned.")
        return max(upcoming, now)

    async def _fail(self, body: Body) -> Body:
        fault = Fault(body["kind"], float(body.get("seconds", 1)))
        self.faults.add(body["method"], fault, int(body.get("times", 1)))
        return {}

    async def _edit_member(self, body: Body) -> Body:
        await self.update_member(body["id"], **body["changes"])
        return {}


def _press_of(body: Body) -> Press:
    return Press(
        user=body["as"],
        container=body["container"],
        block_id=body["block_id"],
        action_id=body["action_id"],
        added=body.get("action") or {},
        state=body.get("state") or {},
    )


def _impossible(impossible: ImpossibleError) -> Response:
    answer = {"ok": False, "error": impossible.error, "sentence": impossible.sentence}
    return JSONResponse(answer, 400)


def _taking(
    deed: Callable[[Body], Awaitable[Body]],
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        # A page of another site can send a form without asking, but no JSON.
        if not request.headers.get("content-type", "").startswith("application/json"):
            return JSONResponse({"ok": False, "error": "not_json", "sentence": "Send JSON."}, 415)
        try:
            return JSONResponse({"ok": True, **await deed(await request.json())})
        except NoAnswerError as problem:
            sentence = SENTENCES.get(
                problem.error, f"The app's answer was refused: {problem.reason}"
            )
            answer = {"ok": False, "error": problem.error, "sentence": sentence}
            return JSONResponse({**answer, "reason": problem.reason})
        except ImpossibleError as impossible:
            return _impossible(impossible)
        except (KeyError, TypeError, ValueError) as wrong:
            return _impossible(ImpossibleError("invalid_call", f"{type(wrong).__name__}: {wrong}"))

    return endpoint
