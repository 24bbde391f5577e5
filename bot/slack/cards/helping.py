"""The help: what can be typed, with an example each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.slack.blocks import Block, escape, marked, section
from bot.slack.cards.message import Message
from bot.words import Words
from bot.words.text import cut

SECTIONS = 40
TOPIC = 1_400


Topics = Sequence[tuple[Sequence[str], str]]


def help_card(words: Words, command: str, chapters: Mapping[str | None, Topics]) -> Message:
    """Give the help: for each topic what can be typed (without the command), and what it does.

    Topics stand under the heading of their chapter; a chapter without any is left out. Several
    share a section, so that a long help still fits into one message.
    """
    words = words.escaping(escape)
    headline = words.say("help.headline", command=command)
    blocks = [section(f"*{headline}*")]
    for heading, topics in chapters.items():
        lines = [_topic(words, command, examples, does) for examples, does in topics]
        if lines and heading:
            lines[0] = f"*{words.escape(heading)}*\n{lines[0]}"
        blocks += _sections(lines)
    return Message(headline, [*blocks[:SECTIONS], section(words.say("help.anywhere"))])


def _topic(words: Words, command: str, examples: Sequence[str], does: str) -> str:
    """One example stands in the sentence; several stand below it."""
    typed = [f"`{_example(command, example)}`" for example in examples]
    if len(typed) == 1:
        return words.say("help.topic", example=marked(typed[0]), does=does)
    return "\n".join([words.escape(does), *typed])


def _example(command: str, typed: str) -> str:
    return cut(escape(f"{command} {typed}".strip().replace("`", "'")), TOPIC)


def _sections(lines: Sequence[str]) -> list[Block]:
    shared: list[str] = []
    for line in lines:
        if shared and len(shared[-1]) + len(line) < 2 * TOPIC:
            shared[-1] += f"\n{line}"
        else:
            shared.append(line)
    return [section(text) for text in shared]
