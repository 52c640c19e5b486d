"""Test only: an OpenAI-compatible endpoint that streams. It calls a tool first and then hands in a given answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class FakeModel:
    """`answers`: by the beginning of a task's instruction, what is handed in for it, as JSON. Otherwise: nothing."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        model = self
        self.answers = answers

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: Any) -> None:
                pass

            def do_GET(self) -> None:
                self._json({"object": "list", "data": [{"id": "fake", "object": "model"}]})

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))) or b"{}")
                self._stream(model.reply(body.get("messages", [])))

            def _json(self, value: Any) -> None:
                text = json.dumps(value).encode()
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def _stream(self, message: dict[str, Any]) -> None:
                self.send_response(200)
                self.send_header("content-type", "text/event-stream")
                self.end_headers()
                reason = "tool_calls" if "tool_calls" in message else "stop"
                usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
                for choice in (
                    {"delta": message, "index": 0, "finish_reason": None},
                    {"delta": {}, "index": 0, "finish_reason": reason},
                ):
                    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "fake"}
                    data = json.dumps({**chunk, "choices": [choice], "usage": usage})
                    self.wfile.write(f"data: {data}\n\n".encode())
                self.wfile.write(b"data: [DONE]\n\n")

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def reply(self, messages: list[dict[str, Any]]) -> dict[str, Any]:
        asked = json.dumps([message for message in messages if message.get("role") == "user"])
        answered = [message for message in messages if message.get("role") == "tool"]
        answer = next(
            (said for begin, said in self.answers.items() if json.dumps(begin)[1:-1] in asked), None
        )
        if answer is None or answered:
            return {"role": "assistant", "content": "Done."}
        function = {"name": "submit_result", "arguments": json.dumps({"answer": answer})}
        call = {"index": 0, "id": "call_1", "type": "function", "function": function}
        return {"role": "assistant", "content": None, "tool_calls": [call]}
