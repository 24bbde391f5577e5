"""From all that a line says to an answer, a question or a refusal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import product

from bot.when.answers import (
    Answer,
    Ask,
    Context,
    Halted,
    Outcome,
    Question,
    Reason,
    Refuse,
    refused,
)
from bot.when.calendar import Customs, Days, later
from bot.when.days import days_of, is_like_hours
from bot.when.doubts import doubt_of, doubted, is_day_first, offering
from bot.when.facts import Anchor, Flag, Half, NextDay, Offset, Stretch
from bot.when.hours import Times, spans_of, times_of, typical, wall
from bot.when.moments import MOST_CANDIDATES, Setting, choose, ending, lasting, moved, skipped
from bot.when.pieces import Piece
from bot.when.said import Said, halves_of, sort_out
from bot.when.zones import instants, places, plausible

_IDLE = {Flag.FILLER, Flag.MOVE}
_DOUBTS = {Flag.AROUND: Question.FUZZY, Flag.OPEN: Question.OPEN}
_NAMING = {Question.ZONE_ABBREVIATION, Question.ZONE_SEASON}
_REFUSED = {Flag.RECURRENCE: Reason.RECURRENCE, Flag.PAST: Reason.PAST}


@dataclass(frozen=True)
class Judge:
    """Judges lines in one setting."""

    setting: Setting
    customs: Customs
    context: Context | None = None

    def judge(self, pieces: Sequence[Piece]) -> Outcome:
        """Say what the pieces of a line come to."""
        try:
            return self._judge(pieces)
        except Halted as halted:
            return halted.outcome

    def _judge(self, pieces: Sequence[Piece]) -> Outcome:
        flags = {fact for piece in pieces for fact in piece.facts if isinstance(fact, Flag)}
        for flag, reason in _REFUSED.items():
            if flag in flags:
                raise refused(reason)
        if Flag.OR in flags:
            return self._several(pieces)
        said = sort_out(pieces)
        if said.moment:
            return self._moment(said)
        if said.shift:
            return self._shifted(said)
        return self._composed(said)

    def _several(self, pieces: Sequence[Piece]) -> Outcome:
        offers = [self.judge(side) for side in halves_of(pieces)]
        answers = [offer for offer in offers if isinstance(offer, Answer)]
        return Ask(Question.MANY, tuple(answers[:MOST_CANDIDATES]))

    def _moment(self, said: Said) -> Outcome:
        alone = replace(said, moment=None, length=None, flags=said.flags - _IDLE)
        if alone != Said() or said.moment is None:
            raise refused(Reason.NOT_UNDERSTOOD)
        moment = said.moment.moment.replace(microsecond=0)
        if moment.tzinfo:
            return choose([lasting(moment, said.length)], None, self.setting)
        return self._placed(said, [(moment, None)], None)

    # Shifts

    def _shifted(self, said: Said) -> Outcome:
        shift = said.shift
        flags = said.flags - _IDLE - _DOUBTS.keys()
        if shift is None or said.has_time or said.part or said.zone or flags:
            return self._dated_shift(said)
        if said.days not in {(), (Offset(0),)}:
            return self._dated_shift(said)
        if shift.anchor is Anchor.NOW or (shift.anchor is Anchor.EITHER and not self.context):
            doubts = [_DOUBTS[flag] for flag in said.flags & _DOUBTS.keys()]
            return doubted(self._from_now(said, shift.stretch), next(iter(doubts), None))
        if self.context is None:
            raise Halted(Ask(Question.MISSING_START))
        return self._from(said, self.context.start.astimezone(self.setting.zone), shift.stretch)

    def _from_now(self, said: Said, stretch: Stretch) -> Outcome:
        if not stretch.elapsed:
            return self._dated_shift(said)
        now = self.setting.now.astimezone(self.setting.zone).replace(microsecond=0)
        whole = stretch.elapsed % timedelta(minutes=1) == timedelta()
        return self._from(said, now.replace(second=0) if whole else now, stretch)

    def _from(self, said: Said, start: datetime, stretch: Stretch) -> Outcome:
        """Go on by days on the clock, then by elapsed time (rule 9)."""
        if stretch.days or stretch.months:
            there = datetime.combine(later(start.date(), stretch), start.time())
            starts = instants(there, self.setting.zone)
            if not starts:
                raise skipped(there)
        else:
            starts = (start,)
        answers = [lasting(moved(each, stretch.elapsed), said.length) for each in starts]
        return choose(answers, Question.FOLD if len(answers) > 1 else None, self.setting)

    def _dated_shift(self, said: Said) -> Outcome:
        """Read "in 3 days" as the day that it is."""
        shift = said.shift
        if shift is None or shift.stretch.elapsed or shift.anchor is Anchor.INTERVIEW:
            raise refused(Reason.NOT_UNDERSTOOD)
        if shift.stretch.days % 7 == 0 and said.days:
            raise refused(Reason.NOT_UNDERSTOOD)  # a week ahead and a day in it
        ahead = later(self._today, shift.stretch) - self._today
        return self._composed(replace(said, shift=None, days=(*said.days, Offset(ahead.days))))

    @property
    def _today(self) -> date:
        return self.setting.now.astimezone(self.setting.zone).date()

    # Days and clocks

    def _composed(self, said: Said) -> Outcome:
        self._check(said)
        if not said.days and not said.has_time and Flag.SAME_DAY not in said.flags:
            return self._without_day_or_clock(said)
        if Flag.OPEN in said.flags:
            raise Halted(Ask(Question.OPEN, date=self._only_date(said)))
        times = self._times(said)
        if times is None:
            return self._missing_time(said)
        outcome = self._timed(said, times)
        return doubted(outcome, doubt_of(said))

    def _check(self, said: Said) -> None:
        weak = (said.clock and said.clock.weak) or (said.span and said.span.weak)
        either = said.clock and said.clock.clock.half is Half.EITHER and not self.context
        beside = said.days or said.part or (self.context and said.span) or either
        if weak and not beside and not self._may_be_clock(said):
            raise refused(Reason.NOT_UNDERSTOOD)
        if not said.has_time and any(map(is_like_hours, said.days)):
            raise refused(Reason.NOT_UNDERSTOOD)  # "3-4" is a date only beside a clock
        if said.span and said.length:
            raise Halted(Ask(Question.MANY))
        if said.flags & {Flag.SAME_TIME, Flag.SAME_DAY} and self.context is None:
            raise Halted(Ask(Question.MISSING_START))
        if Flag.SAME_TIME in said.flags and said.has_time:
            raise refused(Reason.NOT_UNDERSTOOD)

    def _may_be_clock(self, said: Said) -> bool:
        """Tell whether "9.30" alone may be a clock: not where "5.12" is how a date is written."""
        dotted = said.clock is not None and said.clock.dotted
        return dotted and not (self.customs.dotted and is_day_first(said))

    def _without_day_or_clock(self, said: Said) -> Outcome:
        if said.part and not said.length:
            return Ask(Question.FUZZY)
        if said.length is None or said.part or said.zone or said.flags - _IDLE - {Flag.SAME_TIME}:
            raise refused(Reason.NOT_UNDERSTOOD)
        if self.context is None:
            return Ask(Question.MISSING_TIME)
        start = self.context.start.astimezone(self.setting.zone)
        longer = lasting(start, said.length)
        if said.length.clear or Flag.SAME_TIME in said.flags:
            return choose([longer], None, self.setting)
        shifted = Answer(moved(start, said.length.length))
        return choose([longer, shifted], Question.LENGTH_OR_SHIFT, self.setting)

    def _times(self, said: Said) -> Times | None:
        """Give the times of day; with an interview at hand, what is not said stays."""
        if said.span:
            return spans_of(said.span, said.part)
        if said.clock:
            return times_of(said.clock.clock, said.part, day_said=bool(said.days))
        if self.context is None or said.part or said.zone:
            return None
        start = self.context.start.astimezone(self.setting.zone)
        return Times(
            (datetime.combine(date.min, start.time()) - datetime.combine(date.min, time()),),
            (None,),
        )

    def _days(self, said: Said) -> Days:
        """Give the dates, also as they look from the zone that was said."""
        here = self._days_from(said, self.setting.zone)
        there = self._days_from(said, plausible(said.zone, self.setting.zone))
        if there.dates == here.dates:
            return here
        return Days(tuple(dict.fromkeys((*here.dates, *there.dates))), Question.DAY_THERE)

    def _days_from(self, said: Said, zone: tzinfo) -> Days:
        today = self.setting.now.astimezone(zone).date()
        if NextDay() in said.days and self.context is not None:
            return self._day_after(self.context.start.astimezone(zone).date(), today, said)
        if said.days:
            return days_of(said.days, today, self.customs)
        if self.context is not None:
            return Days((self.context.start.astimezone(zone).date(),))
        return Days((today,))

    def _day_after(self, interview: date, today: date, said: Said) -> Days:
        """Give the day after the interview's, or after today: which is not clear."""
        if len(said.days) > 1:
            raise refused(Reason.NOT_UNDERSTOOD)
        dates = dict.fromkeys(day + timedelta(1) for day in (interview, today))
        question = Question.SEVERAL_READINGS if len(dates) > 1 else None
        return Days(tuple(dates), question)

    def _only_date(self, said: Said) -> date | None:
        dates = self._days(said).dates if said.days else ()
        return dates[0] if len(dates) == 1 else None

    def _timed(self, said: Said, times: Times) -> Outcome:
        days = self._days(said)
        if not days.dates:
            raise Halted(Ask(Question.MISSING_TIME))
        outcome = self._on(said, days, times)
        if said.days or self.context is not None:
            return outcome
        tomorrow = Days(tuple(day + timedelta(1) for day in days.dates))
        if outcome == Refuse(Reason.PAST):
            return doubted(self._on(said, tomorrow, times), Question.GONE)
        if isinstance(outcome, Ask) and outcome.question is Question.AM_PM:
            gone = len(times.starts) - len(outcome.candidates)
            return offering(outcome, self._on(said, tomorrow, times), gone)
        return outcome

    def _on(self, said: Said, days: Days, times: Times) -> Outcome:
        if days.lapses:
            first = self._on(said, Days(days.dates[:1]), times)
            if first == Refuse(Reason.PAST):
                return self._on(said, Days(days.dates[1:]), times)
        walls = [
            (wall(day, start), None if end is None else wall(day, end))
            for day, (start, end) in product(days.dates, zip(times.starts, times.ends, strict=True))
        ]
        return self._placed(said, walls, days.question or times.question)

    def _placed(
        self,
        said: Said,
        walls: Sequence[tuple[datetime, datetime | None]],
        question: Question | None,
    ) -> Outcome:
        """Put wall-clock times into their zone; a skipped one is refused, unless others stand."""
        answers: list[Answer] = []
        for start, end in walls:
            found = places(start, said.zone, self.setting.zone)
            ended = ending(found.starts, end, said.length)
            folded = Question.FOLD if len(ended) > len(found.starts) else None
            question = question or found.question or folded
            answers.extend(ended)
        if not answers:
            raise skipped(walls[0][0])
        echoed = [each for each in answers if self._echoes(each, said)]
        if not echoed:
            raise Halted(Ask(Question.CONTRADICTION))
        outcome = choose(
            echoed, question if len(echoed) > 1 or len(answers) == 1 else None, self.setting
        )
        if isinstance(outcome, Ask) and outcome.question in _NAMING and said.zone:
            return replace(outcome, values={"zone": said.zone.abbreviation.upper()})
        return outcome

    def _echoes(self, answer: Answer, said: Said) -> bool:
        if said.echo is None:
            return True
        there = answer.start.astimezone(plausible(said.echo.zone, self.setting.zone))
        times = times_of(said.echo.clock, "", day_said=True)
        shown = timedelta(hours=there.hour, minutes=there.minute)
        return shown in {each % timedelta(hours=24) for each in times.starts}

    def _missing_time(self, said: Said) -> Outcome:
        """Ask for the time of a day that was understood, offering some."""
        days = self._days(said)
        question = Question.FUZZY if said.part else Question.MISSING_TIME
        hours = typical(said.part)
        if days.likely:
            days = Days((days.likely,))
        if len(days.dates) > 1:
            question = days.question or question
            hours = hours[1::2]
        starts = [
            start
            for day, hour in product(days.dates, hours)
            for start in places(wall(day, hour), said.zone, self.setting.zone).starts[:1]
        ]
        ahead = [
            answer for start in starts if self.setting.ahead(answer := lasting(start, said.length))
        ]
        only = days.dates[0] if len(days.dates) == 1 else None
        return Ask(question, tuple(ahead[:MOST_CANDIDATES]), only)
