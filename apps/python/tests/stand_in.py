"""Test only: an HTTP server that keeps to the API's idempotency and misbehaves when told, by the standard library.

What it executes is counted by key, so that a test sees whether a second execution ever happened.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

TASK = "task_" + "a" * 64
PUBLIC = {
    "category": "interpreter",
    "language": "en",
    "instruction": "How many?",
    "environment": {
        "files": [],
        "tools": [{"name": "python", "description": "Runs.", "inputSchema": {"type": "object"}}],
    },
    "answerFormat": {"kind": "typed", "type": {"kind": "integer"}},
    "budget": {"toolCallsMax": 9},
    "licence": {"spdx": "Apache-2.0", "sources": []},
}
ACCEPTED = {"outcome": "accepted", "reward": 1, "masked": False, "fault": None, "reason": None, "checks": []}
FAULT = {"code": "sandbox-lost", "boundary": "sandbox", "message": "It is gone.", "retryable": True}
ABSTAINED = {
    "outcome": "abstained",
    "reward": None,
    "masked": True,
    "fault": FAULT,
    "checks": [],
    "verifier": None,
}


def row(number: int) -> dict[str, Any]:
    id = f"task_{number:064x}"
    return {
        "id": id,
        "category": "search",
        "split": "train",
        "language": "en",
        "licence": "MIT",
        "preview": "",
    }


class StandIn:
    """`misbehave`: what the next requests meet, one each: `drop-before`, `drop-after`, or a status and headers."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str, str | None, Any]] = []
        self.executions: dict[str, int] = {}
        self.misbehave: list[Any] = []
        self.verdict: Any = ACCEPTED
        self.chunked = False
        self.connections = 0
        self._answers: dict[str, Any] = {}
        stand_in = self

        class Handler(_Handler):
            home = stand_in

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, method: str, path: str, key: str | None, body: Any) -> tuple[int, Any]:
        if method == "POST":
            if key is None:
                return 400, {
                    "title": "Bad request",
                    "detail": "no key",
                    "code": "no-key",
                    "hint": "Send a key.",
                }
            if key in self._answers:
                return 200, self._answers[key]
            self.executions[key] = self.executions.get(key, 0) + 1
        status, said = self._execute(method, path.removeprefix("/api/v1"), body)
        if method == "POST" and key is not None and status == 200:
            self._answers[key] = said
        return status, said

    def _execute(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        if method == "GET" and path.startswith("/tasks?"):
            start = int(path.split("after=")[1].split("&")[0]) if "after=" in path else 0
            size = int(path.split("limit=")[1].split("&")[0])
            rows = [row(number) for number in range(start, min(start + size, 450))]
            return 200, {"tasks": rows, "next": str(start + size) if start + size < 450 else None}
        if path == f"/tasks/{TASK}":
            return 200, {"id": TASK, "split": "train", "task": PUBLIC}
        if (method, path) == ("POST", "/episodes"):
            ids = [f"episode_{number:032x}" for number in range(body["n"])]
            episodes = [{"id": id, "mcp": f"/api/v1/episodes/{id}/mcp", "expiresAt": "2030"} for id in ids]
            return 200, {"group": "g", "task": {"id": TASK, "public": PUBLIC}, "episodes": episodes}
        if path.endswith("/calls"):
            return 200, {"text": json.dumps(body["arguments"]), "isError": False, "toolCallsLeft": 8}
        if path.endswith("/submit"):
            return 200, self.verdict
        if path == "/verify":
            return 200, {"verdicts": [self.verdict for _ in body["items"]]}
        if path.endswith(("/cancel", "/transcript")):
            return 200, {}
        problem = {
            "title": "Not found",
            "detail": "no such thing",
            "code": "x-unknown",
            "hint": "Look again.",
        }
        return 404, {**problem, "status": 404, "retryable": False, "place": None}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    home: ClassVar[StandIn]

    def setup(self) -> None:
        super().setup()
        self.home.connections += 1

    def log_message(self, *_: Any) -> None:
        pass

    def _handle(self) -> None:
        length = int(self.headers.get("content-length", 0))
        body = json.loads(self.rfile.read(length)) if length else None
        key = self.headers.get("idempotency-key")
        self.home.seen.append((self.command, self.path, key, body))
        how = self.home.misbehave.pop(0) if self.home.misbehave else None
        if isinstance(how, tuple):
            status, headers, said = how
            return self._answer(status, said, headers)
        if how == "drop-before":
            return self._drop()
        status, said = self.home.answer(self.command, self.path, key, body)
        if how == "drop-after":
            return self._drop()
        return self._answer(status, said, {})

    do_GET = do_POST = _handle

    def _drop(self) -> None:
        """With a reset, so that the client cannot take it for an empty answer."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def _answer(self, status: int, said: Any, headers: dict[str, str]) -> None:
        text = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json" if status < 400 else "application/problem+json")
        for name, value in headers.items():
            self.send_header(name, value)
        if self.home.chunked:
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            for start in range(0, len(text), 7):
                part = text[start : start + 7]
                self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
            self.wfile.write(b"0\r\n\r\n")
            return
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
