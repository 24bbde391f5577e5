"""JSON Lines: one JSON object a line."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from bot.interviews.model import written
from bot.interviews.moving.faults import Fault, Why
from bot.interviews.moving.gathering import Line
from bot.interviews.moving.lines import Entry, UserLine, root_of


def read_json_lines(file: BinaryIO) -> Iterator[Line]:
    """Give each line that is not empty with its JSON data, or with what is wrong with it."""
    for number, raw in enumerate(file, start=1):
        text = (raw.removeprefix(BOM_UTF8) if number == 1 else raw).strip()
        if text:
            yield _read(number, text)


def write_json_lines(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Write entries as lines; an interview's is byte for byte what the API answers."""
    for entry in entries:
        yield _written(entry).encode() + b"\n"


def _read(number: int, raw: bytes) -> Line:
    try:
        return Line(number, json.loads(raw.decode(), object_pairs_hook=_each_once))
    except UnicodeDecodeError:
        return Line(number, fault=Fault.of(number, None, Why.NOT_UTF8))
    except _KeyTwice as twice:
        return Line(number, fault=Fault.of(number, str(twice), Why.KEY_TWICE))
    except (ValueError, RecursionError):
        return Line(number, fault=Fault.of(number, None, Why.NOT_JSON))


class _KeyTwice(Exception):  # noqa: N818 - it reads as what it says
    """A key stands twice in one object."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _KeyTwice(next(name for name in names if names.count(name) > 1))
    return found


def _written(entry: Entry) -> str:
    # Whether somebody is active is written only where it says something.
    unsaid = isinstance(entry, UserLine) and entry.active is None
    return _json({root_of(entry): entry.model_dump(exclude={"active"} if unsaid else None)})


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=written)
