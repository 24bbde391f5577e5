"""Where everything is kept.

Implements `bot.interviews.ports.Book` with SQLAlchemy Core over typed tables. Rows never
leave it: frozen values go in and come out.
"""

from storage.backup import NotBackedUp, back_up
from storage.bell import Bell, hang_bell
from storage.book import SqlBook, open_book
from storage.copying import Copied, copy
from storage.migrate import NotReady, is_current, make_ready, migrate

__all__ = [
    "Bell",
    "Copied",
    "NotBackedUp",
    "NotReady",
    "SqlBook",
    "back_up",
    "copy",
    "hang_bell",
    "is_current",
    "make_ready",
    "migrate",
    "open_book",
]
