"""What the tests about somebody who is forgotten share: a Slack that notes what it was to do."""

from typing import Any

from bot.interviews.forgetting.erasing import Erasing
from bot.interviews.model import Person
from bot.interviews.notices import BY_MAIL
from bot.interviews.ports.erasure import Holdings, Remnant
from bot.interviews.tidying import GoingOn

FORGOTTEN = "Nobody"
MANY = 50  # more than any test leaves to be seen to


class Slack:
    """An eraser that notes what it was to do, and fails as often as it was told to."""

    def __init__(self) -> None:
        self.cleared: list[Remnant] = []
        self.redrawn: list[tuple[int, str, str]] = []
        self.troubles: list[Exception] = []

    def clear(self, remnant: Remnant) -> bool:
        self._fail()
        self.cleared.append(remnant)
        return True

    def redraw(self, kept: Any, reader: Person, messages: Any, _card: Any) -> None:
        self._fail()
        assert all(message.person_id == reader.id for message in messages)
        assert all(message.ts and message.channel != BY_MAIL for message in messages)
        self.redrawn.append((kept.id, reader.title, kept.interviewee_person.title))

    @property
    def readers(self) -> list[str]:
        return [reader for _, reader, _ in self.redrawn]

    def _fail(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)


def forget(house: Any, name: str, by: str = "sam") -> Holdings | None:
    found: Holdings | None = house.forgetting.forget(house.person(name).id, by=house.by(by))
    return found


def see_to_all(erasing: Erasing | GoingOn) -> int:
    """See to whatever is due; say how often there was something."""
    for times in range(MANY):
        if not erasing.tell():
            return times
    raise AssertionError("it never comes to an end")
