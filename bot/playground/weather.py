"""Slack's bad days: faults by chance, an outage, a storm of 429s."""

from collections.abc import Callable
from random import Random

from bot.playground.faults import Fault, Kind


class Chance:
    """Faults by chance: each call meets one with this `chance` (0 to 1).

    For one seed the same calls of a method meet the same faults, whatever else is called meanwhile.
    `seconds` is how long a slow call takes. Events are delivered twice instead.
    """

    CALLS: tuple[Kind, ...] = ("limited", "broken", "dropped", "reset", "lost", "slow")

    def __init__(self, seed: int, chance: float, seconds: float) -> None:
        self._seed = seed
        self._dice: dict[str, Random] = {}  # by the method that is called
        self._chance = chance
        self._seconds = seconds

    def fault_for(self, method: str) -> Fault | None:
        """Return what the present call meets, if anything."""
        dice = self._dice.setdefault(method, Random(f"{self._seed} {method}"))  # noqa: S311  nothing here is a secret
        if method == "ack" or dice.random() >= self._chance:
            return None
        if method == "event":
            return Fault("duplicate")
        return Fault(dice.choice(self.CALLS), self._seconds)


class Outage:
    """Nothing is done any more, as long as it `lasts`: every call fails with that kind of fault."""

    def __init__(self, lasts: Callable[[], bool], kind: Kind = "broken") -> None:
        self._lasts = lasts
        self._fault = Fault(kind)

    def fault_for(self, method: str) -> Fault | None:
        """Return what the present call meets, if anything."""
        return self._fault if method != "event" and self._lasts() else None


class Storm:
    """Too many calls: of each `of` calls all but the last are refused, as long as it `lasts`.

    They are to be tried again after so many `seconds`.
    """

    def __init__(self, of: int, seconds: float, lasts: Callable[[], bool]) -> None:
        self._of = of
        self._lasts = lasts
        self._fault = Fault("limited", seconds)
        self._calls = 0

    def fault_for(self, method: str) -> Fault | None:
        """Return what the present call meets, if anything."""
        if method == "event" or not self._lasts():
            return None
        self._calls += 1
        return self._fault if self._calls % self._of else None
