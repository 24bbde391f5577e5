"""Who is asked to stand in for an interviewer who can't make it, and who else could be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.interviews.doing.cover import Candidate
from bot.interviews.model import Kept
from bot.slack import presses
from bot.slack.blocks import Block, actions, button, section
from bot.slack.cards.message import Message
from bot.slack.presses import Press, Pressed
from bot.words import Worded, Words
from bot.words.view import View, first_name, name


def standing_in(kept: Kept, found: Sequence[Candidate], words: Words) -> Message:
    """Give the colleagues who could stand in, a button for each, which asks them at once."""
    key = "cover.who" if found else "cover.nobody"
    sentence = words.say(key, interviewer=name(kept.interviewer_person))
    return Message(sentence, [section(sentence), *_buttons(kept, found, words.escaping(str))])


def asked_lines(view: View) -> Iterator[Worded]:
    """Say to whoever runs it who is asked, and who said no."""
    cover = view.kept.cover
    if cover is None or not view.runs:
        return
    if cover.refused:
        people = view.words.several([name(each) for each in cover.refused])
        yield view.words.say("cover.refused", people=people)
    if cover.asked:
        yield view.words.say("cover.asked", person=name(cover.asked))
    else:
        yield view.words.say("cover.nobody_asked")


def _buttons(kept: Kept, found: Sequence[Candidate], plain: Words) -> list[Block]:
    return actions(
        *(
            button(
                plain.say("cover.ask", person=first_name(each.person), count=each.load),
                presses.action_id(Press.ASK, each.person.id),
                Pressed(interview_id=kept.id, person_id=each.person.id).packed(),
            )
            for each in found
        )
    )
