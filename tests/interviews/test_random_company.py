"""Whatever a company does in weeks, nobody is told what is no longer so."""

from collections.abc import Callable
from typing import Any

import pytest
from random_company import live

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]


def test_weeks_of_random_deeds_leave_everybody_rightly_told(
    a_house: Callable[[], Any], request: pytest.FixtureRequest
) -> None:
    live(a_house, runs=request.config.getoption("--runs"), steps=50)
