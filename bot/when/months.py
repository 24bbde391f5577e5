"""Names of months in every language, by way of dateparser.

dateparser alone answers too readily (a missing word is no obstacle to it), so it is never
given a line that a person typed. It gets "1 <word> 2024" with the languages fixed, and only
for a word that stands beside a number; a date other than the first of a month of that year is
no answer.
"""

from functools import cache, lru_cache
from typing import Any

_YEAR = 2024
_SETTINGS = {
    "STRICT_PARSING": True,
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month", "year"],
    "DATE_ORDER": "DMY",
}
_SHORTEST = 3
_LONGEST = 12


@cache
def _dateparser() -> Any:
    import dateparser  # noqa: PLC0415 - half a second that a process without times need not pay

    return dateparser


@lru_cache(maxsize=4096)
def month_named(word: str, language: str) -> int | None:
    """Give the month (1 to 12) that a word names in a language, such as "en", or None."""
    if not _SHORTEST <= len(word) <= _LONGEST:
        return None
    found = _dateparser().parse(f"1 {word} {_YEAR}", languages=[language], settings=_SETTINGS)
    if found is None or (found.year, found.day) != (_YEAR, 1):
        return None
    return int(found.month)


def warm_months(language: str) -> None:
    """Load what dateparser needs for a language."""
    month_named("mai", language)
