"""How what is set from outside is spelled: each reads one value, and ValueError says it is none.

What is no text was given by a program, and is handed on as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.mail.addresses import sender
from bot.mail.server import MailServer

UNITS = {"d": "days", "h": "hours", "m": "minutes"}
SIDES = ("interviewee", "interviewer")
DEFAULT_LEAD_TIMES = "interviewee=24h,1h,10m;interviewer=10m"
SECRET_BYTES = 32


def database_url(text: str) -> str:
    """Check `sqlite:///…` or `postgresql://…`."""
    if not re.match(r"(sqlite|postgresql)(\+\w+)?://", text):
        raise ValueError("neither SQLite nor PostgreSQL")
    from storage import demand_address  # noqa: PLC0415 - only where there is one to be read

    demand_address(text)
    return text


def web_address(text: str) -> str:
    """Check an address of the web."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("no web address")
    return text


def with_slash(address: str) -> str:
    """Give an address that ends in a slash."""
    return address if address.endswith("/") else f"{address}/"


def command(text: str) -> str:
    """Check the name of a command, with its slash."""
    if not re.fullmatch(r"/[a-z0-9_-]{1,31}", text):
        raise ValueError("no command that Slack accepts")
    return text


def several(given: object) -> object:
    """Read what stands between commas."""
    return (
        tuple(filter(None, map(str.strip, given.split(",")))) if isinstance(given, str) else given
    )


def secrets(given: object) -> object:
    """Read one secret, or several of which the first signs; each needs 32 bytes (RFC 7518, 3.2)."""
    if not isinstance(given, str):
        return given
    found = tuple(filter(None, map(str.strip, given.split(","))))
    if any(len(secret.encode()) < SECRET_BYTES for secret in found) or "-----BEGIN" in given:
        raise ValueError("no secret that keeps")
    return found


def lead_times(given: object) -> object:
    """Read `interviewee=24h,1h,10m;interviewer=off`; a side that is not named has its usual."""
    if not isinstance(given, str):
        return given
    sides = [side.partition("=")[::2] for side in filter(str.strip, given.split(";"))]
    read = {side.strip(): _lengths(lengths) for side, lengths in sides}
    if len(read) < len(sides) or not read.keys() <= set(SIDES):
        raise ValueError("each side once")
    return usual_lead_times() | read


def usual_lead_times() -> dict[str, tuple[timedelta, ...]]:
    """Give the lead times of each side that hold until somebody says otherwise."""
    sides = [side.split("=") for side in DEFAULT_LEAD_TIMES.split(";")]
    return {side: _lengths(lengths) for side, lengths in sides}


def _lengths(text: str) -> tuple[timedelta, ...]:
    """Read "24h,1h,10m", longest first; "off" is none at all."""
    if text.strip() == "off":
        return ()
    return tuple(sorted({_length(one.strip()) for one in text.split(",")}, reverse=True))


def _length(text: str) -> timedelta:
    found = re.fullmatch(r"([1-9]\d{0,3})([dhm])", text)
    if found is None:
        raise ValueError("no length of time")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def days(given: object) -> object:
    """Read "365 days"."""
    if not isinstance(given, str):
        return given
    found = re.fullmatch(r"([1-9]\d{0,4}) ?(d|days?)", given.strip())
    if found is None:
        raise ValueError("no number of days")
    return timedelta(days=int(found[1]))


def instant(given: object) -> object:
    """Read an instant with its zone, and give it in UTC."""
    moment = datetime.fromisoformat(given) if isinstance(given, str) else given
    if not isinstance(moment, datetime) or moment.utcoffset() is None:
        raise ValueError("no instant with a time zone")
    return moment.astimezone(UTC)


def mail_server(given: object) -> object:
    """Read `smtp://user:password@host:587` or `smtps://…`."""
    return MailServer.at(given) if isinstance(given, str) else given


def mail_from(text: str) -> str:
    """Check whom e-mails come from."""
    sender(text)
    return text


def begins_with(prefix: str) -> Callable[[SecretStr], SecretStr]:
    """Give the check of a token that begins so."""

    def check(token: SecretStr) -> SecretStr:
        if not token.get_secret_value().startswith(prefix):
            raise ValueError("another kind of token")
        return token

    return check
