"""What somebody does until it is done: press, type, fill in, and begin again where it broke off.

A button is always one of the interview that is meant: there may be others with the same words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from company import Act

from bot.playground.blockkit import elements_of
from bot.playground.driver import Person
from bot.playground.looking import Json, NotPossibleError

A_TIME = re.compile(r"\d{4}, \d\d:\d\d")
Fields = Mapping[str, Any]


def types(line: str) -> Act:
    return lambda person: person.types(f"/interview {line}".strip())


def in_turn(*acts: Act) -> Act:
    """Do one after the other; where one fails, all of it is begun again."""

    def act(person: Person) -> None:
        for each in acts:
            each(person)

    return act


def own(number: int, label: str, where: str = "message") -> Act:
    """Press a button of that interview, where it was posted last, or on the Home.

    Where there is none the card is asked for, and looked at when they try again.
    """

    def act(person: Person) -> None:
        try:
            _press(person, _places(person, where), label, lambda button: _names(button, number))
        except NotPossibleError:
            person.types(f"/interview {number}")
            raise

    return act


def on_card(number: int, label: str) -> Act:
    """Press a button of the card, which is asked for first."""
    return in_turn(types(str(number)), own(number, label))


def on_home(number: int, label: str) -> Act:
    """Press a button of that interview on the Home, which is opened first."""
    return in_turn(lambda person: person.home(), own(number, label, "home"))


def a_time(which: int = 0) -> Act:
    """Press one of the times that stand in the newest message which has any."""

    def act(person: Person) -> None:
        for message in _places(person, "message"):
            times = [each for each in _labels(message) if A_TIME.search(each)]
            if times:
                person.presses(times[which], message)
                return
        raise NotPossibleError("there are no times")

    return act


def read_back(ask: str | Act, label: str) -> Act:
    """Ask until it is read back, then press its button, always of the first read-back."""
    asks = types(ask) if isinstance(ask, str) else ask
    offered: list[Json] = []

    def act(person: Person) -> None:
        if not offered:
            before = _read_back(person)
            asks(person)
            offered.extend(each for ts, each in _read_back(person).items() if ts not in before)
        if offered:
            person.presses(label, offered[0])

    return act


def form(open_it: Act, *steps: Fields) -> Act:
    """Open a form unless it is open, fill in what stands there, and send it; maybe several."""

    def act(person: Person) -> None:
        if not person.state()["views"]:
            open_it(person)
        try:
            for fields in steps:
                person.fills(fields, "view")
                person.submits()
        except NotPossibleError:  # another step of it stands there: it is begun again
            if person.state()["views"]:
                person.closes(everything=True)
            raise

    return act


def _read_back(person: Person) -> dict[str, Json]:
    """Give the messages that wait for a button, by their ts: one may come in place of another."""
    return {each["ts"]: each for each in person.messages() if "Never mind" in _labels(each)}


def _places(person: Person, where: str) -> Iterable[Json]:
    if where == "home":
        return [person.state()["home"] or {"blocks": []}]
    return reversed(person.messages())


def _press(
    person: Person, places: Iterable[Json], label: str, meant: Callable[[Json], bool]
) -> None:
    for place in places:
        for block, element in elements_of(place["blocks"]):
            if element.get("text", {}).get("text") == label and meant(element):
                alone = {**block, "type": "actions", "elements": [element]}
                person.presses(label, {**place, "blocks": [alone]})
                return
    raise NotPossibleError(f"there is no button {label!r}")


def _names(button: Json, number: int) -> bool:
    """Whether it is a button of that interview."""
    try:
        carried = json.loads(button.get("value") or "")
    except ValueError:
        return False
    return isinstance(carried, dict) and carried.get("interview_id") == number


def _labels(place: Json) -> list[str]:
    texts = (element.get("text") for _, element in elements_of(place["blocks"]))
    return [each["text"] for each in texts if isinstance(each, dict)]
