"""A Slack workspace on one's own machine: the demo in the browser, and what the tests talk to.

It judges by Slack's rules and knows nothing of the bot that it talks to.
"""

from bot.playground.faults import Fault
from bot.playground.installation import SlackApp
from bot.playground.mail import MailRoom
from bot.playground.members import Member
from bot.playground.playground import Playground
from bot.playground.workspace import HouseClock

__all__ = ["Fault", "HouseClock", "MailRoom", "Member", "Playground", "SlackApp"]
