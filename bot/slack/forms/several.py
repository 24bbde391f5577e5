"""Several bookings, a line each: the form for the lines, and the table of what they were read as.

The table stands on the form, so that whoever goes back finds the lines as they typed them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from bot.slack.blocks import Block, plain, section
from bot.slack.forms import inputs
from bot.slack.forms.entries import CHOSEN, Entries
from bot.slack.forms.inputs import LONGEST_INPUT, View
from bot.words import Words
from bot.words.text import cut

CALLBACK_ID = "several_form"
TABLE = "several_table"
LINES_FIELD, WHICH_FIELD, OTHER_TIME = "lines", "which", "other_time"
ALL, SURE = "all", "sure"
# Of the table, so that it fits into one frame of Socket Mode: see `bot.slack.envelopes`.
MOST_BYTES = 19_000
# Characters of each line, and for how many the other times are offered: the first that fits.
SHOWN = ((2_500, 50), (600, 50), (600, 20), (300, 10), (150, 5), (60, 0), (20, 0))


class Row(NamedTuple):
    """A line of the table that can be booked: by its draft, and perhaps at another time.

    `doubtful`: there is something to be said against it; `force`: another interview.
    """

    number: int
    draft_id: str
    doubtful: bool = False
    force: bool = False
    start_at: datetime | None = None


class ReadLine(NamedTuple):
    """What a line was read as, in mrkdwn; of the other times that it can take, the starts."""

    number: int
    text: str
    other_times: Mapping[str, str]


def build(text: str, words: Words) -> View:
    """Give the form, with these lines in it."""
    hint = words.say("several.hint")
    field = inputs.Field(LINES_FIELD, words.say("several.lines"), hint=hint)
    return inputs.modal(
        CALLBACK_ID,
        title=words.say("several.title"),
        submit=words.say("several.read"),
        close=words.say("form.close"),
        blocks=[field.text(text or None, LONGEST_INPUT, lines=True)],
        carries={},
    )


def read(view: Mapping[str, Any]) -> list[str]:
    """Give the lines that something is typed in; Refused (UNREADABLE_TEXT)."""
    text = Entries(view).text(LINES_FIELD) or ""
    return [line.strip() for line in text.splitlines() if line.strip()]


def table(rows: Sequence[Row], head: str, lines: Sequence[ReadLine], words: Words) -> View:
    """Give the table under its head (both in mrkdwn), and the choice what is booked of it.

    So that all of it fits, many lines are shown less of each than a few, and without other times.
    """
    tables = (_table(rows, head, _blocks(lines, *shown, words), words) for shown in SHOWN)
    return next(filter(_fits, tables))


def _fits(view: View) -> bool:
    return len(json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode()) <= MOST_BYTES


def _table(rows: Sequence[Row], head: str, lines: Iterable[Block], words: Words) -> View:
    sure = sum(not row.doubtful for row in rows)
    which = {ALL: words.say("several.all", count=len(rows))}
    if sure:
        which[SURE] = words.say("several.sure", count=sure)
    asked = [inputs.Field(WHICH_FIELD, words.say("several.which")).radio(which, None)]
    return inputs.modal(
        TABLE,
        title=words.say("several.title"),
        submit=words.say("form.book") if rows else None,
        close=words.say("form.back"),
        blocks=[section(head), *lines, *(asked if sure < len(rows) else [])],
        carries={"rows": [(*row[:2], *map(int, row[2:4])) for row in rows]},
    )


def _blocks(lines: Sequence[ReadLine], most: int, with_times: int, words: Words) -> Iterator[Block]:
    for number, line in enumerate(lines):
        yield _block(line if number < with_times else line._replace(other_times={}), most, words)


def _block(line: ReadLine, most: int, words: Words) -> Block:
    text = cut(line.text, most)
    if not line.other_times:
        return section(text)
    menu = {
        "type": "static_select",
        "action_id": inputs.action_id(OTHER_TIME),
        "placeholder": plain(words.say("several.other_time"), inputs.PLACEHOLDER),
        "options": [inputs.option(value, label) for value, label in line.other_times.items()],
    }
    return section(text, menu) | {"block_id": f"{OTHER_TIME}:{line.number}"}


def chosen(view: Mapping[str, Any]) -> list[Row]:
    """Give the rows that are to be booked; one with another time is no longer doubtful."""
    entries = Entries(view)
    values = (view.get("state") or {}).get("values") or {}
    rows = [_at_another_time(Row(*row), values) for row in entries.carried()["rows"]]
    without_doubts = entries.option(WHICH_FIELD) == SURE
    return [row for row in rows if not (without_doubts and row.doubtful)]


def _at_another_time(row: Row, values: Mapping[str, Any]) -> Row:
    entered = values.get(f"{OTHER_TIME}:{row.number}") or {}
    option = entered.get(inputs.action_id(OTHER_TIME), {}).get(CHOSEN)
    if not option:
        return row
    start_at = datetime.fromisoformat(option["value"])
    return row._replace(start_at=start_at, doubtful=False, force=False)
