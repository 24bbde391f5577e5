"""On Slack's worst days everybody is told once, and the courier recovers by itself."""

import subprocess
import sys
from pathlib import Path

import pytest

STORMS = str(Path(__file__).with_name("storms.py"))


@pytest.mark.slow
def test_a_storm_of_refusals_and_an_hour_of_outage_cost_nobody_a_message() -> None:
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, STORMS, "--notices", "40"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr[-3000:]
    assert "outage: 40 told within 1:" in told.stdout
