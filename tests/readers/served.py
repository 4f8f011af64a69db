"""A plain static server on loopback that answers requests for ranges and counts the bytes that it sends."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send


class Counting:
    """Serves the files of a folder; `sent` is the bytes of all answers so far."""

    def __init__(self, folder: Path) -> None:
        self.sent = 0
        self._files = Starlette(routes=[Mount("/", StaticFiles(directory=folder))])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def counted(message: Message) -> None:
            self.sent += len(message.get("body", b""))
            await send(message)

        await self._files(scope, receive, counted)


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, Counting]]:
    """Serve a folder; yield its address and the server."""
    files = Counting(folder)
    server = uvicorn.Server(uvicorn.Config(files, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}", files
    finally:
        server.should_exit = True
        thread.join()
