"""Everything that people read becomes words here: refusals, notices, times in two zones.

The sentences stand in `catalogues/`, one file a language; code knows them by their keys.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.words.worded import Worded
from bot.words.words import Words

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

__all__ = ["Worded", "Words", "warm"]


def warm() -> None:
    """Read the catalogue and what babel needs for it, so that the first answer is as fast."""
    words = Words(None, ZoneInfo("Europe/Madrid"))
    words.span(EPOCH, EPOCH)
    words.length(EPOCH - EPOCH)
