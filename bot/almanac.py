"""Public holidays, where the country of a time zone is known. Nation-wide ones only."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date

from babel.core import get_global

_LANGUAGE = "en_US"  # the one that most countries' names come in


def public_holiday(day: date, zone_name: str) -> str | None:
    """Give the name of the public holiday on that day in the country of a zone (an IANA name).

    None when it is none, and when nothing is known of that country.
    """
    country = get_global("zone_territories").get(zone_name)
    return _of_year(country, day.year).get(day) if country else None


@functools.cache
def _of_year(country: str, year: int) -> Mapping[date, str]:
    import holidays  # noqa: PLC0415 - a tenth of a second that start-up need not pay

    try:
        return dict(holidays.country_holidays(country, years=year, language=_LANGUAGE))
    except NotImplementedError:  # its word for a country that it does not know
        return {}
