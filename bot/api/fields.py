"""Reading the fields of a body, and the parameters of a list.

Here only the form is judged: what is a number, a time, a kind. What a value must be is a rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from bot.api.errors import Unreadable
from bot.interviews.model import Kind, Search, Status, instant
from bot.interviews.refusals import Refused
from bot.interviews.texts import readable

DIGITS = re.compile(r"[0-9]{1,19}")
LARGEST = 2**63 - 1
LAST_PAGE = 1_000_000
MOST_PER_PAGE = 100
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?"
    r"(Z|[+-][0-9]{2}(:?[0-5][0-9])?)"
)
NEEDED = "refused.required"  # the rules' own sentence


def number(given: Any) -> int:
    """Read an id: a whole number, or a string of digits."""
    if isinstance(given, str) and DIGITS.fullmatch(given):
        given = int(given)
    if type(given) is not int or not 1 <= given <= LARGEST:
        raise ValueError("no id")
    return given


def moment(given: Any) -> datetime:
    """Read an instant of ISO 8601 with its offset."""
    if not isinstance(given, str) or not MOMENT.fullmatch(given):
        raise ValueError("no instant")
    return instant(datetime.fromisoformat(given))


def kind(given: Any) -> Kind:
    """Read how the two meet."""
    return Kind(text(given))


def text(given: Any) -> str:
    """Read a text."""
    if not isinstance(given, str):
        raise ValueError("no text")  # noqa: TRY004 - an answer to whoever sent it
    return given


def flag(given: Any) -> bool:
    """Read true or false."""
    if not isinstance(given, bool):
        raise ValueError("neither true nor false")  # noqa: TRY004 - the same
    return given


Reader = Callable[[Any], Any]

READERS: Mapping[str, tuple[Reader, str]] = {
    "kind": (kind, "unreadable.kind"),
    "start_at": (moment, "unreadable.moment"),
    "end_at": (moment, "unreadable.moment"),
    "interviewee_id": (number, "unreadable.id"),
    "interviewer_id": (number, "unreadable.id"),
    "location": (text, "unreadable.text"),
    "amend_start_at": (moment, "unreadable.moment"),
    "amend_end_at": (moment, "unreadable.moment"),
    "reason": (text, "unreadable.text"),
    "force": (flag, "unreadable.flag"),
}


def read(
    given: Mapping[str, Any], wanted: Iterable[str], needed: Iterable[str] = ()
) -> dict[str, Any]:
    """Read those of the wanted fields that are given; Unreadable names all that cannot be.

    What is `needed` must be there. A null is read as None; the rules know what may be taken away.
    """
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name in wanted:
        if given.get(name) is None:
            if name in needed:
                wrong[name] = NEEDED
            elif name in given and name != "force":
                values[name] = None
            continue
        reader, key = READERS[name]
        try:
            values[name] = reader(given[name])
        except ValueError:
            wrong[name] = key
    if wrong:
        raise Unreadable(wrong)
    return values


def _up_to(most: int) -> Reader:
    def up_to(given: Any) -> int:
        value = number(given)
        if value > most:
            raise ValueError("too many")
        return value

    return up_to


def _wanted(given: Any) -> str:
    try:
        return readable(given, "q")
    except Refused:
        raise ValueError("characters that cannot be shown") from None


def _sent_in_an_address(given: str) -> datetime:
    return moment(given.replace(" ", "+"))  # a plus sign that was sent as it is


# What a list can be asked for: the field of `Search`, how it is read, what is said if it is not.
PARAMETERS: Mapping[str, tuple[str, Reader, str]] = {
    "page": ("page", _up_to(LAST_PAGE), "unreadable.page"),
    "per_page": ("per_page", _up_to(MOST_PER_PAGE), "unreadable.per_page"),
    "status": ("statuses", lambda given: frozenset({Status(given)}), "unreadable.status"),
    "kind": ("kind", kind, "unreadable.kind"),
    "interviewer_id": ("interviewer_id", number, "unreadable.id"),
    "interviewee_id": ("interviewee_id", number, "unreadable.id"),
    "from": ("starts_from", _sent_in_an_address, "unreadable.moment"),
    "to": ("starts_before", _sent_in_an_address, "unreadable.moment"),
    "q": ("text", _wanted, "unreadable.text"),
}


def search(query: str) -> Search:
    """Read what a list is asked for; Unreadable names all parameters that cannot be read."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, given in parse_qsl(query, keep_blank_values=True):
        if name not in PARAMETERS:
            continue
        field, reader, key = PARAMETERS[name]
        if field in values:
            wrong[name] = "unreadable.twice"
            continue
        try:
            values[field] = reader(given)
        except ValueError:
            wrong[name] = key
    if wrong:
        raise Unreadable(wrong)
    return Search(**values)
