"""Where everything is kept.

Implements `bot.interviews.ports.book.Book` with SQLAlchemy Core over typed tables. Rows never
leave it: frozen values go in and come out.
"""

from storage.backup import NotBackedUp, back_up
from storage.bell import Bell, hang_bell
from storage.book import SqlBook, open_book
from storage.copying import Copied, copy
from storage.engine import demand_address, said_by
from storage.migrate import NotReady, demand_writing, is_current, make_ready, migrate

__all__ = [
    "Bell",
    "Copied",
    "NotBackedUp",
    "NotReady",
    "SqlBook",
    "back_up",
    "copy",
    "demand_address",
    "demand_writing",
    "hang_bell",
    "is_current",
    "make_ready",
    "migrate",
    "open_book",
    "said_by",
]
