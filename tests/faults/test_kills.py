"""Couriers that are killed, stopped or deceived lose nothing and double nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

SCALE = "0.07"  # a lease of four seconds: this machine may be busy with other tests
COMMAND = (sys.executable, str(Path(__file__).with_name("kills.py")))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform != "linux", reason="stops and forks processes"),
]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [*COMMAND, "--runs", "1", "--scale", SCALE, *words],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("violence", "database", "notices", "most"),
    [
        ("kills", "sqlite", "300", "5"),
        ("kills", "postgresql", "300", "5"),
        ("stops", "sqlite", "300", "1"),
        ("late", "postgresql", "80", "1"),
    ],
)
def test_whatever_is_done_to_couriers_everybody_is_told_once(
    violence: str, database: str, notices: str, most: str
) -> None:
    told = run(
        "--violence", violence, "--database", database, "--notices", notices, "--most", most
    )  # fmt: skip
    assert told.returncode == 0, told.stdout + told.stderr[-3000:]


def test_couriers_whose_clock_is_set_again_and_again_tell_everybody_once() -> None:
    clocks = str(Path(__file__).with_name("clocks.py"))
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, clocks, "--sets", "4", "--notices", "60", "--seeds", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr[-3000:]


@pytest.mark.parametrize(
    ("safety", "notices", "most"),
    [("reconciliation", "400", "8"), ("fence", "300", "1"), ("second look", "150", "1")],
)
def test_without_one_of_its_safeties_somebody_is_told_twice(
    safety: str, notices: str, most: str
) -> None:
    # Where one is stopped just when it holds nothing, nothing can be seen; mostly once is enough.
    told = run(
        "--without", safety, "--database", "sqlite", "--notices", notices, "--most", most,
        "--runs", "3",
    )  # fmt: skip
    assert told.returncode == 1, told.stdout + told.stderr[-3000:]
    assert "doubled: " in told.stdout
