"""How often Python looks for what nobody uses any more, in a process that stays up."""

from __future__ import annotations

import gc

OFTEN_ENOUGH = 20_000  # more made than given up, instead of 700


def collect_nothing() -> None:
    """Have Python search nothing while all is loaded, which stays; `collect_less` ends that.

    These searches would make a start a seventh longer.
    """
    gc.disable()


def collect_less() -> None:
    """Have Python no longer search what is loaded, and search what is made since less often.

    A search of everything holds up whoever is answered just then by a tenth of a second. The small
    ones, after each 700 things made, slow down every burst of messages and find next to nothing.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OFTEN_ENOUGH)
    gc.enable()
