"""Cutting a line into facts: every word must belong to one, and the fewest pieces win.

If several cuts are equally short, all are given: they are several readings.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.when.chart import Chart, Rule, grammar, rule
from bot.when.clocks import CLOCKS
from bot.when.counted import COUNTED
from bot.when.dates import DATE_FACTS, DATES
from bot.when.facts import ClockSaid, Fact, Flag, LengthSaid, ShiftSaid
from bot.when.line import REMEMBERED, Line
from bot.when.numbers import LENGTHS, NUMBERS, SHIFTS
from bot.when.spans import CLOCK_FACTS
from bot.when.zones import ZONE_FACTS

_MOST_READINGS = 12
_SHORT_DATE = 5  # 12/31; a longer one has its year
_DATED = 3  # tokens of a date with its month in words
_YEAR = re.compile(r"20\d\d")
_SKIPPED = 100  # what leaving a word out costs, in pieces

_OTHERS: tuple[Rule, ...] = (
    rule("FACT", "filler", lambda: Flag.FILLER),
    rule("FACT", "open", lambda: Flag.FILLER),
    rule("FACT", "close", lambda: Flag.FILLER),
)
GRAMMAR = grammar(
    NUMBERS, LENGTHS, SHIFTS, CLOCKS, COUNTED, CLOCK_FACTS, DATES, DATE_FACTS, ZONE_FACTS, _OTHERS
)


class Piece(NamedTuple):
    """What some neighbouring tokens say."""

    start: int
    end: int
    facts: tuple[Fact, ...]


class Cut(NamedTuple):
    """Pieces that follow each other, and what they cost."""

    cost: int
    pieces: tuple[Piece, ...]


def readings(line: Line) -> tuple[tuple[Piece, ...], ...]:
    """Give every shortest cut of a line into pieces that accounts for all of it."""
    found = _cuts(line, skipping=False)
    return tuple(cut.pieces for cut in found)


def best_cover(line: Line) -> tuple[Piece, ...]:
    """Give the pieces of a cut that leaves out as few words as possible."""
    return _cuts(line, skipping=True)[0].pieces


def _cuts(line: Line, *, skipping: bool) -> Sequence[Cut]:
    pieces = _pieces_of(line)
    best: list[Sequence[Cut]] = [()] * len(line) + [(Cut(0, ()),)]
    for start in reversed(range(len(line))):
        found = [
            Cut(cut.cost + _cost(piece), (piece, *cut.pieces))
            for piece in pieces[start]
            for cut in best[piece.end]
        ]
        if skipping:
            found.extend(Cut(cut.cost + _SKIPPED, cut.pieces) for cut in best[start + 1])
        least = min((cut.cost for cut in found), default=0)
        best[start] = [cut for cut in found if cut.cost == least][:_MOST_READINGS]
    return best[0]


@lru_cache(REMEMBERED)
def _pieces_of(line: Line) -> Sequence[tuple[Piece, ...]]:
    """Give the pieces that begin at each token, looked for from the last one on."""
    chart = Chart(line, GRAMMAR)
    found = [tuple(_pieces(line, chart, start)) for start in reversed(range(len(line)))]
    return found[::-1]


def _pieces(line: Line, chart: Chart, start: int) -> Iterator[Piece]:
    is_sign = False
    for value, end in chart.at("FACT", start):
        is_sign = is_sign or (isinstance(value, ShiftSaid) and _is_glued(line, start))
        piece = Piece(start, end, value if isinstance(value, tuple) else (value,))
        if not _is_stray(line, piece):
            yield piece
    if line.tokens[start].kind in {"dash", "slash"} and not is_sign and _separates(line, start):
        yield Piece(start, start + 1, (Flag.FILLER,))


def _is_glued(line: Line, place: int) -> bool:
    """Tell whether a dash stands before a number like a sign: "-30m", but not "fri - 30m"."""
    tokens = line.tokens[place : place + 2]
    before = line.tokens[place - 1].word if place else None
    return len(tokens) > 1 and tokens[0].word == tokens[1].word != before


def _is_stray(line: Line, piece: Piece) -> bool:
    """Tell whether a piece is a small number beside another, taken for an hour; or as below."""
    fact = piece.facts[0]
    if _is_glued_length(line, piece):
        return True
    if piece.end - piece.start > 1 or not isinstance(fact, ClockSaid) or not fact.weak:
        return False
    small = len(line.tokens[piece.start].text) <= 2  # noqa: PLR2004 - an hour has two digits
    return small and (line.is_number(piece.start - 1) or line.is_number(piece.end))


def _is_glued_length(line: Line, piece: Piece) -> bool:
    """Tell whether a length is written in one word with its clock: "15h45min" is 15:45."""
    if len(piece.facts) == 1 or not isinstance(piece.facts[-1], LengthSaid):
        return False
    *_, hour, minutes, _unit = line.tokens[piece.start : piece.end]
    return hour.word == minutes.word


def _cost(piece: Piece) -> int:
    return 0 if piece.facts in {(Flag.FILLER,), (Flag.MOVE,)} else 1


def _separates(line: Line, place: int) -> bool:
    """Tell whether a dash or slash merely stands between two pieces: "Fri - 3pm"."""
    if place in {0, len(line) - 1}:
        return False
    whole_date = (
        line.tokens[place - 1].kind == "NUMERIC" and len(line.tokens[place - 1].text) > _SHORT_DATE
    )
    in_words = place >= _DATED and _YEAR.fullmatch(line.tokens[place - 1].text)
    if in_words and "word" in {line.tokens[place - 2].kind, line.tokens[place - 3].kind}:
        return True  # "6 jan 2027 - 3pm"
    return whole_date or not (line.is_number(place - 1) and line.is_number(place + 1))
