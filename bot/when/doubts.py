"""Why a time is asked about although it was understood (rules 4 and 8)."""

from dataclasses import replace

from bot.when.answers import Ask, Outcome, Question, Refuse
from bot.when.days import is_like_hours
from bot.when.facts import Flag
from bot.when.said import Said


def doubt_of(said: Said) -> Question | None:
    """Say why a time that was understood is to be asked about all the same, if it is."""
    if said.clock and said.clock.opens and not (said.length and said.length.clear):
        return Question.OPEN
    alone = not (said.days or said.part or said.zone)
    dashed = len(said.days) == 1 and is_like_hours(said.days[0])
    moved_to = Flag.MOVE in said.flags and said.span
    if moved_to or dashed or (alone and is_day_first(said)):
        return Question.SEVERAL_READINGS
    vague = Flag.AROUND in said.flags or said.part == "any"
    return Question.FUZZY if vague else None


def is_day_first(said: Said) -> bool:
    """Tell whether a clock such as "5.12" might be a day and a month."""
    return bool(said.clock and said.clock.dotted and said.clock.clock.minute in range(1, 13))


def doubted(outcome: Outcome, doubt: Question | None) -> Outcome:
    """Turn an answer into a question, keeping it as the candidate."""
    if doubt is None or isinstance(outcome, Refuse):
        return outcome
    if isinstance(outcome, Ask):
        return replace(outcome, question=doubt) if doubt is Question.GONE else outcome
    return Ask(doubt, (outcome,))


def offering(outcome: Ask, tomorrow: Outcome, gone: int) -> Ask:
    """Offer tomorrow those halves of the day that have gone today."""
    instead = tomorrow.candidates[: max(gone, 0)] if isinstance(tomorrow, Ask) else ()
    return replace(outcome, candidates=(*outcome.candidates, *instead))
