"""Everybody's dialogues while anything may go wrong at Slack.

    python tests/faults/random_faults.py --seeds 50

Each seed is a company of its own. Each call to Slack meets a fault with some chance (5 %): it
fails, is refused for being one too many, is slow, or its reply is lost. People behave as people
do: who sees no success tries again, and now and then somebody presses once more although it was
done. Then Slack is well again, all that waits is told, and everything is compared: what was done
with what was meant, what stands before people with what is kept, and how each notice ended.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot.clock import Clock
from bot.deadline import Patience
from bot.demo import ANA, BOB, LEE, PAT, SAM, Demo
from bot.interviews.delivery import Terms
from bot.interviews.model import Kept, Search, Status
from bot.interviews.notices import State
from bot.playground.driver import AppFailedError, Driver, Person
from bot.playground.faults import Faults
from bot.playground.looking import NotPossibleError
from bot.playground.weather import Chance
from bot.slack.cards import Setting, living_card, words_for

CHANCE = 0.05
SLOW = 0.4  # seconds
TERMS = Terms().scaled(1 / 30)
STUCK = 60  # seconds of trying again: many times, even on a machine that is busy with more
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NAMES = {"sam": SAM, "pat": PAT, "lee": LEE, "ana": ANA, "bob": BOB}


class Company:
    """The house, its people, and what they mean to have done."""

    def __init__(self, demo: Demo, driver: Driver, seed: int) -> None:
        self.house = demo.house
        self.playground = demo.playground
        self.dice = Random(seed)  # noqa: S311 - nothing here is a secret
        self.people = {name: driver.person(user) for name, user in NAMES.items()}
        self.meant: dict[int, list[tuple[str, str]]] = {}
        self._hour = 0

    def __getattr__(self, name: str) -> Person:
        return self.people[name]

    def all(self) -> tuple[Kept, ...]:
        with self.house.book.read() as pages:
            return pages.search(self.house.workspace_id, Search(per_page=100)).interviews

    def kept(self, number: int) -> Kept:
        return next(kept for kept in self.all() if kept.id == number)

    def free_time(self) -> str:
        """Give a time that nobody else takes: one an hour, from Thursday on."""
        day, hour = divmod(self._hour, 8)
        self._hour += 1
        return f"{26 + day} nov 2026 {10 + hour}:00"

    def insists(self, who: str, act: Callable[[Person], None], done: Callable[[], bool]) -> None:
        """Let somebody act until it is done; at times once more than that."""
        person = self.people[who]
        until = time.monotonic() + STUCK
        while not done():
            if time.monotonic() > until:
                raise AssertionError(f"{who} cannot go on. Before them:\n{person.sees()[-2000:]}")
            with contextlib.suppress(AppFailedError, NotPossibleError):
                act(person)
        if self.dice.random() < 0.3:
            with contextlib.suppress(AppFailedError, NotPossibleError):
                act(person)
        while person.state()["views"]:
            with contextlib.suppress(AppFailedError):
                person.closes(everything=True)

    def does(self, number: int, who: str, deed: str, act: Callable[[Person], None]) -> None:
        """Let somebody do one deed on one interview, and note that it was meant once."""
        version = self.kept(number).version
        self.insists(who, act, lambda: self.kept(number).version > version)
        self.meant[number].append((deed, who))


def on_card(number: int, label: str) -> Callable[[Person], None]:
    """Press a button of the card, which is asked for first."""

    def act(person: Person) -> None:
        person.types(f"/interview {number}")
        # The courier may have brought a card of another interview meanwhile, below this one.
        own = re.compile(rf"#{number}\b")
        cards = [each for each in person.messages() if own.search(json.dumps(each["blocks"]))]
        if cards:
            person.presses(label, cards[-1])

    return act


def read_back(line: str, label: str) -> Callable[[Person], None]:
    """Type a line until it is read back, then press its button, always of the first read-back."""
    offered: list[Any] = []

    def act(person: Person) -> None:
        if not offered:
            before = {message["ts"] for message in person.messages()}
            person.types(f"/interview {line}")
            new = [m for m in person.messages() if m["ts"] not in before]
            offered.extend(m for m in new if '"Never mind"' in json.dumps(m["blocks"]))
        if offered:
            person.presses(label, offered[0])

    return act


def form(open_it: Callable[[Person], None], *fields: dict[str, Any]) -> Callable[[Person], None]:
    """Open a form unless it is open, fill in what stands there, and send it; maybe several."""

    def act(person: Person) -> None:
        if not person.state()["views"]:
            open_it(person)
        for entered in fields:
            person.fills(entered, "view")
            person.submits()

    return act


def types(line: str) -> Callable[[Person], None]:
    return lambda person: person.types(f"/interview {line}")


def books(company: Company, act: Callable[[Person], None]) -> int:
    """Let Sam book; give the number."""
    before = {kept.id for kept in company.all()}
    company.insists("sam", act, lambda: len(company.all()) > len(before))
    (number,) = {kept.id for kept in company.all()} - before
    company.meant[number] = [("book", "sam")]
    return number


def by_line(company: Company) -> int:
    line = f"@ana with @pat {company.free_time()} 45m video at https://meet.example.com/x"
    return books(company, read_back(line, "Book"))


def by_form(company: Company) -> int:
    open_it = types(f"@bob with @lee {company.free_time()} 45m")
    return books(company, form(open_it, {"Kind": "Phone call"}))


def says_yes(company: Company) -> None:
    number = by_line(company)
    company.does(number, "ana", "accept", on_card(number, "I'll be there"))
    company.does(number, "pat", "accept", types(f"{number} accept"))


def is_moved_by_line(company: Company) -> None:
    number = by_line(company)
    company.does(number, "sam", "change", read_back(f"{number} move +10m", "Move"))


def is_edited_by_form(company: Company) -> None:
    number = by_form(company)
    fields = {"Kind": "In person", "Address or room": "Room Bilbao"}
    edit = form(types(f"{number} edit"), fields)
    company.does(number, "sam", "change", edit)


def agrees_on_another_time(company: Company) -> None:
    number = by_line(company)
    another = form(on_card(number, "Another time"), {"Day": "2026-12-09"})
    company.does(number, "ana", "amend", another)
    company.does(number, "pat", "accept", on_card(number, "Accept"))


def keeps_the_old_time(company: Company) -> None:
    number = by_line(company)
    proposed = read_back(f"{number} propose 10 dec 2026 9:00", "Propose")
    company.does(number, "pat", "amend", proposed)
    company.does(number, "ana", "decline", on_card(number, "Keep the old one"))


def takes_it_back(company: Company) -> None:
    number = by_line(company)
    another = form(on_card(number, "Another time"), {"Day": "2026-12-11"})
    company.does(number, "ana", "amend", another)
    company.does(number, "ana", "decline", on_card(number, "Take it back"))


def cannot_make_it(company: Company) -> None:
    number = by_form(company)
    gone = form(on_card(number, "Can't make it"), {"Why?": "ill"})
    company.does(number, "lee", "cannot", gone)


def withdraws(company: Company) -> None:
    number = by_form(company)
    gone = form(on_card(number, "I can't come"), {"What would you like?": "Withdraw"}, {})
    company.does(number, "bob", "reject", gone)


def is_cancelled(company: Company) -> None:
    number = by_line(company)
    company.does(number, "sam", "cancel", read_back(f"{number} cancel", "Cancel interview"))


def is_cancelled_by_form(company: Company) -> None:
    number = by_form(company)
    company.does(number, "sam", "cancel", form(on_card(number, "Cancel interview"), {}))


def is_swapped(company: Company) -> None:
    number = by_line(company)
    company.does(number, "sam", "change", read_back(f"{number} with @lee", "Swap"))


def is_recorded(company: Company) -> None:
    number = by_line(company)
    company.does(number, "sam", "accept", on_card(number, "Record Ana's yes"))


DIALOGUES = (
    says_yes, is_moved_by_line, is_edited_by_form, agrees_on_another_time, keeps_the_old_time,
    takes_it_back, cannot_make_it, withdraws, is_cancelled, is_cancelled_by_form, is_swapped,
    is_recorded,
)  # fmt: skip


def recover(company: Company) -> None:
    """Let Slack be well again, and sweep when what waits is due, until nothing is in doubt."""
    company.playground.faults.calm()
    heartbeat, clock = company.house.heartbeat, company.house.clock
    assert heartbeat is not None
    until = time.monotonic() + STUCK
    while time.monotonic() < until:
        time.sleep(TERMS.lease.total_seconds() + 0.2)
        clock.move_to(clock.now() + timedelta(minutes=10))
        heartbeat.sweep()
        with company.house.book.read() as pages:
            if pages.next_to_run_out() is None:
                return


def wrong(company: Company) -> Iterator[str]:
    """Give a sentence for everything that is not as it should be."""
    for kept in company.all():
        yield from wrong_deeds(company, kept)
        yield from wrong_notices(company, kept)
        yield from wrong_cards(company, kept)
    yield from doubled(company)


def wrong_deeds(company: Company, kept: Kept) -> Iterator[str]:
    with company.house.book.read() as pages:
        entries = pages.history(company.house.workspace_id, kept.id)
        by = [pages.person(company.house.workspace_id, entry.by_id) for entry in entries]
    users = {user: name for name, user in NAMES.items()}
    done = [
        (str(entry.deed), users[str(person.slack_user_id)])
        for entry, person in zip(entries, by, strict=True)
        if person is not None
    ]
    if done != company.meant[kept.id]:
        yield f"#{kept.id}: meant {company.meant[kept.id]}, done {done}"


def wrong_notices(company: Company, kept: Kept) -> Iterator[str]:
    now = company.house.clock.now()
    with company.house.book.read() as pages:
        notices = pages.notices(company.house.workspace_id, kept.id)
    for notice in notices:
        waits = notice.state is State.PLANNED and notice.due_at > now
        ended = notice.state is State.SENT or (
            notice.reason is not None and notice.state not in {State.PLANNED, State.CLAIMED}
        )
        if not (waits or ended) or notice.state in {State.UNKNOWN, State.FAILED}:
            ended_as = f"{notice.state} {notice.reason} {notice.detail}"
            yield f"#{kept.id}: {notice.what} to {notice.person_id} is {ended_as}"


def wrong_cards(company: Company, kept: Kept) -> Iterator[str]:
    house = company.house
    setting = Setting(company="Acme", command="/interview", default_zone=house.settings.time_zone)
    people = {person.id: person for person in (kept.interviewee_person, kept.interviewer_person)}
    if kept.owner is not None:
        people[kept.owner.id] = kept.owner
    for person in people.values():
        with house.book.read() as pages:
            card = pages.card(house.workspace_id, kept.id, person.id)
        if card is None:
            if kept.interview.status in {Status.PENDING, Status.SCHEDULED, Status.AMENDED}:
                yield f"#{kept.id}: {person.title} has no card"
            continue
        fresh = living_card(kept, person, words_for(person, setting), house.clock.now(), setting)
        message = company.playground.workspace.conversations[card.channel].find(card.ts)
        shown = essence(message.blocks) if message is not None else set()
        missing = essence(fresh.blocks) - shown
        if missing:
            yield f"#{kept.id}: {person.title} does not see {missing}"


def essence(blocks: list[dict[str, Any]]) -> set[str]:
    """Give what blocks say, without their last line and without ids that Slack makes up."""
    kinds = {"section", "actions"}
    return {
        json.dumps({key: value for key, value in block.items() if key != "block_id"})
        for block in blocks
        if block["type"] in kinds
    }


def doubled(company: Company) -> Iterator[str]:
    keys = Counter(
        message.metadata["event_payload"]["key"]
        for conversation in company.playground.workspace.conversations.values()
        for message in conversation.messages
        if message.metadata
    )
    yield from (f"{key} was posted {times} times" for key, times in keys.items() if times > 1)


def play(seed: int, dialogues: int, chance: float = CHANCE) -> tuple[list[str], Counter[str]]:
    """Play some dialogues under faults; give what is wrong afterwards, and the faults met."""
    met: Counter[str] = Counter()

    class Counted(Chance):
        def fault_for(self, method: str) -> Any:
            fault = super().fault_for(method)
            met.update([fault.kind] if fault else [])
            return fault

    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = f"sqlite:///{Path(folder) / 'book.sqlite3'}"
        demo = Demo(
            url, clock=Clock(NOW), patience=Patience(work=1.6), ack_seconds=3.0, pause=timedelta(0)
        )
        demo.house.terms = TERMS
        stack.enter_context(demo)
        driver = stack.enter_context(contextlib.closing(Driver(demo.url)))
        company = Company(demo, driver, seed)
        faults: Faults = demo.playground.faults
        faults.turn(Counted(seed, chance, SLOW))
        chosen = list(DIALOGUES)
        company.dice.shuffle(chosen)
        for dialogue in chosen[:dialogues]:
            try:
                dialogue(company)
            except AssertionError as stuck:
                return [f"{dialogue.__name__}: {stuck}"], met
        recover(company)
        return list(wrong(company)), met


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - whoever waits sees how far it is


def main() -> int:
    """Play the seeds one after the other; 1 when anything was wrong."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, default=50, help="how many companies (50)")
    asked.add_argument("--first", type=int, default=1, help="the first seed (1)")
    asked.add_argument("--dialogues", type=int, default=len(DIALOGUES), help="how many in each")
    asked.add_argument("--chance", type=float, default=CHANCE, help="of a fault, for each call")
    given = asked.parse_args()
    logging.getLogger().addHandler(logging.NullHandler())  # what breaks off is logged all over
    failed = 0
    for seed in range(given.first, given.first + given.seeds):
        began = time.monotonic()
        problems, met = play(seed, given.dialogues, given.chance)
        failed += bool(problems)
        faults = ", ".join(f"{times} {kind}" for kind, times in sorted(met.items()))
        took = time.monotonic() - began
        say(f"seed {seed}: {'WRONG' if problems else 'right'}, {took:.1f} s ({faults})")
        for problem in problems:
            say(f"    {problem}")
    say(f"{given.seeds - failed} of {given.seeds} right")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
