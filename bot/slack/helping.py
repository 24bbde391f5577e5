"""The help: whoever asks is shown what they can do, and nothing that others alone may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.interviews.model import Actor, Role
from bot.interviews.permissions import may_ever
from bot.interviews.plans import Deed
from bot.slack.blocks import actions, section
from bot.slack.cards import Message, help_card
from bot.slack.desk import Desk, quoted
from bot.slack.grammar import Verb
from bot.slack.grammar.suggest import resembling
from bot.slack.grammar.verbs import BY_VERB, BY_WORD
from bot.slack.home import cannot_book, is_new
from bot.slack.lines import say_button
from bot.slack.lists import next_ones
from bot.words import Worded

CHAPTERS: Mapping[str, tuple[Verb, ...]] = {
    "booking": (Verb.BOOK, Verb.NEW, Verb.SEVERAL, Verb.FIND),
    "looking": (
        Verb.SHOW, Verb.LIST, Verb.PREVIEW, Verb.WHY, Verb.HISTORY, Verb.ICS, Verb.EXPORT
    ),
    "changing": (
        Verb.CHANGE, Verb.EDIT, Verb.SWAP, Verb.CANCEL, Verb.UNDO, Verb.REMIND, Verb.OWNER
    ),
    "answering": (
        Verb.ACCEPT, Verb.PROPOSE, Verb.DECLINE, Verb.WITHDRAW, Verb.CANNOT, Verb.ASK
    ),
    "the_day": (Verb.LATE, Verb.CAME, Verb.NO_SHOW, Verb.FEEDBACK),
    "around_it": (Verb.ME, Verb.RECRUITER, Verb.DIGEST, Verb.FORGET, Verb.HELP),
}  # fmt: skip

# The deed that a verb is for. What is here for whole lists and for people belongs to booking.
DEEDS: Mapping[Verb, Deed] = {
    **dict.fromkeys(CHAPTERS["booking"], Deed.BOOK),
    **dict.fromkeys((Verb.EXPORT, Verb.RECRUITER, Verb.DIGEST, Verb.FORGET), Deed.BOOK),
    **dict.fromkeys((Verb.CHANGE, Verb.EDIT, Verb.SWAP), Deed.CHANGE),
    Verb.CANCEL: Deed.CANCEL,
    Verb.UNDO: Deed.UNDO,
    Verb.REMIND: Deed.REMIND,
    Verb.OWNER: Deed.HAND_OVER,
    Verb.ACCEPT: Deed.ACCEPT,
    Verb.PROPOSE: Deed.AMEND,
    Verb.DECLINE: Deed.DECLINE,
    Verb.WITHDRAW: Deed.REJECT,
    Verb.CANNOT: Deed.CANNOT,
    Verb.ASK: Deed.ASK,
    Verb.LATE: Deed.LATE,
    Verb.CAME: Deed.ATTEND,
    Verb.NO_SHOW: Deed.ATTEND,
    Verb.FEEDBACK: Deed.FEEDBACK,
}


def help_about(desk: Desk, actor: Actor, topic: str | None) -> Message:
    """Give the help, or the help of one verb; made from the grammar's own table.

    Who is interviewed need not know any line, and is shown buttons instead. A word that is nearly
    a verb is asked about.
    """
    if actor.person.role is Role.DRIVER:
        return without_lines(desk, actor)
    if entry := BY_WORD.get(topic or ""):
        topics = [(entry.examples, desk.words(actor).say(entry.help_key))]
        return help_card(desk.words(actor), desk.setting.command, {None: topics})
    if topic and (near := resembling(topic)):
        lines = [f"help {word}" for word in near]
        buttons = [
            each for number, line in enumerate(lines) for each in say_button(line, line, number)
        ]
        return desk.say(actor, "line.did_you_mean", *actions(*buttons), words=topic)
    return help_card(desk.words(actor), desk.setting.command, _chapters(desk, actor))


def without_lines(desk: Desk, actor: Actor, unknown: str = "") -> Message:
    """Say how it works to whoever need not know any line, above their next interviews.

    `unknown` is what they have typed, if that is why.
    """
    say = desk.words(actor).say
    said: list[Worded] = [say("home.help.driver")]
    if is_new(desk, actor):
        what_it_is, *why_not = introduction(desk, actor)
        said = [what_it_is, *said, *why_not]
    if unknown:
        said = [say("line.unknown", words=quoted(unknown)), *said]
    return Message(said[0], [*map(section, said), *next_ones(desk, actor).blocks])


def introduction(desk: Desk, actor: Actor) -> list[Worded]:
    """Say what the bot is to somebody new, and who may book if they may not."""
    what_it_is = desk.words(actor).say("home.what_it_is", company=desk.setting.company)
    why_not = cannot_book(desk, actor)
    return [what_it_is, why_not] if why_not else [what_it_is]


def _chapters(desk: Desk, actor: Actor) -> dict[str | None, list[tuple[Sequence[str], str]]]:
    """Give one example of each verb that may be for them, by what it is for."""
    words = desk.words(actor)
    return {
        words.say(f"help.chapter.{chapter}"): [
            (BY_VERB[verb].examples[:1], words.say(BY_VERB[verb].help_key))
            for verb in verbs
            if verb not in DEEDS or may_ever(DEEDS[verb], actor)
        ]
        for chapter, verbs in CHAPTERS.items()
    }
