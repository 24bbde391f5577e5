"""What every deed of a member needs: the workspace, the line to the app, tickets to hand out."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bot.playground.conversations import Conversation
from bot.playground.elements import TEN_DIGITS, offered_options, same_option
from bot.playground.events import Events
from bot.playground.judging import Check, Report, calendar_date, clock_time
from bot.playground.line import Answer, Line, NoAnswerError
from bot.playground.members import Member
from bot.playground.state import VALUE_OF
from bot.playground.workspace import Workspace

MOMENTS: Mapping[str, Check] = {
    "selected_date": calendar_date,
    "selected_time": clock_time,
    "selected_date_time": TEN_DIGITS,
}


class ImpossibleError(Exception):
    """What Slack's own window would not let a person do: no such button, no such option."""

    def __init__(self, error: str, sentence: str) -> None:
        super().__init__(f"{error}: {sentence}")
        self.error = error
        self.sentence = sentence


@dataclass(frozen=True)
class Exchange:
    """The workspace and its line to the app. `base_url` is the playground's own address."""

    workspace: Workspace
    line: Line
    events: Events
    base_url: str

    def person(self, user: str) -> Member:
        """Return an active member who is no bot; ImpossibleError otherwise."""
        member = self.workspace.members.get(user)
        if member is None or member.is_bot:
            raise ImpossibleError("user_not_found", f"Nobody here has the id {user}.")
        if member.deleted:
            raise ImpossibleError("account_inactive", f"{member.real_name} is deactivated.")
        return member

    def conversation(self, member: Member, channel: str | None) -> Conversation:
        """Return a conversation that the member is in; without a channel, the app's own."""
        if channel is None:
            return self.workspace.direct(member.id)
        self.workspace.direct(member.id)
        found = self.workspace.conversations.get(channel)
        if found is None or member.id not in found.members:
            raise ImpossibleError("channel_not_found", f"{member.real_name} is not in {channel}.")
        return found

    def trigger(self, member: Member, inside: str | None = None) -> str:
        """Hand out a trigger_id."""
        return self.workspace.tickets.trigger(member.id, self.workspace.machine_time(), inside)

    def response_url(self, member: Member, conversation: Conversation, source: str | None) -> str:
        """Hand out a response_url."""
        now = self.workspace.machine_time()
        ticket = self.workspace.tickets.response_url(member.id, conversation.id, source, now)
        return f"{self.base_url}/response/{ticket}"

    def demand_interactivity(self) -> None:
        """ImpossibleError when the app is gone, or its manifest has interactivity turned off."""
        if not self.workspace.installed:
            raise ImpossibleError("app_uninstalled", "This app is no longer installed here.")
        if not self.workspace.app.interactive:
            raise ImpossibleError(
                "interactivity_disabled", "This app is not configured for interactive responses."
            )

    async def tell_app(
        self, member: Member, conversation: Conversation | None, payload: Mapping[str, Any]
    ) -> Answer:
        """Send an interaction; when the app fails, the member sees it, and NoAnswerError."""
        with self.showing_problems(member, conversation):
            return await self.line.post_payload(payload)

    @contextmanager
    def showing_problems(self, member: Member, conversation: Conversation | None) -> Iterator[None]:
        """Let the member see that the app failed: in the conversation, and as their problem."""
        self.workspace.problems.pop(member.id, None)
        try:
            yield
        except NoAnswerError as problem:
            self.workspace.problems[member.id] = problem.error
            if conversation is not None:
                sentence = f"The app did not do that ({problem.error}). Try again?"
                self.workspace.tell(member.id, conversation, sentence)
            self.workspace.touch([member.id])
            raise


def chosen_value(
    members: Mapping[str, Member], element: Mapping[str, Any], given: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the value as Slack's window would let it be given to that element.

    `given` holds the value under Slack's key (`value`, `selected_option`, …). Options come back
    as the app offered them. ImpossibleError when the window would not offer that.
    """
    kind = element["type"]
    if kind == "overflow":
        return {"selected_option": _offered(element, given.get("selected_option"))}
    if kind not in VALUE_OF:
        return {}
    key, _, empty = VALUE_OF[kind]
    value = given.get(key) or empty
    if value and kind not in {"external_select", "multi_external_select"}:
        value = _judged(members, element, key, value)
    return {key: value}


def _judged(members: Mapping[str, Member], element: Mapping[str, Any], key: str, value: Any) -> Any:
    if key == "selected_option":
        return _offered(element, value)
    if key == "selected_options":
        return [_offered(element, each) for each in value]
    people = {"selected_user": [value], "selected_users": value}.get(key, [])
    if not members.keys() >= set(people):
        raise ImpossibleError("no_such_user", f"Not everybody is here: {value}")
    if key in MOMENTS and _wrong(MOMENTS[key], value):
        raise ImpossibleError("no_such_moment", f"This is not what a {element['type']} gives.")
    most = element.get("max_length", 3000)
    if key == "value" and len(str(value)) > most:
        raise ImpossibleError("too_long", f"This field takes {most} characters.")
    return value


def _wrong(check: Check, value: Any) -> bool:
    report = Report()
    check(value, "", report)
    return bool(report.problems)


def _offered(element: Mapping[str, Any], option: Any) -> Any:
    for each in offered_options(dict(element)):
        if same_option(each, option) or (
            isinstance(option, Mapping) and option.get("value") == each["value"]
        ):
            return each
    raise ImpossibleError("no_such_option", f"This is not among the options: {option}")
