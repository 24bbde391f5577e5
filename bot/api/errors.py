"""What is answered when something is not done: one table of statuses, and the words of the house.

A refusal of the rules has the sentence that chat shows. Whatever nobody foresaw is answered with a
reference, and the same reference stands in the log.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from typing import Any

from bot.api.answers import Answer, Headers, as_json, body_of, tag_of
from bot.deadline import TookTooLong
from bot.interviews.changes import Stale
from bot.interviews.ports.book import Away, Conflict, NotKept, Unsure
from bot.interviews.refusals import RefusalKind, Refused
from bot.interviews.tokens import NotLetIn
from bot.words import Words

log = logging.getLogger(__name__)

UNAUTHORIZED, NOT_FOUND, NOT_ALLOWED, UNPROCESSABLE = 401, 404, 405, 422
UNEXPECTED, UNAVAILABLE = 500, 503
STATUS: Mapping[RefusalKind, int] = {
    RefusalKind.NOT_FOUND: NOT_FOUND,
    RefusalKind.FORBIDDEN: 403,
    RefusalKind.STALE: 412,
    RefusalKind.STATE: UNPROCESSABLE,
    RefusalKind.VALUE: UNPROCESSABLE,
}
# What will be over, and nothing was done: a client that calls again does nothing twice.
NOT_NOW: Mapping[type[Exception], str] = {
    NotKept: "error.not_kept",
    Away: "error.away",
    TookTooLong: "error.took_too_long",
    Conflict: "error.took_too_long",
}
AGAIN: Headers = (("retry-after", "5"),)  # seconds
WHOLE = "base"  # the field of what concerns no field, as the API's ecosystem calls it


class Failed(Exception):  # noqa: N818 - it reads as what it says
    """A request cannot be taken; `key` names the sentence that says why."""

    def __init__(self, status: int, key: str, more: Headers = (), **values: Any) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.more = more
        self.values = values


class Unreadable(Exception):  # noqa: N818 - it reads as what it says
    """Fields cannot be read; `keys` names the sentence of each."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys


def answer_to(error: Exception, words: Words) -> Answer:
    """Give the answer to what went wrong."""
    match error:
        case Refused():
            return _refused(error, words)
        case Unreadable():
            return _fields({field: words.say(key) for field, key in error.keys.items()})
        case NotLetIn():
            return said(UNAUTHORIZED, words.say("error.sign_in"))
        case Failed():
            return said(error.status, words.say(error.key, **error.values), error.more)
        case _:
            return _unforeseen(error, words)


def said(status: int, sentence: str, more: Headers = (), tag: str | None = None) -> Answer:
    """Give an answer that says one sentence."""
    return Answer(status, as_json({"error": sentence}), more=more, tag=tag)


def not_found(words: Words) -> Answer:
    """Give the answer to what is not there, for this caller."""
    return said(NOT_FOUND, words.say("error.not_found"))


def not_allowed(methods: str, words: Words) -> Answer:
    """Give the answer to a method that a path does not have."""
    sentence = words.say("error.not_allowed", methods=methods)
    return said(NOT_ALLOWED, sentence, (("allow", methods),))


def _refused(refused: Refused, words: Words) -> Answer:
    status = STATUS[refused.kind]
    if status == NOT_FOUND:
        return not_found(words)
    if status == UNPROCESSABLE:
        return _fields({refused.field or WHOLE: words.refused(refused)})
    tag = tag_of(body_of(refused.kept.interview)) if isinstance(refused, Stale) else None
    return said(status, words.refused(refused), tag=tag)


def _fields(sentences: Mapping[str, str]) -> Answer:
    errors = {field: [sentence] for field, sentence in sentences.items()}
    return Answer(UNPROCESSABLE, as_json({"errors": errors}))


def _unforeseen(error: Exception, words: Words) -> Answer:
    reference = secrets.token_hex(4)
    log.error("unexpected_error", exc_info=error, extra={"reference": reference})
    key = next((key for kind, key in NOT_NOW.items() if isinstance(error, kind)), None)
    if key is not None:
        return said(UNAVAILABLE, words.say(key, reference=reference), AGAIN)
    key = "error.unsure" if isinstance(error, Unsure) else "error.unexpected"
    return said(UNEXPECTED, words.say(key, reference=reference))
