"""A bell that is heard in every process which shares a PostgreSQL database.

Whoever planned a notice rings, once that is committed, and the couriers of all processes look at
once. It is not rung in the transaction itself: transactions that notify are committed one after
the other (https://www.postgresql.org/docs/current/sql-notify.html), which everybody would wait for.
So a ring may be lost, with its process or its connection; the couriers look every 15 seconds
without one.
"""

from __future__ import annotations

import contextlib
import logging
import selectors
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import URL

from storage.engine import BUSY_SECONDS, address_of

if TYPE_CHECKING:
    import psycopg

log = logging.getLogger(__name__)

CHANNEL = "interview_bot_notices"
ECHO = 0.1  # seconds after a ring: what is rung meanwhile is rung once
PAUSE = 1.0  # seconds, before it is hung up again
STOPS_WITHIN = 5.0  # seconds


class Bell:
    """Rings for the others, and calls `heard`, in its own thread, when one of them rang.

    It is hung up by `start`, or when it is first rung. When its connection breaks, it is hung up
    again; whatever was rung meanwhile may have been missed, so `heard` is called then too.
    """

    def __init__(self, address: URL, heard: Callable[[], None]) -> None:
        self._address = address
        self._heard = heard
        self._rope, self._rung = socket.socketpair()
        self._rope.setblocking(False)  # noqa: FBT003 - the socket's own way
        self._stopped = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to listen. Returns at once."""
        with self._starting:
            if self._thread is None and not self._stopped.is_set():
                self._thread = threading.Thread(target=self._work, name="bell", daemon=True)
                self._thread.start()

    def ring(self) -> None:
        """Have all others look. Returns at once; rings in quick succession become one."""
        self.start()
        self._pull()

    def close(self) -> None:
        """Listen no longer."""
        self._stopped.set()
        self._pull()
        if self._thread:
            self._thread.join(STOPS_WITHIN)
        self._rope.close()
        self._rung.close()

    def _pull(self) -> None:
        with contextlib.suppress(OSError):  # it rings already, or was taken down
            self._rope.send(b"!")

    def _work(self) -> None:
        import psycopg  # noqa: PLC0415 - nobody else needs it loaded, on SQLite

        while not self._stopped.is_set():
            try:
                with self._connected() as connection:
                    self._listen(connection)
            except psycopg.Error as error:
                log.warning("bell_lost", extra={"detail": type(error).__name__})
                self._stopped.wait(PAUSE)

    def _connected(self) -> psycopg.Connection[Any]:
        from storage.silence import WATCHED_OVER, Watched  # noqa: PLC0415 - psycopg comes with it

        dialect: Any = self._address.get_dialect()
        words, given = dialect().create_connect_args(self._address)
        given |= WATCHED_OVER | {"connect_timeout": BUSY_SECONDS, "autocommit": True}
        return Watched.connect(*words, **given)

    def _listen(self, connection: psycopg.Connection[Any]) -> None:
        connection.execute(f"LISTEN {CHANNEL}".encode())
        self._heard()
        ours = connection.info.backend_pid
        with selectors.DefaultSelector() as either:
            either.register(connection, selectors.EVENT_READ)
            either.register(self._rung, selectors.EVENT_READ)
            while not self._stopped.is_set():
                pulled = any(key.fileobj is self._rung for key, _ in either.select())
                if pulled and self._rung.recv(4096) and not self._stopped.is_set():
                    connection.execute(f"NOTIFY {CHANNEL}".encode())
                    self._stopped.wait(ECHO)
                if any(rung.pid != ours for rung in connection.notifies(timeout=0)):
                    self._heard()


def hang_bell(url: str, heard: Callable[[], None]) -> Bell | None:
    """Make a bell where several processes may share the database; None for SQLite."""
    address = address_of(url)
    return None if address.get_backend_name() == "sqlite" else Bell(address, heard)
