"""What Slack hands out with a payload: trigger ids, and response_urls."""

import secrets
from dataclasses import dataclass, field

TRIGGER_SECONDS = 3.0
RESPONSE_URL_USES = 5
RESPONSE_URL_SECONDS = 1800.0


class SlackError(Exception):
    """Slack's `ok: false`: the name of the error, and what else stands in the answer."""

    def __init__(self, error: str, messages: list[str] | None = None, **more: object) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages or []
        self.more = more


@dataclass
class Trigger:
    """The right to open one view: for this member, until then, from inside that view or none."""

    user: str
    until: float
    inside: str | None
    used: bool = False


@dataclass
class ResponseUrl:
    """The right to answer where a payload came from.

    `source` is the timestamp of the message that was pressed, or None for a command.
    """

    user: str
    channel: str
    until: float
    source: str | None
    uses: int = 0


@dataclass
class Tickets:
    """All triggers and response_urls that were handed out, by their id.

    Every `now` here is the machine's time in seconds since the epoch.
    """

    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)

    def trigger(self, user: str, now: float, inside: str | None = None) -> str:
        """Hand out a trigger id: good once, for three seconds."""
        ticket = f"{int(now)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self.triggers[ticket] = Trigger(user, now + TRIGGER_SECONDS, inside)
        return ticket

    def check_trigger(self, ticket: object, now: float) -> Trigger:
        """Return the trigger, not yet used up; SlackError as Slack refuses a bad one."""
        trigger = self.triggers.get(str(ticket))
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if now > trigger.until:
            raise SlackError("expired_trigger_id")
        return trigger

    def response_url(self, user: str, channel: str, source: str | None, now: float) -> str:
        """Hand out the id of a response_url: good five times, for thirty minutes."""
        ticket = secrets.token_urlsafe(18)
        until = now + RESPONSE_URL_SECONDS
        self.response_urls[ticket] = ResponseUrl(user, channel, until, source)
        return ticket

    def use_response_url(self, ticket: str, now: float) -> ResponseUrl:
        """Count one use; SlackError when it is unknown, expired or used five times."""
        found = self.response_urls.get(ticket)
        if found is None or now > found.until:
            raise SlackError("expired_url")
        if found.uses >= RESPONSE_URL_USES:
            raise SlackError("used_url")
        found.uses += 1
        return found
