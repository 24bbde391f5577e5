"""What Slack shows: messages, made from values alone. Nothing here asks the book or Slack.

Every function gives a `Message`. The words come from the catalogue, the times are shown in the
reader's zone, and everything that somebody typed is escaped, and cut where Slack has a limit.
"""

from bot.slack.cards.account import history_card, preview_card, told_card
from bot.slack.cards.day import how_late
from bot.slack.cards.digest import digest_card
from bot.slack.cards.done import done_card
from bot.slack.cards.helping import help_card
from bot.slack.cards.home import home
from bot.slack.cards.listing import listing
from bot.slack.cards.living import living_card, old_to_new, pointer
from bot.slack.cards.message import Message, view_of, words_for
from bot.slack.cards.readback import lines_of, read_back
from bot.slack.cards.sending import recruiter_text, text_to_send
from bot.slack.cards.standing_in import standing_in
from bot.slack.cards.told import told
from bot.words.view import Setting

__all__ = [
    "Message",
    "Setting",
    "digest_card",
    "done_card",
    "help_card",
    "history_card",
    "home",
    "how_late",
    "lines_of",
    "listing",
    "living_card",
    "old_to_new",
    "pointer",
    "preview_card",
    "read_back",
    "recruiter_text",
    "standing_in",
    "text_to_send",
    "told",
    "told_card",
    "view_of",
    "words_for",
]
