"""When: the day, the clock time with its zone, and the length, as forms ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from types import MappingProxyType

from bot.slack.blocks import Block
from bot.slack.forms.inputs import Field
from bot.words import Words

Day = date  # under other names, for values that have fields called date and time
Clock = time
LENGTHS = (15, 20, 30, 45, 60, 90, 120)  # minutes
DAY_FIELD, TIME_FIELD, LENGTH_FIELD = "start_at", "time", "length"
UNCHANGED: Mapping[str, int] = MappingProxyType({})


def time_blocks(
    words: Words,
    *,
    zone: str,
    day: date | None,
    clock: time | None,
    minutes: int | None,
    revisions: Mapping[str, int] = UNCHANGED,
) -> list[Block]:
    """Give the three inputs. Day and clock are meant in `zone` (an IANA name), which Slack shows.

    A length that is none of the usual ones is offered beside them.
    """
    offered = sorted({*LENGTHS, minutes or LENGTHS[0]})
    lengths = {str(each): str(words.length(timedelta(minutes=each))) for each in offered}
    return [
        Field(DAY_FIELD, words.say("form.date"), revision=revisions.get(DAY_FIELD, 0)).day(day),
        Field(
            TIME_FIELD,
            words.say("form.time"),
            revision=revisions.get(TIME_FIELD, 0),
        ).clock(clock, zone),
        Field(LENGTH_FIELD, words.say("form.length"), revision=revisions.get(LENGTH_FIELD, 0)).menu(
            lengths, str(minutes) if minutes else None
        ),
    ]
