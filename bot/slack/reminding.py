"""What a line says of the reminders of one interview."""

from __future__ import annotations

from bot.interviews.model import Actor, Kept
from bot.interviews.plans import Deed, Reminding, RemindingNow
from bot.slack.blocks import actions, section
from bot.slack.cards import Message
from bot.slack.desk import Desk
from bot.slack.grammar import Line, Remind
from bot.slack.lines import say_button
from bot.slack.readback import offer


def remind(desk: Desk, actor: Actor, line: Line, text: str, kept: Kept) -> Message:
    """Set when the two are reminded, or have them reminded now; asked when nothing is said."""
    if line.remind is Remind.NOW:
        return offer(desk, actor, RemindingNow(), kept.id, text)
    if line.remind is None and line.lead_times is None:
        return _ask(desk, actor, kept)
    times = () if line.remind is Remind.OFF else line.lead_times
    card = offer(desk, actor, Reminding(lead_times=times), kept.id, text)
    if times == kept.lead_times:  # which is what the card says
        return card
    key = f"remind.{line.remind or 'set'}"
    said = desk.words(actor).say(key, times=list(times or ()), id=kept.id)
    return Message(said, [section(said), *card.blocks])


def _ask(desk: Desk, actor: Actor, kept: Kept) -> Message:
    desk.interviews.check(Deed.REMIND, by=actor, kept=kept)
    words = desk.form_words(actor)
    buttons = [
        each
        for number, choice in enumerate((Remind.NOW, Remind.OFF, Remind.USUAL))
        for each in say_button(
            words.say(f"button.remind_{choice}"), f"{kept.id} remind {choice}", number
        )
    ]
    command = desk.setting.command
    return desk.say(actor, "remind.when", *actions(*buttons), id=kept.id, command=command)
