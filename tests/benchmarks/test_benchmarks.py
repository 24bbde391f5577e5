"""The benchmarks themselves, with next to nothing to do."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LITTLE = (
    "--seconds", "0.1", "--interviews", "27", "--starts", "1", "--commands", "20", "--warm", "20",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads what a process takes from /proc")
def test_the_speed_of_answers_can_be_measured() -> None:
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, str(HERE / "ack.py"), *LITTLE], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert "/interview 27" in told.stdout
    assert "start to first answered command" in told.stdout


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads what a process takes from /proc")
@pytest.mark.parametrize("database", [(), ("--postgresql",)], ids=["sqlite", "postgresql"])
def test_the_speed_of_a_change_can_be_measured_beside_its_peers(
    request: pytest.FixtureRequest, database: tuple[str, ...]
) -> None:
    if database:
        request.getfixturevalue("postgresql")  # or it is said how to get one
    little = (
        "--seconds", "0.3", "--turns", "1", "--interviews", "300", "--warm", "8",
        "--connections", "16", *database,
    )  # fmt: skip
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, str(HERE / "patch.py"), *little],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "interview-bot serve" in told.stdout
    assert "of (b) FastAPI and ORM" in told.stdout
    assert "16 conn, p99" in told.stdout


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_how_late_people_are_told_can_be_measured_beside_its_peers() -> None:
    little = ("--due", "20", "--stored", "100", "--turns", "1", "--only", "sqlite")
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, str(HERE / "courier.py"), *little], capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert re.search(r"the courier, SQLite +20 ", told.stdout)
    assert re.search(r"raw sweep, sqlite3 +20 ", told.stdout)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(sys.platform != "linux", reason="reads what a process takes from /proc")
@pytest.mark.parametrize(
    ("script", "little", "says"),
    [
        ("courier_slack.py", ("--due", "20", "--turns", "1"), r"slack_sdk alone +20 "),
        (
            "courier_sizes.py",
            ("--few", "100", "--many", "200", "--turns", "1"),
            r"moving an interview, ms +\d",
        ),
    ],
)
def test_what_else_the_courier_costs_can_be_measured(
    script: str, little: tuple[str, ...], says: str
) -> None:
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, str(HERE / script), *little], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert re.search(says, told.stdout)


@pytest.mark.slow
def test_the_speed_of_reading_times_can_be_measured() -> None:
    told = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, str(HERE / "when_speed.py"), "--times", "1"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "interview-bot when, as a process" in told.stdout
