"""Where everything is kept.

Implements `bot.interviews.ports.Book` with SQLAlchemy Core over typed tables. Rows never
leave it: frozen values go in and come out.
"""

from storage.book import SqlBook, open_book
from storage.migrate import back_up, is_current, migrate

__all__ = ["SqlBook", "back_up", "is_current", "migrate", "open_book"]
