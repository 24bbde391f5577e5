"""What a menu of people offers while somebody types in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.interviews.model import Application, Person
from bot.interviews.people.people import Profile
from bot.slack.blocks import plain
from bot.slack.forms.choice import LABEL, Choice
from bot.words import Words
from bot.words.text import cut

MOST = 100  # options, by Slack's rule
NAME = 40  # characters of a name beside which there is more to read
CLOSED = "rejected"  # the kind of an application that is over

Offered = tuple[Choice, str | None]  # and the e-mail address that tells two of a name apart


def choices(
    people: Sequence[Person],
    applications: Mapping[int, Sequence[Application]] | None,
    query: str,
    words: Words,
    *,
    members: Iterable[Profile] = (),
) -> dict[str, Any]:
    """Give the answer to Slack's block_suggestion.

    First the known people whose name or e-mail has the query in it (whatever its case and
    accents), then members of the workspace who are not known yet, and "New person …" last; at most
    100 in all. `applications` (person id -> theirs) are given when asked
    who is interviewed: somebody with an open one is offered by it, with several by each of them.
    None = asked who interviews.
    """
    known = {person.slack_user_id for person in people}
    offered: list[Offered] = [
        each
        for person in people
        if person.active and _matches(query, person.title, person.email)
        for each in _of(person, (applications or {}).get(person.id, ()), words)
    ]
    offered += [
        (Choice.of_member(member.slack_user_id, member.name), member.email)
        for member in members
        if member.slack_user_id not in known and _matches(query, member.name, member.email)
    ]
    return {"options": [_option(each) for each in (*offered[: MOST - 1], _new(query, words))]}


def _of(person: Person, applications: Iterable[Application], words: Words) -> Iterator[Offered]:
    still_open = [each for each in applications if each.kind != CLOSED]
    if not still_open:
        yield Choice.of_person(person.id, person.title), person.email
    for each in still_open:
        label = person.title if len(still_open) == 1 else _told_apart(person, each, words)
        yield Choice.of_application(each.id, label), person.email


def _told_apart(person: Person, application: Application, words: Words) -> str:
    name = cut(person.title, NAME)
    if application.label:
        return words.say("form.person_for", person=name, job=application.label)
    return words.say("form.person_numbered", person=name, id=application.id)


def _new(query: str, words: Words) -> Offered:
    typed = query.strip()
    label = words.say("form.new_person", name=typed or None)
    return Choice.of_new_person(typed, label), None


def _option(offered: Offered) -> dict[str, Any]:
    choice, email = offered
    option = {"text": plain(choice.label, LABEL), "value": choice.token}
    return option | {"description": plain(email, LABEL)} if email else option


def _matches(query: str, *texts: str | None) -> bool:
    wanted = _folded(query.strip())
    return any(wanted in _folded(text) for text in texts if text)


def _folded(text: str) -> str:
    """Give a text as people compare names: without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
