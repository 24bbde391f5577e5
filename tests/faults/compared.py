"""What is compared in the end: deeds with what was meant, what is shown with what is kept."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from company import FORGOTTEN, NAMES, STUCK, XENIA, Company

from bot.clock import machine_now
from bot.interviews.model import Kept, Person
from bot.interviews.notices import BY_MAIL, State, What
from bot.interviews.planning.several import NUMBERS, TOLD_WITH
from bot.interviews.sending.terms import Terms
from bot.playground.looking import messages_in
from bot.slack.cards import Setting, living_card, words_for

TERMS = Terms().scaled(1 / 30)
OF_XENIA = ("canary", "Xenia", "Quill", XENIA.id, "D0XENIA")
BOT = "U0BOT"
SOON = timedelta(minutes=10)  # longer than anything waits until it is tried again


def recover(company: Company) -> None:
    """Let Slack be well again, and sweep when what waits is due, until nothing is in doubt."""
    company.playground.faults.calm()
    heartbeat, clock = company.house.heartbeat, company.house.clock
    assert heartbeat is not None
    until = time.monotonic() + STUCK
    while time.monotonic() < until:
        heartbeat.sweep()
        with company.house.book.read() as pages:
            remnant = pages.next_remnant_due(in_slack=True)
        runs_out = company.house.book.coming().runs_out
        due = remnant or company.house.next_due()
        if runs_out is not None:
            time.sleep(max((runs_out - machine_now()).total_seconds(), 0) + 0.05)
        elif due is not None and (remnant or due < clock.now() + SOON):
            clock.move_to(max(due, clock.now() + timedelta(seconds=1)))
        else:
            return


def wrong(company: Company) -> Iterator[str]:
    """Give a sentence for everything that is not as it should be."""
    for kept in company.all():
        yield from wrong_deeds(company, kept)
        yield from wrong_notices(company, kept)
        yield from wrong_cards(company, kept)
    yield from doubled(company)
    yield from not_told(company)
    if company.known("xenia") is None:
        yield from remembered(company)


def wrong_deeds(company: Company, kept: Kept) -> Iterator[str]:
    entries = company.history(kept.id)
    with company.house.book.read() as pages:
        by = [pages.person(company.house.workspace_id, entry.by_id) for entry in entries]
    users = {user: name for name, user in NAMES.items()}
    done = [
        (str(entry.deed), users.get(str(person.slack_user_id), FORGOTTEN))
        for entry, person in zip(entries, by, strict=True)
        if person is not None
    ]
    if done != company.meant[kept.id]:
        yield f"#{kept.id}: meant {company.meant[kept.id]}, done {done}"


def wrong_notices(company: Company, kept: Kept) -> Iterator[str]:
    now = company.house.clock.now()
    for notice in company.notices(kept.id):
        waits = notice.state is State.PLANNED and notice.due_at > now
        ended = notice.state is State.SENT or (
            notice.reason is not None and notice.state not in {State.PLANNED, State.CLAIMED}
        )
        if notice.detail == "mail_cannot_be_looked_for":
            continue  # its answer took longer than the scaled time-out: it counts as doubtful
        bad = {State.FAILED} if company.has_begun(kept) else {State.FAILED, State.UNKNOWN}
        if not (waits or ended) or notice.state in bad:
            ended_as = f"{notice.state} {notice.reason} {notice.detail}"
            yield f"#{kept.id}: {notice.what} to {notice.person_id} is {ended_as}"


def wrong_cards(company: Company, kept: Kept) -> Iterator[str]:
    people = {person.id: person for person in (kept.interviewee_person, kept.interviewer_person)}
    if kept.owner is not None:
        people[kept.owner.id] = kept.owner
    for person in people.values():
        if person.slack_user_id is not None:
            yield from wrong_card(company, kept, person)


def wrong_card(company: Company, kept: Kept, person: Person) -> Iterator[str]:
    house = company.house
    setting = Setting(company="Acme", command="/interview", default_zone=house.settings.time_zone)
    with house.book.read() as pages:
        card = pages.card(house.workspace_id, kept.id, person.id)
        listed = is_listed(pages, kept, person)
    if card is None:
        theirs = [each for each in company.notices(kept.id) if each.person_id == person.id]
        came = any(each.state is State.SENT and each.ts for each in theirs)
        if kept.is_live and not listed and (came or not company.has_begun(kept)):
            ended = [f"{each.what} {each.state} {each.reason}" for each in theirs]
            yield f"#{kept.id}: {person.title} has no card, but {ended}"
        return
    if card.channel == BY_MAIL:
        return  # a letter, which stays as it is
    fresh = living_card(kept, person, words_for(person, setting), house.clock.now(), setting)
    message = company.playground.workspace.conversations[card.channel].find(card.ts)
    shown = essence(message.blocks) if message is not None else set()
    if missing := essence(fresh.blocks) - shown:
        yield f"#{kept.id}: {person.title} does not see {missing}"


def is_listed(pages: Any, kept: Kept, person: Person) -> bool:
    """Whether whoever booked it was told of it with others that they booked."""
    lists = [
        pages.notices(kept.workspace_id, told.values[TOLD_WITH])
        for told in pages.notices(kept.workspace_id, kept.id)
        if told.person_id == person.id and TOLD_WITH in told.values
    ]
    return any(
        kept.id in notice.values[NUMBERS] and notice.state in {State.PLANNED, State.SENT}
        for notice in chain(*lists)
        if notice.what is What.SEVERAL
    )


def essence(blocks: list[dict[str, Any]]) -> set[str]:
    """Give what blocks say, without their last line and without ids that Slack makes up."""
    kinds = {"section", "actions"}
    return {
        json.dumps({key: value for key, value in block.items() if key != "block_id"})
        for block in blocks
        if block["type"] in kinds
    }


def doubled(company: Company) -> Iterator[str]:
    messages = [
        message
        for conversation in company.playground.workspace.conversations.values()
        for message in conversation.messages
    ]
    keys = Counter(m.metadata["event_payload"]["key"] for m in messages if m.metadata)
    announced = sum("has set up a digest here" in message.text for message in messages)
    keys["the announcement of a digest"] = announced
    yield from (f"{key} was posted {times} times" for key, times in keys.items() if times > 1)


def not_told(company: Company) -> Iterator[str]:
    for who, words in company.told:
        times = sum(words in json.dumps(each["blocks"]) for each in lasting(company, who))
        if times != 1:
            yield f"{words!r} stands {times} times before {who}"


def remembered(company: Company) -> Iterator[str]:
    """Give where there is still a word of whoever was forgotten."""
    places = {who: json.dumps(lasting(company, who)) for who in NAMES}
    places |= {f"{who}'s Home": json.dumps(company.people[who].state()["home"]) for who in NAMES}
    database = Path(company.house.settings.database_url.removeprefix("sqlite:///"))
    files = database.parent.glob(f"{database.name}*")
    places["the database"] = b"".join(each.read_bytes() for each in files).decode("latin-1")
    shelf = company.playground.workspace.shelf.files.values()
    places["the files"] = "".join((each.content or b"").decode() for each in shelf)
    for place, text in places.items():
        if found := [word for word in OF_XENIA if word in text]:
            yield f"{found} in {place}"


def lasting(company: Company, who: str) -> list[dict[str, Any]]:
    """Give what somebody still finds in Slack of what the bot wrote."""
    messages = messages_in(company.people[who].state())
    return [each for each in messages if not each["ephemeral"] and each["user"] == BOT]
