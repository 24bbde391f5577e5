"""A first word may be a command in the speaker's own language, and a name: it is asked which."""

from __future__ import annotations

from bot.interviews.model import Actor, Person, Side
from bot.slack.blocks import actions
from bot.slack.cards import Message
from bot.slack.desk import Desk
from bot.slack.finding import FEW, coming, has_word
from bot.slack.grammar import word_or_name
from bot.slack.grammar.unwrap import unwrapped
from bot.slack.lines import say_button, with_person


def ask_word_or_name(desk: Desk, actor: Actor, text: str) -> Message | None:
    """Ask which is meant, when somebody is known who is called that; None = nobody is."""
    doubt = word_or_name(text, actor.person.locale or "en")
    people = _called(desk, actor, doubt.word) if doubt else []
    if doubt is None or not people:
        return None
    words = desk.form_words(actor)
    buttons = say_button(unwrapped(doubt.as_word), doubt.as_word, 0)
    for number, person in enumerate(people, start=1):
        label = words.say("line.this_person", person=person.title, email=person.email)
        buttons += say_button(label, with_person(text, doubt.who, person), number)
    return desk.say(actor, "line.word_or_name", *actions(*buttons), word=doubt.word)


def _called(desk: Desk, actor: Actor, name: str) -> list[Person]:
    """Give who is called so: of all people, or for who is no recruiter, in their interviews."""
    if actor.person.is_recruiter:
        known = desk.people.find(name, by=actor, most=FEW)
    else:
        theirs = coming(desk, actor, actor.person)
        known = tuple(
            {each.person(side).id: each.person(side) for each in theirs for side in Side}.values()
        )
    return [person for person in known if has_word(person.title, name)]
