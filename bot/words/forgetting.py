"""What there is about somebody who is to be forgotten, in words."""

from __future__ import annotations

from typing import Any

from bot.interviews.ports.erasure import Holdings
from bot.words.words import Words


def counted(words: Words, found: Holdings) -> dict[str, Any]:
    """Give the values of the sentences that say what there is, or was."""
    return {
        "interviews": words.say("forget.interviews", count=found.interviews),
        "messages": words.say("forget.messages", count=found.messages),
        "others": words.say("forget.messages", count=found.others),
        "feedback": words.say("forget.feedback", count=found.feedback),
    }
