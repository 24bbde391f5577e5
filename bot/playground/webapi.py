"""Slack's Web API: `POST /slack-api/<method>`, for an unchanged client with another base URL."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.playground import methods_chat, methods_files, methods_people, methods_views
from bot.playground.calls import Call, read_arguments, token_of
from bot.playground.events import Events
from bot.playground.faults import Faults, answer_under, broken, limited
from bot.playground.rates import LimitedError, Rates
from bot.playground.sockets import Sockets
from bot.playground.tickets import SlackError
from bot.playground.workspace import Workspace

Method = Callable[[Call], dict[str, Any]]

# method -> (what it does, the scope that it needs, None for none)
METHODS: dict[str, tuple[Method, str | None]] = {
    "auth.test": (methods_people.auth_test, None),
    "chat.delete": (methods_chat.delete, "chat:write"),
    "chat.getPermalink": (methods_chat.get_permalink, None),
    "chat.postEphemeral": (methods_chat.post_ephemeral, "chat:write"),
    "chat.postMessage": (methods_chat.post_message, "chat:write"),
    "chat.update": (methods_chat.update, "chat:write"),
    "conversations.history": (methods_people.conversations_history, None),
    "conversations.open": (methods_people.conversations_open, "im:write"),
    "conversations.replies": (methods_people.conversations_replies, None),
    "files.completeUploadExternal": (methods_files.complete_upload, "files:write"),
    "files.delete": (methods_files.delete, "files:write"),
    "files.getUploadURLExternal": (methods_files.get_upload_url, "files:write"),
    "usergroups.users.list": (methods_people.usergroups_users_list, "usergroups:read"),
    "users.info": (methods_people.users_info, "users:read"),
    "users.list": (methods_people.users_list, "users:read"),
    "users.lookupByEmail": (methods_people.users_lookup_by_email, "users:read.email"),
    "views.open": (methods_views.views_open, None),
    "views.publish": (methods_views.views_publish, None),
    "views.push": (methods_views.views_push, None),
    "views.update": (methods_views.views_update, None),
}


class WebApi:
    """Answers the calls of the app. Faults that wait for a method are met before it is done."""

    def __init__(
        self,
        workspace: Workspace,
        events: Events,
        faults: Faults,
        *,
        rates: Rates,
        sockets: Sockets,
        base_url: str,
        user_groups: Mapping[str, list[str]],
    ) -> None:
        self._workspace = workspace
        self._events = events
        self._faults = faults
        self._rates = rates
        self._sockets = sockets
        self._base_url = base_url
        self._user_groups = user_groups

    async def handle(self, request: Request) -> Response:
        """Answer one call, with whatever fault waits for it."""
        name = request.path_params["method"]
        await request.body()  # now: who gave up meanwhile has sent it all the same
        if self._faults.latency:
            await asyncio.sleep(self._faults.latency)
        fault = self._faults.take(name)
        return await answer_under(fault, lambda: self._answer(name, request))

    async def _answer(self, name: str, request: Request) -> Response:
        headers = {"X-OAuth-Scopes": ",".join(self._workspace.app.scopes)}
        age = self._workspace.machine_time() - float(request.headers.get("X-Sent-At", "inf"))
        if age > self._faults.patience:
            return broken()
        try:
            body = await self._done(name, request)
        except SlackError as refused:
            return JSONResponse(refusal(refused), headers=headers)
        except LimitedError as limit:
            return limited(limit.seconds)
        return JSONResponse({"ok": True, **body}, headers=headers)

    async def _done(self, name: str, request: Request) -> dict[str, Any]:
        arguments = await read_arguments(request)
        call = Call(self._workspace, self._events, self._base_url, self._user_groups, arguments)
        if name == "api.test":
            return methods_people.api_test(call)
        if name == "apps.connections.open":
            return self._sockets.give_address(request)
        if name not in METHODS:
            raise SlackError("unknown_method", req_method=name)
        token = token_of(request, arguments)
        if token is None:
            raise SlackError("not_authed")
        if token.startswith("xapp-"):
            raise SlackError("not_allowed_token_type")
        if token != self._workspace.app.bot_token:
            raise SlackError("invalid_auth")
        if not self._workspace.installed:
            raise SlackError("account_inactive")
        self._rates.count(name, call.text("channel"))
        method, scope = METHODS[name]
        if scope is not None:
            call.demand_scope(scope)
        return method(call)


def refusal(refused: SlackError) -> dict[str, Any]:
    """Return the body of an `ok: false`."""
    body: dict[str, Any] = {"ok": False, "error": refused.error, **refused.more}
    if refused.messages:
        body["response_metadata"] = {"messages": refused.messages}
        body["errors"] = [message.removeprefix("[ERROR] ") for message in refused.messages]
    return body
