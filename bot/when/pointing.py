"""Which words of a line are about time."""

from collections.abc import Sequence

from bot.when.facts import (
    DAYS,
    ClockSaid,
    DayOfMonth,
    Flag,
    LengthSaid,
    MomentSaid,
    Numeric,
    PartSaid,
    RangeSaid,
    ShiftSaid,
    ZoneSaid,
)
from bot.when.lexicon import languages_of
from bot.when.line import Line, line_in
from bot.when.pieces import Piece, best_cover

_MOST_WORDS = 200
_LEANING = {Flag.OPEN, Flag.AROUND, Flag.RECURRENCE, Flag.PAST}


def time_words(words: Sequence[str], locale: str) -> tuple[bool, ...]:
    """Tell for each word of a line whether it reads as part of a clock, date, length or zone.

    "at", "for" and their like count when they belong to a time; a bare number when a day
    stands before it, "9.30" when no other word does, a city or an abbreviation when a clock
    stands beside it. Of a line of more than 200 words none is.
    """
    if len(words) > _MOST_WORDS:
        return (False,) * len(words)
    marks = [_marks(words, language) for language in languages_of(locale)]
    return max(marks, key=sum)


def _marks(words: Sequence[str], language: str) -> tuple[bool, ...]:
    line = line_in(language, tuple(words))
    found = {line.tokens[place].word for place in _places(line)}
    return tuple(index in found for index in range(len(words)))


def _places(line: Line) -> set[int]:
    pieces = best_cover(line) if len(line) else ()
    clear = {piece for piece in pieces if _is_clear(piece)}
    # Each round lets the pieces that lean on a neighbour follow it.
    for _ in pieces:
        leaning = {piece for piece in pieces if piece not in clear and _leans(piece, pieces, clear)}
        if not leaning:
            break
        clear |= leaning
    return {place for piece in clear for place in range(piece.start, piece.end)}


def _is_clear(piece: Piece) -> bool:
    """Whether a piece is about time wherever it stands."""
    facts = piece.facts
    if any(isinstance(fact, ClockSaid | RangeSaid) and not fact.weak for fact in facts):
        return True
    if any(isinstance(fact, LengthSaid | ShiftSaid | MomentSaid) for fact in facts):
        return True
    if any(fact in {Flag.SAME_TIME, Flag.SAME_DAY} for fact in facts):
        return True
    return any(isinstance(fact, DAYS) and not _is_loose_day(fact) for fact in facts)


def _is_loose_day(fact: object) -> bool:
    dashed = isinstance(fact, Numeric) and fact.mark == "-" and len(fact.numbers) == 2  # noqa: PLR2004 - no year
    return dashed or (isinstance(fact, DayOfMonth) and not fact.loose)


def _leans(piece: Piece, pieces: Sequence[Piece], clear: set[Piece]) -> bool:
    """Whether a piece is about time because of its neighbours."""
    before = [each for each in pieces if each.end == piece.start and each in clear]
    after = [each for each in pieces if each.start == piece.end and each in clear]
    fact = piece.facts[0]
    match fact:
        case ClockSaid(dotted=True) if piece.start == 0 or before:
            return True  # "9.30", or "5.12 3pm", but not "Room 2.15"
        case ClockSaid() | RangeSaid():
            return _has(before, DAYS) or (_has(after, DAYS) and _alone(piece, pieces))
        case ZoneSaid():
            return _has([*before, *after], (ClockSaid, RangeSaid))
        case PartSaid() | DayOfMonth() | Numeric():
            return bool(before or after)
        case Flag.FILLER:
            return piece.end - piece.start == 1 and bool(before and after)
        case Flag.OR:
            return bool(before and after)
        case _:
            return fact in _LEANING and bool(after)


def _alone(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether a number begins the line and no other clock is in it."""
    others = [each for each in pieces if each != piece]
    return piece.start == 0 and not _has(others, (ClockSaid, RangeSaid))


def _has(pieces: Sequence[Piece], kinds: tuple[type, ...]) -> bool:
    return any(isinstance(fact, kinds) for piece in pieces for fact in piece.facts)
