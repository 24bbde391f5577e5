"""Everything that people read becomes words here: refusals, notices, times in two zones.

The sentences stand in `catalogues/`, one file a language; code knows them by their keys.
"""

from bot.words.words import Worded, Words

__all__ = ["Worded", "Words"]
