"""As whom the book knows the people of a file.

A number of the file is a person's number from now on. Whoever was met in Slack under another
number, and has had no part in anything yet, takes the file's; so who connects Slack first can
import afterwards. Nobody is ever turned into somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.interviews.model import Door, HistoryEntry, Person, Role
from bot.interviews.moving.batches import batches
from bot.interviews.moving.faults import Fault, Faults, Why
from bot.interviews.moving.gathering import Character, Gathered, role_of
from bot.interviews.ports.book import Pages

DEED = "import"  # as the history calls it
LEFT_AS_KNOWN = ("email", "slack_user_id", "time_zone", "locale", "active")  # when null or absent


class Acquaintance:
    """Writes the people of a file into the book; what contradicts the book goes to `faults`."""

    def __init__(
        self, pages: Pages, workspace_id: int, gathered: Gathered, at: datetime, faults: Faults
    ) -> None:
        self._pages = pages
        self._workspace_id = workspace_id
        self._gathered = gathered
        self._at = at
        self._faults = faults
        self._renumbered: dict[int, Person] = {}  # by the number that they take

    def write(self) -> tuple[int, int]:
        """Write them all; says how many are new and how many were changed.

        NotImported: somebody is known by another number. Other faults are only noted.
        """
        self._renumber()
        self._faults.refuse()  # with two people for one Slack id nothing more can be written
        added, changed = 0, 0
        for batch in batches(self._gathered.people.values()):
            new, other = self._write(batch)
            added, changed = added + new, changed + other
        return added, changed

    def _write(self, batch: list[Character]) -> tuple[int, int]:
        ids = [character.id for character in batch]
        known = {one.id: one for one in self._pages.people_numbered(self._workspace_id, ids)}
        imported = self._pages.done_to(self._workspace_id, DEED, "person_id", list(known))
        new, changed, entries = [], 0, []
        for character in batch:
            before = known.get(character.id)
            if before and before.id not in imported and _is_somebody_else(character, before):
                self._faults.note([_taken(character, before)])
                continue
            after = self._after(character, before or self._renumbered.get(character.id))
            if before is None:
                new.append(after)
            elif after != before:
                self._pages.save_person(after)
                changed += 1
            if character.id not in imported or (before and before.role is not after.role):
                entries.append(self._entry(before, after))
        self._pages.add_numbered(new)
        self._pages.add_histories(entries)
        return len(new), changed

    def _after(self, character: Character, before: Person | None) -> Person:
        given = character.given()
        for name in LEFT_AS_KNOWN:
            if given.get(name) is None:
                given.pop(name, None)
        given["role"] = role_of(character, before.role if before else Role.DRIVER)
        if before is None:
            return Person(id=character.id, workspace_id=self._workspace_id, **given)
        if given.get("slack_user_id", before.slack_user_id) != before.slack_user_id:
            given["slack_channel_id"] = None  # where the former account was written to
        return before.but(id=character.id, **given)

    def _entry(self, before: Person | None, after: Person) -> HistoryEntry:
        return HistoryEntry(
            workspace_id=self._workspace_id,
            interview_id=None,
            person_id=after.id,
            version=None,
            deed=DEED,
            by_id=None,
            door=Door.FILE,
            at=self._at,
            before={"role": before.role} if before else None,
            after={"role": after.role},
        )

    def _renumber(self) -> None:
        """Take out whoever is to come back with the file's number."""
        for batch in batches(self._gathered.people.values()):
            for character, other in self._reached_by(batch):
                self._renumbered.setdefault(character.id, other)
        going = {other.id for other in self._renumbered.values()}
        ids = list(self._renumbered)
        for taken in (each for batch in batches(ids) for each in self._people(batch)):
            if taken.id not in going:
                self._refuse(self._gathered.people[taken.id], self._renumbered.pop(taken.id))
        for number, other in list(self._renumbered.items()):
            if self._pages.has_a_part(other):
                self._refuse(self._gathered.people[number], self._renumbered.pop(number))
            else:
                self._pages.remove_person(other)

    def _people(self, ids: list[int]) -> tuple[Person, ...]:
        return self._pages.people_numbered(self._workspace_id, ids)

    def _reached_by(self, batch: list[Character]) -> Iterator[tuple[Character, Person]]:
        """Give who of the file is known by another number, first by Slack id, then by e-mail."""
        accounts, addresses = _by("slack_user_id", batch), _by("email", batch)
        found = self._pages.people_reached_by(
            self._workspace_id, [each.upper() for each in accounts], list(addresses)
        )
        for person in found:
            character = accounts.get((person.slack_user_id or "").casefold())
            if character is not None and character.id != person.id:
                yield character, person
        for person in found:
            character = addresses.get((person.email or "").casefold())
            if character and character.id != person.id and not self._are_two(character, person):
                yield character, person

    def _are_two(self, character: Character, other: Person) -> bool:
        """Whether they are two people who have one e-mail address."""
        account = _said(character, "slack_user_id")
        if account and other.slack_user_id and account != other.slack_user_id.casefold():
            return True
        namesake = self._gathered.people.get(other.id)
        if namesake and _said(namesake, "email") == _said(character, "email"):
            return True
        return bool(self._pages.done_to(self._workspace_id, DEED, "person_id", [other.id]))

    def _refuse(self, character: Character, other: Person) -> None:
        self._faults.note(
            [
                Fault.of(
                    character.line, "id", Why.KNOWN_BY_ANOTHER_NUMBER,
                    id=character.id, person=other.title, other_id=other.id,
                )
            ]
        )  # fmt: skip


def _by(name: str, batch: list[Character]) -> dict[str, Character]:
    return {said: character for character in batch if (said := _said(character, name))}


def _said(character: Character, name: str) -> str:
    return str(character.given().get(name) or "").casefold()


def _is_somebody_else(character: Character, known: Person) -> bool:
    account = _said(character, "slack_user_id")
    if account and known.slack_user_id:
        return account != known.slack_user_id.casefold()
    theirs = {"title": known.title.casefold(), "email": (known.email or "").casefold()}
    return not any(said and _said(character, name) == said for name, said in theirs.items())


def _taken(character: Character, known: Person) -> Fault:
    said: dict[str, Any] = character.given()
    return Fault.of(
        character.line, "id", Why.NUMBER_TAKEN,
        id=character.id, person=said["title"], known=known.title,
    )  # fmt: skip
