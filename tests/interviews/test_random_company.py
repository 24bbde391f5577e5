"""Whatever a company does in weeks, nobody is told what is no longer so, nor shown it.

pytest tests/interviews/test_random_company.py -n 0 -rP --runs 500
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from random_company import live

from bot.interviews.plans import Deed

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]


def test_weeks_of_random_deeds_leave_everybody_rightly_told(
    a_house: Callable[[], Any], request: pytest.FixtureRequest
) -> None:
    runs = request.config.getoption("--runs")
    chronicle = live(a_house, runs=runs, steps=50)
    print_out(chronicle)
    never_done = set(Deed) - {deed for deed, came in chronicle if came == "done"}
    assert len(never_done) <= (0 if runs >= 100 else 2), never_done  # the rarest need their time


def print_out(chronicle: Counter[tuple[str, str]]) -> None:
    for (deed, came), times in sorted(chronicle.items()):
        print(f"{times:6} {deed}: {came}")  # noqa: T201 - for whoever runs it as a command (-rP)
