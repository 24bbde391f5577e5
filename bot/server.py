"""Serving an ASGI app on a port, in a thread of its own or in this one."""

from __future__ import annotations

import socket
import threading

import uvicorn
from starlette.types import ASGIApp

STARTS_WITHIN = 10.0  # seconds
STOPS_WITHIN = 5  # seconds that open connections may still take


class PortTaken(Exception):  # noqa: N818 - it reads as what it says
    """Somebody else listens there, or we may not."""


def bind(host: str, port: int) -> socket.socket:
    """Take a port (0 = any free one) before anything is built that must know it; PortTaken."""
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    # asyncio switches Nagle's delay off only where the protocol is named; with it, each answer on
    # a kept connection comes 40 ms late.
    taken = socket.socket(family, kind, socket.IPPROTO_TCP)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
        taken.listen()
    except OSError as error:
        taken.close()
        raise PortTaken(f"{host}:{port}: {error.strerror or error}") from None
    return taken


class Server:
    """Serves an app on a bound socket. `start` runs it beside the caller, `run` instead of it."""

    def __init__(self, app: ASGIApp, bound: socket.socket) -> None:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            proxy_headers=False,  # nobody asks who called, or by which scheme
            date_header=False,  # the API's headers are given by its contract, in their order
            server_header=False,
            lifespan="on",
            timeout_graceful_shutdown=STOPS_WITHIN,
        )
        self._server = uvicorn.Server(config)
        self._bound = bound
        self._thread = threading.Thread(target=self.run, name="web", daemon=True)

    def run(self) -> None:
        """Serve until told to stop (in the main thread: by SIGINT and SIGTERM too)."""
        self._server.run(sockets=[self._bound])

    def start(self) -> None:
        """Serve in a thread; returns once requests are answered."""
        self._thread.start()
        waited = threading.Event()
        for _ in range(int(STARTS_WITHIN * 100)):
            if self._server.started or not self._thread.is_alive():
                return
            waited.wait(0.01)

    def stop(self) -> None:
        """Stop serving."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(STOPS_WITHIN * 2)
        self._bound.close()
