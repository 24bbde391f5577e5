"""The App Home: what waits for one's answer, today, the week, later, settings and help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.interviews.model import Kept, Person, Role
from bot.slack import presses
from bot.slack.blocks import Block, actions, button, context, divider, escape, header, section
from bot.slack.cards.buttons import own_buttons
from bot.slack.cards.listing import in_one_line, open_button
from bot.slack.cards.message import view_of
from bot.slack.presses import Press
from bot.words import Words
from bot.words.view import Setting, View

FEW = 5  # interviews in a part of it; the others are one button away


@dataclass(frozen=True)
class Part:
    """One part: its heading, the first of its interviews, and the button value for all of them.

    `above` is how many of its `total` stand in the part that needs an answer, and so not here
    again. `asks`: what the reader can answer stands beneath each.
    """

    key: str
    interviews: Sequence[Kept]
    total: int
    more: str
    above: int = 0
    asks: bool = False


def home(
    parts: Sequence[Part],
    reader: Person,
    words: Words,
    now: datetime,
    setting: Setting,
    *,
    cannot_book: str | None,
    is_new: bool,
) -> Block:
    """Give the view of somebody's Home.

    `cannot_book` is the sentence that says who may book, for whoever may not; `is_new` is somebody
    who has nothing to do with any interview yet.
    """
    plain = words.escaping(str)
    words = words.escaping(escape)
    say = words.say
    blocks = [header(plain.say("home.title", company=setting.company))]
    if is_new:
        blocks += [section(say("home.what_it_is", company=setting.company))]
    blocks += actions(*_first_row(plain, may_book=cannot_book is None))
    for part in [] if is_new and cannot_book else parts:
        views = [view_of(kept, reader, words, now, setting) for kept in part.interviews]
        blocks += [divider(), *_part(part, views, words)]
    blocks += [
        divider(),
        *_settings(reader, words),
        *_help(reader, words, setting, cannot_book, is_new=is_new),
    ]
    return {"type": "home", "blocks": blocks}


def _first_row(plain: Words, *, may_book: bool) -> Iterator[Block]:
    if may_book:
        label = plain.say("button.new")
        yield button(label, presses.action_id(Press.NEW), style="primary")
    yield button(plain.say("button.settings"), presses.action_id(Press.SETTINGS))


def _part(part: Part, views: Sequence[View], words: Words) -> Iterator[Block]:
    heading = words.say(f"home.{part.key}")
    yield section(f"*{heading}*")
    if not part.total:
        yield context(words.say(f"home.empty.{part.key}"))
    for view in views:
        yield section(in_one_line(view), open_button(view))
        if part.asks:
            yield from actions(*own_buttons(view))
    if part.above:
        yield context(words.say("home.above", count=part.above))
    if part.total > len(views) + part.above:
        label = words.escaping(str).say("home.all", total=part.total)
        yield from actions(button(label, presses.action_id(Press.MORE, part.key), part.more))


def _settings(reader: Person, words: Words) -> Iterator[Block]:
    prefers = reader.prefers
    quiet = prefers.quiet_from != prefers.quiet_until
    yield context(
        words.say(
            "home.settings" if quiet else "home.settings.bare",
            zone=words.zone_name(),
            quiet_from=f"{prefers.quiet_from:%H:%M}",
            quiet_until=f"{prefers.quiet_until:%H:%M}",
        ),
        *([words.say("home.only_musts")] if prefers.only_musts else []),
    )


def _help(
    reader: Person, words: Words, setting: Setting, cannot_book: str | None, *, is_new: bool
) -> Iterator[Block]:
    if cannot_book is None:
        yield section(words.say("home.help.recruiter", command=setting.command))
        label = words.escaping(str).say("button.help")
        yield from actions(button(label, presses.action_id(Press.HELP)))
        return
    yield section(words.say(f"home.help.{reader.role.value}", command=setting.command))
    if is_new or reader.role is not Role.DRIVER:
        yield context(cannot_book)
