"""Reading a body: strict JSON, and nothing that another reader would understand differently."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, NoReturn

from bot.api.asked import Asked
from bot.api.errors import Failed

ROOT = "interview"
BAD_REQUEST, UNSUPPORTED = 400, 415
LONGEST_NUMBER = 20  # digits and a sign: no id is longer, and Python reads no more than 4,300


def fields_of(asked: Asked) -> Mapping[str, Any]:
    """Give what stands under `interview`; Failed when that cannot be read."""
    fields = _object(asked).get(ROOT)
    if not isinstance(fields, dict):
        raise Failed(BAD_REQUEST, "error.no_root")
    return fields


def fields_if_any(asked: Asked) -> Mapping[str, Any]:
    """Give the same for a call that needs none: no body, an empty one or any object will do."""
    if asked.body == b"":
        return {}
    fields = _object(asked).get(ROOT)
    return fields if isinstance(fields, dict) else {}


def _object(asked: Asked) -> dict[str, Any]:
    if asked.body is None:
        raise Failed(BAD_REQUEST, "error.body_too_long")
    if asked.body and not asked.is_json():
        raise Failed(UNSUPPORTED, "error.not_sent_as_json")
    try:
        read = STRICT.decode(asked.body.decode())
    except (ValueError, RecursionError):
        raise Failed(BAD_REQUEST, "error.not_json") from None
    if not isinstance(read, dict):
        raise Failed(BAD_REQUEST, "error.no_root")
    return read


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key came twice")
    return found


def _whole_number(digits: str) -> int | float:
    return int(digits) if len(digits) <= LONGEST_NUMBER else math.inf


def _no_number(_: str) -> NoReturn:
    raise ValueError("no number of JSON's")


STRICT = json.JSONDecoder(
    object_pairs_hook=_each_once, parse_int=_whole_number, parse_constant=_no_number
)
