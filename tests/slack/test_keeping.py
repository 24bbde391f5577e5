"""INTERVIEW_BOT_KEEP: the house at work forgets by itself whoever's last interview is long past."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.demo import ANA, PAT, SAM, Demo
from bot.playground.driver import Driver

pytestmark = pytest.mark.slow


def test_a_month_after_their_last_interview_somebody_is_forgotten_and_staff_is_not(
    sqlite_url: str,
) -> None:
    clock = Clock(datetime(2026, 11, 23, 9, tzinfo=UTC))
    demo = Demo(sqlite_url, clock=clock, pause=timedelta(0), keep="30 days")
    with demo, closing(Driver(demo.url)) as driver:
        sam, ana = driver.person(SAM), driver.person(ANA)
        sam.types("/interview @ana with @pat fri 3pm 45m video at https://meet.example.com/x")
        sam.presses("Book")
        driver.moves_clock(to=datetime(2026, 12, 26, 12, tzinfo=UTC))
        assert ana.messages()
        driver.moves_clock(to=datetime(2026, 12, 29, 12, tzinfo=UTC))
        assert ana.messages() == []
        known = demo.house.people.known
        assert known(demo.house.workspace_id, ANA) is None
        assert known(demo.house.workspace_id, PAT) is not None
    for file in Path(sqlite_url.removeprefix("sqlite:///")).parent.glob("*"):
        assert b"Ruiz" not in file.read_bytes()
