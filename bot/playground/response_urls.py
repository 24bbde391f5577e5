"""Answers by response_url: `POST /response/<ticket>`."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.playground.conversations import Conversation, Message
from bot.playground.faults import Faults, answer_under
from bot.playground.posting import accepted_content, edit, post_as_app
from bot.playground.tickets import ResponseUrl, SlackError
from bot.playground.webapi import refusal
from bot.playground.workspace import Workspace

GONE = {"used_url", "expired_url"}


class ResponseUrls:
    """Takes what the app sends to the response_urls that it was given."""

    def __init__(self, workspace: Workspace, faults: Faults) -> None:
        self._workspace = workspace
        self._faults = faults

    async def handle(self, request: Request) -> Response:
        """Post, replace or delete; 404 when the address is used up or expired."""
        fault = self._faults.take("response_url")
        return await answer_under(fault, lambda: self._answer(request))

    async def _answer(self, request: Request) -> Response:
        try:
            now = self._workspace.machine_time()
            place = self._workspace.tickets.use_response_url(request.path_params["ticket"], now)
            self._follow(place, _object(await request.body()))
        except SlackError as refused:
            return JSONResponse(refusal(refused), 404 if refused.error in GONE else 400)
        return JSONResponse({"ok": True})

    def _follow(self, place: ResponseUrl, wish: dict[str, Any]) -> None:
        conversation = self._workspace.conversations[place.channel]
        source = conversation.find(place.source) if place.source is not None else None
        if wish.get("delete_original"):
            conversation.messages.remove(_there(source))
            self._workspace.touch(conversation.members)
        elif wish.get("replace_original") and place.source is not None:
            self._replace(conversation, _there(source), wish)
        else:
            public = wish.get("response_type") == "in_channel"
            reader = None if public else place.user
            post_as_app(self._workspace, conversation, wish, reader=reader)

    def _replace(self, conversation: Conversation, source: Message, wish: dict[str, Any]) -> None:
        accepted_content(wish)
        edit(self._workspace, source, {"blocks": [], "text": "", **wish})
        self._workspace.touch(conversation.members)


def _there(message: Message | None) -> Message:
    if message is None:
        raise SlackError("message_not_found")
    return message


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        raise SlackError("invalid_payload") from None
    if not isinstance(found, dict):
        raise SlackError("invalid_payload")
    return found
