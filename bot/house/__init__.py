"""The wiring: settings and a clock become a house with its doors.

Production, the demo and the tests are built by the same lines; only the settings, the clock and
Slack's address differ. `rules` are the rules on one book, `slack` is what is Slack's of the house,
`health` says whether it can do its work, and `house` opens and closes all of it.
"""

from bot.house.house import House

__all__ = ["House"]
