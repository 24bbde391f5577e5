"""Serving an ASGI app from a thread of its own, at a port that is free."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

import uvicorn

Result = TypeVar("Result")
PATIENCE = 10.0


class Served:
    """A server on the loopback address, in its own thread and event loop.

    The address is known as soon as it is made, so that an app can be told its own `base_url`
    before it is served.
    """

    def __init__(self, port: int = 0) -> None:
        # asyncio switches Nagle's delay off only where the protocol is named; with it, each answer
        # on a kept connection comes 40 ms late.
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self.base_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    @contextlib.contextmanager
    def serving(self, asgi: Any) -> Iterator["Served"]:
        """Serve the app as long as the block runs."""
        config = uvicorn.Config(
            asgi, log_level="critical", access_log=False, timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=asyncio.run, args=(self._serve(server),), daemon=True)
        thread.start()
        try:
            if not self._ready.wait(PATIENCE):
                raise TimeoutError("the server did not start")
            yield self
        finally:
            server.should_exit = True
            thread.join(PATIENCE)
            self._socket.close()

    def call(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run a coroutine in the server's own event loop and return its result."""
        if self._loop is None:
            raise RuntimeError("nothing is served yet")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    async def _serve(self, server: uvicorn.Server) -> None:
        self._loop = asyncio.get_running_loop()
        serving = self._loop.create_task(server.serve(sockets=[self._socket]))
        # uvicorn tells of its start by an attribute only.
        while not server.started and not serving.done():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        self._ready.set()
        await serving
