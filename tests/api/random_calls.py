"""Thousands of random calls: everything is answered as the API's own document says.

    python tests/api/random_calls.py --cases 10000

`interview-bot serve` answers, from a database of its own. schemathesis makes valid and invalid
calls of the document and judges every answer with all its checks: no failure of the server, no
status and no body that is not described, what is invalid is refused, what is valid is not. Only
412 and 422 are expected of valid calls besides, because a rule or another writer may refuse them.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import sysconfig
import tempfile
from datetime import timedelta
from pathlib import Path

from conftest import PEOPLE, SAM, SECRET, an_interview, fill_by_hand, serving

import storage
from bot.api.tokens import Keys
from bot.clock import machine_now

ST = str(Path(sysconfig.get_path("scripts")) / "st")
CONFIGURATION = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 401, 403, 404, 409, 429, "5xx", 412, 422]
"""
APPLIED = {"kind": "verified", "updated_at": "2026-11-20T08:13:05.789Z", "currency": "GBP"}
ANYWAY, FOR_EACH = 1_000, 13  # calls that are made anyway, and for each one asked of an operation
CALLS = re.compile(r"(\d+) generated, (\d+) passed")


def company(url: str) -> None:
    """Sam recruits and applies himself, so that one token comes to everything."""
    storage.migrate(url)
    people = ({"user": {"id": number, **person}} for number, person in PEOPLE.items())
    applications = (
        {"application": {"id": number, "driver_id": driver, **APPLIED}}
        for number, driver in ((11, 5), (12, 6), (13, SAM))
    )
    start = machine_now().replace(microsecond=0) + timedelta(days=7)
    interviews = (
        {"interview": an_interview(number, driver=SAM, application=13, start=start + later)}
        for number, later in ((27, timedelta(0)), (28, timedelta(hours=1)))
    )
    fill_by_hand(url, [*people, *applications, *interviews])


def call(each: int, seed: int | None) -> int:
    """Make about `each` random calls of every operation; gives how many passed, 0 if any failed."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/book.sqlite3"
        company(url)
        configuration = Path(folder) / "schemathesis.toml"
        configuration.write_text(CONFIGURATION, encoding="utf-8")
        token, _ = Keys([SECRET]).sign(SAM, machine_now(), timedelta(days=1))
        with serving(url, INTERVIEW_BOT_API_RATE="0") as address:
            command = [
                ST, "--config-file", str(configuration), "run", f"{address}/api/openapi.json",
                "--header", f"Authorization: Bearer {token}", "--max-examples", str(each),
                "--checks", "all", "--continue-on-failure", "--no-color",
                "--generation-database", "none", *(["--seed", str(seed)] if seed else []),
            ]  # fmt: skip
            told = subprocess.run(  # noqa: S603 - our own command
                command, cwd=folder, capture_output=True, text=True, check=False
            )
    sys.stdout.write(told.stdout + told.stderr)
    found = CALLS.search(told.stdout)
    if told.returncode != 0 or found is None or found[1] != found[2]:
        return 0
    return int(found[2])


def main() -> int:
    """Make the calls; 1 when anything was wrong, or when they were too few."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--cases", type=int, default=10_000, help="at least so many (10000)")
    asked.add_argument("--seed", type=int, help="the same calls as that time")
    given = asked.parse_args()
    passed = call(max(1, (given.cases - ANYWAY) // FOR_EACH), given.seed)
    sys.stdout.write(f"{passed} calls answered as the document says\n")
    return 0 if passed >= given.cases else 1


if __name__ == "__main__":
    sys.exit(main())
