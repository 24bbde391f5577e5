"""Ten thousand interviews in slots of their own, as a file that `interview-bot import` takes.

Each has two hours for itself, and is moved to and fro between the first and the second one: so
every request really moves something, and nothing ever overlaps.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.interviews.model import written

RECRUITER = 1039
FIRST_INTERVIEWER, INTERVIEWERS = 2_000, 20
FIRST_DRIVER, DRIVERS = 5_000, 500
FIRST_APPLICATION = 20_000
LASTS = timedelta(minutes=30)
SLOT = timedelta(hours=2)
OTHER = timedelta(hours=1)  # from the first place in a slot to the second
PLACE = "https://google.meet"


def start_of(base: datetime, number: int, moved: int) -> datetime:
    """When the interview of that number (from 0) starts, after it was moved so often."""
    return base + number * SLOT + (moved % 2) * OTHER


def people_of(number: int) -> dict[str, int]:
    """Who meets in the interview of that number."""
    return {
        "interviewer_id": FIRST_INTERVIEWER + number % INTERVIEWERS,
        "interviewee_id": FIRST_APPLICATION + number % DRIVERS,
    }


def moved_until(requests: int, number: int, interviews: int) -> int:
    """How often an interview was moved by that many requests, made one interview after another."""
    return requests // interviews + (number < requests % interviews)


def write(file: Path, base: datetime, interviews: int) -> None:
    """Write the file."""
    with file.open("w", encoding="utf-8") as lines:
        for line in _lines(base, interviews):
            lines.write(json.dumps(line) + "\n")


def _lines(base: datetime, interviews: int) -> Iterator[dict[str, Any]]:
    yield {"user": {"id": RECRUITER, "title": "Sam Rivera", "role": "operator"}}
    for number in range(interviews):
        yield {"interview": _interview(base, number)}


def _interview(base: datetime, number: int) -> dict[str, Any]:
    ids = people_of(number)
    start_at = start_of(base, number, 0)
    driver = FIRST_DRIVER + number % DRIVERS
    return {
        "id": number + 1,
        "amend_end_at": None,
        "amend_start_at": None,
        "amended_by": None,
        "end_at": written(start_at + LASTS),
        "interviewee": {
            "id": ids["interviewee_id"],
            "currency": "GBP",
            "driver": {
                "id": driver,
                "image": None,
                "phone_number": f"07528 {driver}",
                "title": f"Robin Driver {driver}",
            },
            "kind": "verified",
            "updated_at": written(base),
        },
        "interviewee_id": ids["interviewee_id"],
        "interviewer": {
            "id": ids["interviewer_id"],
            "contact_phone_number": None,
            "image": None,
            "title": f"Alex Interviewer {ids['interviewer_id']}",
        },
        "interviewer_id": ids["interviewer_id"],
        "kind": "video_call",
        "location": PLACE,
        "start_at": written(start_at),
        "status": "pending",
    }
