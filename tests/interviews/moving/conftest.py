"""Lines of a file, and a house into which they come."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from bot.interviews.moving.faults import Fault, NotImported
from bot.interviews.moving.gathering import Line
from bot.interviews.moving.mover import Brought, Mover
from bot.interviews.planning.reminders import LeadTimes

SHOWN: dict[str, Any] = {
    "id": 27,
    "amend_end_at": None,
    "amend_start_at": None,
    "amended_by": None,
    "end_at": "2026-11-20T14:45:00.000Z",
    "interviewee": {
        "id": 295,
        "currency": "GBP",
        "driver": {"id": 1036, "image": None, "phone_number": "123", "title": "Rodolfo Feil"},
        "kind": "verified",
        "updated_at": "2026-11-10T08:13:06.209Z",
    },
    "interviewee_id": 295,
    "interviewer": {
        "id": 1040,
        "contact_phone_number": None,
        "image": None,
        "title": "Patrick Waelchi",
    },
    "interviewer_id": 1040,
    "kind": "video_call",
    "location": "https://google.meet",
    "start_at": "2026-11-20T14:00:00.000Z",
    "status": "scheduled",
}


def shown(**changes: Any) -> dict[str, Any]:
    """An interview as the API answers; a change may name a field of a field: driver__title."""
    interview = copy.deepcopy(SHOWN)
    places = {
        "interviewee": interview["interviewee"],
        "driver": interview["interviewee"]["driver"],
        "interviewer": interview["interviewer"],
    }
    for name, value in changes.items():
        place, split, field = name.partition("__")
        (places[place] if split else interview)[field or place] = value
    return {"interview": interview}


@pytest.fixture(name="shown")
def _shown() -> Callable[..., dict[str, Any]]:
    return shown


@pytest.fixture(name="of_two")
def _of_two() -> Callable[..., dict[str, Any]]:
    """An interview of other people: their ids, and that of the application."""

    def of_two(driver: int, interviewer: int, **changes: Any) -> dict[str, Any]:
        people = {
            "interviewee__id": 10 * driver, "interviewee_id": 10 * driver, "driver__id": driver,
            "driver__title": f"Person {driver}", "interviewer__id": interviewer,
            "interviewer_id": interviewer, "interviewer__title": f"Person {interviewer}",
        }  # fmt: skip
        return shown(**people | changes)

    return of_two


class Moving:
    """The house's mover, with what a file says given line by line."""

    def __init__(self, house: Any) -> None:
        self.house = house
        self.mover = Mover(house.book, house.clock, LeadTimes(), "Acme")

    def brings(self, *lines: Any, rehearse: bool = False) -> Brought:
        numbered = [Line(number, data) for number, data in enumerate(lines, start=1)]
        return self.mover.bring_in(lambda: iter(numbered), rehearse=rehearse)

    def refuses(self, *lines: Any) -> list[Fault]:
        """Expect that these are refused, and that nothing whatever was stored."""
        before = self.house.everything()
        with pytest.raises(NotImported) as refused:
            self.brings(*lines)
        assert self.house.everything() == before
        assert refused.value.count >= len(refused.value.faults)
        return list(refused.value.faults)

    def person(self, person_id: int) -> Any:
        with self.house.book.read() as pages:
            return pages.person(1, person_id)


@pytest.fixture
def moving(house: Any) -> Moving:
    return Moving(house)
