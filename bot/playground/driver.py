"""A person at the playground, driven by a test: types, presses, fills, reads.

Synchronous, over the playground's JSON. What Slack's own window would not allow (no such button,
no such option) is a NotPossibleError; an app that fails is an AppFailedError.
"""

import time
from collections.abc import Callable, Mapping
from datetime import date, datetime
from datetime import time as clock_time
from typing import Any

import httpx

from bot.playground.line import NO_AUTHORITIES
from bot.playground.looking import (
    Found,
    Json,
    NotPossibleError,
    button_called,
    field_called,
    messages_in,
    offered,
    option_called,
    places_in,
    reader_of,
)
from bot.playground.rendering import blocks_text, message_text, view_text
from bot.playground.state import VALUE_OF


class AppFailedError(AssertionError):
    """The app did not answer as Slack demands; `error` is the name that the person sees."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        super().__init__(f"{answer['error']}: {answer['sentence']} ({answer.get('reason')})")
        self.error = answer["error"]


class Driver:
    """The playground at `base_url`; `seconds` is how long one call may take."""

    def __init__(self, base_url: str, *, seconds: float = 30.0) -> None:
        self._client = httpx.Client(
            base_url=base_url, timeout=seconds, trust_env=False, verify=NO_AUTHORITIES
        )

    def person(self, user: str) -> "Person":
        """Return the member with that Slack id, to act for them."""
        return Person(self, user)

    def moves_clock(self, *, to: datetime | str | None = None, by: float | None = None) -> Json:
        """Move the house clock: to an aware instant, to "upcoming", or by seconds."""
        if by is not None:
            return self.post("clock", {"by": by})
        instant = to.isoformat() if isinstance(to, datetime) else to
        return self.post("clock", {"to": instant})

    def fails(self, method: str, kind: str, *, times: int = 1, seconds: float = 1.0) -> None:
        """Let the next calls of a Web API method go wrong; see `Fault` for the kinds."""
        fault = {"method": method, "kind": kind, "times": times, "seconds": seconds}
        self.post("fail", fault)

    def changes_member(self, user: str, **changes: Any) -> None:
        """Change fields of a member: zone, locale, whether they are deactivated."""
        self.post("member", {"id": user, "changes": changes})

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def fetches(self, address: str) -> bytes:
        """Fetch a file."""
        return self._client.get(address).raise_for_status().content

    def state(self, user: str) -> Json:
        """Return all that a member sees, as JSON."""
        return self._taken(self._client.get("/playground/state", params={"as": user}))

    def post(self, path: str, body: Mapping[str, Any]) -> Json:
        """Do one deed; return the answer."""
        return self._taken(self._client.post(f"/playground/{path}", json=dict(body)))

    def _taken(self, response: httpx.Response) -> Json:
        answer: Json = response.json()
        if response.is_error:
            raise NotPossibleError(f"{answer['error']}: {answer['sentence']}")
        if answer.get("ok") is False:
            raise AppFailedError(answer)
        return answer


OPTION_KINDS = ("static_select", "multi_static_select", "radio_buttons", "checkboxes")


def as_slack_value(value: Any) -> Any:
    """Return a moment as Unix seconds, a day or a clock time as Slack writes it."""
    if isinstance(value, datetime):
        return int(value.timestamp())
    if isinstance(value, clock_time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else value


class Person:
    """One member, and what they can do.

    `in_` says where to look for a button or a field: "view", "home", "message", or a message or
    view as JSON. Without it: in the open view if there is one that has it, else in the newest
    message that has it.
    """

    def __init__(self, driver: Driver, user: str) -> None:
        self.driver = driver
        self.id = user

    # Reading

    def state(self) -> Json:
        """Return all that this person sees, as JSON."""
        return self.driver.state(self.id)

    def messages(self, channel: str | None = None) -> list[Json]:
        """Return the messages they see, oldest first; of one channel, or of all."""
        return messages_in(self.state(), channel)

    def sees(self, channel: str | None = None) -> str:
        """Return all that is before them as text: messages, Home left out, then the open view."""
        state = self.state()
        reader = reader_of(state)
        lines = [
            f"{reader.people.get(each['user'], each['user'])}: {message_text(each, reader)}"
            for each in messages_in(state, channel)
        ]
        if state["views"]:
            lines.append(view_text(state["views"][-1], reader))
        return "\n".join(lines)

    def last(self, channel: str | None = None) -> str:
        """Return their newest message as text; "" when there is none."""
        state = self.state()
        messages = messages_in(state, channel)
        return message_text(messages[-1], reader_of(state)) if messages else ""

    def downloads(self) -> bytes:
        """Fetch the newest file before them; NotPossibleError when there is none."""
        files = [file for message in self.messages() for file in message["files"]]
        if not files:
            raise NotPossibleError(f"there is no file. Seen:\n{self.sees()}")
        return self.driver.fetches(files[-1]["url_private_download"])

    def view(self) -> str:
        """Return the open view as text, with the sentences under fields; "" when none is open."""
        state = self.state()
        return view_text(state["views"][-1], reader_of(state)) if state["views"] else ""

    def home(self) -> str:
        """Open the app's Home and return it as text."""
        self.driver.post("home", {"as": self.id})
        state = self.state()
        home = state["home"]
        if home is None:
            return ""
        return blocks_text(home["blocks"], home["state"]["values"], {}, reader_of(state))

    def waits_for(self, words: str, *, seconds: float = 30.0) -> str:
        """Wait until these words are before them, and return all that is."""
        until = time.monotonic() + seconds
        while words not in (seen := self.sees()):
            if time.monotonic() > until:
                raise NotPossibleError(f"{words!r} did not come within {seconds} s. Seen:\n{seen}")
            time.sleep(0.02)
        return seen

    # Acting

    def types(self, text: str, channel: str | None = None, thread_ts: str | None = None) -> None:
        """Type a command or a message; without a channel, to the app directly.

        With the ts of a message it is a reply in its thread.
        """
        typed = {"as": self.id, "channel": channel, "text": text, "thread_ts": thread_ts}
        self.driver.post("type", typed)

    def uses_shortcut(self, callback_id: str, on: Json | None = None) -> None:
        """Use a shortcut of the app; `on` is the message where it is one for messages."""
        about = {} if on is None else {"channel": on["channel"], "ts": on["ts"]}
        self.driver.post("shortcut", {"as": self.id, "callback_id": callback_id, **about})

    def presses(self, label: str, in_: str | Json | None = None) -> None:
        """Press the newest button with that label, or choose that line of an overflow menu."""
        found = button_called(self._places(in_), label)
        if found is None:
            raise NotPossibleError(f"there is no button {label!r}. Seen:\n{self.sees()}")
        self._acts(*found[0], found[1])

    def fills(self, fields: Mapping[str, Any], in_: str | Json | None = None) -> None:
        """Put values into fields, each named by its label, block_id or action_id."""
        for label, value in fields.items():
            self.chooses(label, value, in_)

    def chooses(
        self, label: str, value: Any, in_: str | Json | None = None, *, query: str | None = None
    ) -> None:
        """Put a value into one field; None empties it.

        For menus and boxes the text of an option (or several in a list); for people their handle,
        name or id; a date, a time (or YYYY-MM-DD, HH:MM); a moment as an aware datetime or Unix
        seconds. `query` is what is typed into a search (the text of the option by default).
        """
        container, block, element = self._field(label, in_)
        key = VALUE_OF[element["type"]][0]
        given = self._given(container, block, element, value, query)
        self._acts(container, block, element, {key: given})

    def options(self, label: str, query: str, in_: str | Json | None = None) -> list[str]:
        """Type into a search and return the texts that it offers."""
        container, block, element = self._field(label, in_)
        return [each["text"]["text"] for each in self._search(container, block, element, query)]

    def submits(self) -> Json:
        """Submit the open view; return the sentences under fields, {} when it went through."""
        view = self._top_view()
        answer = self.driver.post("submit", {"as": self.id, "view_id": view["id"]})
        return answer["errors"] or {}

    def closes(self, *, everything: bool = False) -> None:
        """Close the open view by Cancel, or all views by the cross."""
        view = self._top_view()
        self.driver.post("close", {"as": self.id, "view_id": view["id"], "all": everything})

    # Finding

    def _top_view(self) -> Json:
        views = self.state()["views"]
        if not views:
            raise NotPossibleError(f"no view is open. Seen:\n{self.sees()}")
        top: Json = views[-1]
        return top

    def _places(self, in_: str | Json | None) -> list[Json]:
        return [in_] if isinstance(in_, dict) else places_in(self.state(), in_)

    def _field(self, label: str, in_: str | Json | None) -> Found:
        found = field_called(self._places(in_), label)
        if found is None:
            raise NotPossibleError(f"there is no field {label!r}. Seen:\n{self.sees()}")
        return found

    def _acts(self, container: Json, block: Json, element: Json, added: Json) -> None:
        self.driver.post("press", {**self._place(container, block, element), "action": added})

    def _place(self, container: Json, block: Json, element: Json) -> Json:
        where = {"type": "message", "channel": container.get("channel"), "ts": container.get("ts")}
        if "hash" in container:
            where = {"type": "view", "view_id": container["id"]}
        ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
        return {"as": self.id, "container": where, **ids}

    def _given(
        self, container: Json, block: Json, element: Json, value: Any, query: str | None
    ) -> Any:
        def searched(text: str) -> Json:
            found = self._search(container, block, element, query or text)
            return option_called(found, text)

        readings: dict[str, Callable[[str], Any]] = {
            "users_select": self._user,
            "multi_users_select": self._user,
            "external_select": searched,
            "multi_external_select": searched,
            **dict.fromkeys(OPTION_KINDS, lambda text: option_called(offered(element), text)),
        }
        kind = element["type"]
        if value is None or kind not in readings:
            return as_slack_value(value)
        read = readings[kind]
        if kind != "checkboxes" and not kind.startswith("multi_"):
            return read(value)
        return [read(text) for text in ([value] if isinstance(value, str) else value)]

    def _user(self, named: str) -> str:
        for person in self.state()["people"]:
            if named.removeprefix("@") in {person["id"], person["name"], person["real_name"]}:
                return str(person["id"])
        raise NotPossibleError(f"nobody here is called {named!r}")

    def _search(self, container: Json, block: Json, element: Json, query: str) -> list[Json]:
        asked = {**self._place(container, block, element), "query": query}
        return offered(self.driver.post("options", asked))
