"""Doing a deed to an interview, in the order in which it happens.

In which state it may be done (`transitions`), and what a value must be (`checks`); then what it
makes of the interview, by one function a deed: `deeds`, `cover`, `the_day`, `reminding`, `rooms`
and `undoing`, found by the table in `doing`. In the end `scribe` writes what follows, and `done` is
what the one who did it is told.
"""
