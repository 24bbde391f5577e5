"""Forgetting somebody: what there is about them is shown, it is asked once, and done.

Whoever asks for it who may not do it themselves is passed on to who may.
"""

from __future__ import annotations

from bot.interviews.model import Actor
from bot.interviews.refusals import Refusal, Refused
from bot.slack import presses
from bot.slack.blocks import actions, button, section
from bot.slack.cards import Message
from bot.slack.desk import Desk
from bot.slack.finding import find_subject, name_of
from bot.slack.grammar import ONESELF, Line, Verb
from bot.slack.passing_on import NAMES
from bot.slack.presses import Press
from bot.words.forgetting import counted
from bot.words.view import first_name, name


def forget(desk: Desk, actor: Actor, line: Line, _text: str) -> Message:
    """Say what there is about somebody who is known, with the button that forgets them."""
    who = line.people[0]
    person = find_subject(desk, actor, who)
    if person is None:
        return desk.say(actor, "line.nobody", name=name_of(who), command=desk.setting.command)
    try:
        found = desk.forgetting.holdings(person.id, by=actor)
    except Refused as refused:
        if refused.key is Refusal.ONLY_RECRUITERS and person.id == actor.person.id:
            return _asked_for(desk, actor, refused)
        return _refused(desk, actor, refused)
    words, say = desk.words(actor), desk.form_words(actor).say
    press = button(
        say("button.forget"), presses.action_id(Press.FORGET), str(person.id), style="danger"
    )
    since = [section(words.say("forget.since", since=found.since))] if found.since else []
    there_is = found.interviews or found.messages or found.others or found.feedback
    return desk.say(
        actor, "forget.read_back" if there_is else "forget.nothing",
        *since, section(words.say("forget.what")), *actions(press),
        person=person, **counted(words, found),
    )  # fmt: skip


def _asked_for(desk: Desk, actor: Actor, refused: Refused) -> Message:
    """Pass on that somebody wants to be forgotten, once; where there is nobody to, say whom to ask.

    The recruiter finds a button with it.
    """
    text = f"{Verb.FORGET.value} {ONESELF.name}"
    once = f"{text} {actor.person.id}"
    passed = desk.passing_on.pass_on(text, by=actor, once=once)
    if passed is None:
        return desk.say(actor, "forget.ask_them", who=refused.values["who"])
    say, to = desk.words(actor).say, passed.to[:NAMES]
    on_lock_screens = say("forget.passed_on", people=[*map(first_name, to)])
    return Message(on_lock_screens, [section(say("forget.passed_on", people=[*map(name, to)]))])


def carry_out(desk: Desk, actor: Actor, value: str) -> Message:
    """Forget somebody, and say what was done, without their name."""
    try:
        found = desk.forgetting.forget(int(value), by=actor)
    except Refused as refused:
        return _refused(desk, actor, refused)
    if found is None:
        return desk.say(actor, "forget.already")
    return desk.say(actor, "forget.done", **counted(desk.words(actor), found))


def _refused(desk: Desk, actor: Actor, refused: Refused) -> Message:
    """Say why not; above the interview that is in the way, if there is one."""
    kept = None
    if refused.key is Refusal.STILL_TO_COME:
        kept = desk.interviews.get(refused.values["id"], by=actor)
    return desk.refused(actor, refused, kept)
