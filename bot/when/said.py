"""All that a line says, sorted; and what cannot stand together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bot.when.answers import Ask, Halted, Question, Reason, refused
from bot.when.facts import (
    DAYS,
    ClockSaid,
    Day,
    EchoSaid,
    Fact,
    Flag,
    LengthSaid,
    MomentSaid,
    PartSaid,
    RangeSaid,
    ShiftSaid,
    ZoneSaid,
)
from bot.when.pieces import Piece

_Kind = TypeVar("_Kind")
_TIMES = (ClockSaid, RangeSaid)


@dataclass(frozen=True)
class Said:
    """What is said of each thing; at most one thing of each kind, days apart."""

    days: tuple[Day, ...] = ()
    clock: ClockSaid | None = None
    span: RangeSaid | None = None
    length: LengthSaid | None = None
    shift: ShiftSaid | None = None
    part: str = ""
    zone: ZoneSaid | None = None
    moment: MomentSaid | None = None
    echo: EchoSaid | None = None
    flags: frozenset[Flag] = field(default_factory=frozenset)

    @property
    def has_time(self) -> bool:
        """Whether a clock time stands in the line."""
        return bool(self.clock or self.span)


def sort_out(pieces: Sequence[Piece]) -> Said:
    """Sort the facts of a line. Two of a kind are a question, a stray city is a refusal."""
    _check_cities(pieces)
    facts = [fact for piece in pieces for fact in piece.facts]
    if Flag.OPEN in facts:  # "after 9 but before 11": how many clocks, it is a question
        clocks = [fact for fact in facts if isinstance(fact, ClockSaid)]
        facts = [fact for fact in facts if fact not in clocks[1:]]
    said = Said(
        days=tuple(fact for fact in facts if isinstance(fact, DAYS)),
        clock=_one(facts, ClockSaid),
        span=_one(facts, RangeSaid),
        length=_one(facts, LengthSaid),
        shift=_one(facts, ShiftSaid),
        part=_part(facts),
        zone=_zone(facts),
        moment=_one(facts, MomentSaid),
        echo=_one(facts, EchoSaid),
        flags=frozenset(fact for fact in facts if isinstance(fact, Flag)),
    )
    if said.clock and said.span:
        raise Halted(Ask(Question.MANY))
    return said


def _one(facts: Iterable[Fact], kind: type[_Kind]) -> _Kind | None:
    found = list(dict.fromkeys(fact for fact in facts if isinstance(fact, kind)))
    if len(found) > 1:
        raise Halted(Ask(Question.MANY))
    return found[0] if found else None


def _zone(facts: Iterable[Fact]) -> ZoneSaid | None:
    zones = dict.fromkeys(replace(fact, city=False) for fact in facts if isinstance(fact, ZoneSaid))
    if len(zones) > 1:
        raise refused(Reason.NOT_UNDERSTOOD)
    return next(iter(zones), None)


def _part(facts: Iterable[Fact]) -> str:
    """Give the part of the day; "night" after "evening" says no more."""
    parts = {fact.part for fact in facts if isinstance(fact, PartSaid)}
    if parts == {"evening", "night"}:
        return "evening"
    if len(parts) > 1:
        raise refused(Reason.NOT_UNDERSTOOD)
    return next(iter(parts), "")


def _check_cities(pieces: Sequence[Piece]) -> None:
    """Refuse a city that stands beside no clock time: it may be anything."""
    told = [piece.facts for piece in pieces if piece.facts not in {(Flag.FILLER,), (Flag.MOVE,)}]
    for place, facts in enumerate(told):
        if any(isinstance(fact, ZoneSaid) and fact.city for fact in facts):
            beside = (*told[max(0, place - 1)], *(told[place + 1] if place + 1 < len(told) else ()))
            if not any(isinstance(fact, _TIMES) for fact in beside):
                raise refused(Reason.NOT_UNDERSTOOD)


def halves_of(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """Cut at each "or"; a side that lacks a day or a clock takes it from its neighbour."""
    sides: list[list[Piece]] = [[]]
    for piece in pieces:
        if Flag.OR in piece.facts:
            sides.append([])
        else:
            sides[-1].append(piece)
    return tuple(_completed(side, pieces) for side in sides)


def _completed(side: list[Piece], pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    missing = [
        piece
        for piece in pieces
        for kinds in (DAYS, _TIMES, (PartSaid,), (ZoneSaid,))
        if _has([piece], kinds) and not _has(side, kinds)
    ]
    return tuple(sorted({*side, *missing}, key=lambda piece: piece.start))


def _has(pieces: Sequence[Piece], kinds: tuple[type, ...]) -> bool:
    return any(isinstance(fact, kinds) for piece in pieces for fact in piece.facts)
