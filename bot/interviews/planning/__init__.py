"""Which notices follow: from a deed, from the clock, and from what was told.

From a deed: `tellings`, with `several` booked at once and `second_thoughts` of what can be undone.
By the clock: `reminders`, `watches` before the start, `afterwards`; `replanning` plans anew what of
that changes with an interview or its people.
"""
