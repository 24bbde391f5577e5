"""CSV: the same fields as in JSON, one column each, named by where they stand.

An empty cell is null. Text that a spreadsheet would take for a formula gets an apostrophe in front
(so does empty text), which is taken away again when it is read: whoever opens an export can trust
it, and what comes back is what went out. It begins with a byte order mark, or spreadsheets would
read the names in another encoding.
"""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

from pydantic import BaseModel

from bot.interviews.model import written
from bot.interviews.moving.faults import Fault, Why
from bot.interviews.moving.gathering import Line
from bot.interviews.moving.lines import ROOTS, Entry, root_of

# What spreadsheets take for the beginning of a formula: https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = re.compile(r"'*(?:[=+\-@\t\r\n＝＋－＠].*)?", re.DOTALL)
DELIMITERS = ",;\t"  # the second one is what spreadsheets write where the comma is decimal
UNREAD = re.compile(r"[\udc80-\udcff]")  # bytes that are no UTF-8


def _paths(model: type[BaseModel], path: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _paths(kind, f"{path}{name}.")
        else:
            yield f"{path}{name}"


COLUMNS = tuple(path for root, kind in ROOTS.items() for path in _paths(kind, f"{root}."))


def read_table(file: BinaryIO) -> Iterator[Line]:
    """Give each row with its data as in JSON, or with what is wrong with it."""
    text = io.TextIOWrapper(file, "utf-8-sig", "surrogateescape", newline="")
    try:
        yield from _rows(text)
    finally:
        text.detach()  # or the file would be closed with it


def write_table(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Write a header, and each entry as a row."""
    yield BOM_UTF8 + _row(COLUMNS)
    for entry in entries:
        cells = dict(_flat(entry.model_dump(), f"{root_of(entry)}."))
        yield _row(_cell(cells.get(column)) for column in COLUMNS)


def _rows(text: io.TextIOWrapper) -> Iterator[Line]:
    header = text.readline()
    if UNREAD.search(header):
        yield Line(1, fault=Fault.of(1, None, Why.NOT_UTF8))
        return
    delimiter = max(DELIMITERS, key=header.count)
    columns = [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]
    columns = _with_roots(columns)
    faults = list(_wrong_columns(columns))
    if faults:
        yield from faults
        return
    reader = csv.reader(text, delimiter=delimiter)
    number = 2
    try:
        for cells in reader:
            if any(cells):
                yield _read(number, columns, cells)
            number = reader.line_num + 2  # the header is a line too
    except csv.Error:
        yield Line(number, fault=Fault.of(number, None, Why.NOT_CSV))


def _with_roots(columns: list[str]) -> list[str]:
    """Put what it is of before names that do not say so: the file is of one kind then."""
    if any(name in COLUMNS for name in columns):
        return columns
    told_by = {"start_at": "interview", "recommendation": "feedback"}
    root = next((kind for name, kind in told_by.items() if name in columns), "user")
    return [f"{root}.{name}" for name in columns]


def _wrong_columns(columns: list[str]) -> Iterator[Line]:
    for name in columns:
        if name not in COLUMNS:
            yield Line(1, fault=Fault.of(1, name.partition(".")[2] or name, Why.UNKNOWN_COLUMN))
    for name in sorted({name for name in columns if columns.count(name) > 1}):
        yield Line(1, fault=Fault.of(1, name, Why.COLUMN_TWICE))


def _read(number: int, columns: list[str], cells: list[str]) -> Line:
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        return Line(number, fault=Fault.of(number, None, Why.TOO_MANY_CELLS))
    if any(UNREAD.search(cell) for cell in cells):
        return Line(number, fault=Fault.of(number, None, Why.NOT_UTF8))
    data: dict[str, Any] = {}
    for column, cell in zip(columns, cells, strict=False):
        *path, name = column.split(".")
        place = data
        for step in path:
            place = place.setdefault(step, {})
        place[name] = _text(cell)
    return Line(number, {root: fields for root, fields in data.items() if _says_anything(fields)})


def _says_anything(fields: Any) -> bool:
    values = fields.values() if isinstance(fields, dict) else ()
    return any(_says_anything(value) if isinstance(value, dict) else value for value in values)


def _text(cell: str) -> str | None:
    if not cell:
        return None
    return cell[1:] if cell.startswith("'") and FORMULA.fullmatch(cell) else cell


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return written(value)
    return f"'{value}" if isinstance(value, str) and FORMULA.fullmatch(value) else str(value)


def _flat(data: dict[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def _row(cells: Iterable[str]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue().encode()
