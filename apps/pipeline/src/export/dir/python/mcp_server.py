"""The tools of this task as an MCP server over standard input and output (JSON-RPC 2.0, a message a line).

    python3 mcp_server.py --submission submission.json

`submit_result` writes the submission that `verify.py` judges. Standard library only; see `tools.py` for what it protects.
"""
import argparse
import json
import sys

from tools import Tools

PROTOCOL_VERSIONS = ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")
SUBMIT = {
    "name": "submit_result",
    "description": "Hands in the answer. The last call counts.",
    "inputSchema": {"type": "object", "properties": {"answer": {}}, "required": ["answer"], "additionalProperties": False},
}


class ProtocolError(Exception):
    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class Server:
    def __init__(self, tools, submission_path, answer_path=None):
        self._tools = tools
        self._submission_path = submission_path
        self._answer_path = answer_path

    def handle(self, message):
        """The reply, or None for a notification."""
        if not isinstance(message, dict) or not isinstance(message.get("method"), str):
            return failure(None, -32600, "Expected a JSON-RPC 2.0 request.")
        if "id" not in message:
            return None
        try:
            result = self._dispatch(message["method"], message.get("params") or {})
        except ProtocolError as error:
            return failure(message["id"], error.code, str(error))
        return {"jsonrpc": "2.0", "id": message["id"], "result": result}

    def _dispatch(self, method, params):
        if method == "initialize":
            wanted = params.get("protocolVersion")
            return {
                "protocolVersion": wanted if wanted in PROTOCOL_VERSIONS else PROTOCOL_VERSIONS[0],
                "capabilities": {"tools": {}},
                "serverInfo": {"name": "touchstone-task", "version": "1"},
                "instructions": self._tools.task["instruction"],
            }
        if method == "ping":
            return {}
        if method == "tools/list":
            return {"tools": [*self._tools.list(), SUBMIT]}
        if method == "tools/call":
            return self._call(params.get("name"), params.get("arguments") or {})
        raise ProtocolError(-32601, f"There is no method {method}.")

    def _call(self, name, arguments):
        if not isinstance(name, str) or not isinstance(arguments, dict):
            raise ProtocolError(-32602, "Expected a tool's name and its arguments as an object.")
        if name == "submit_result":
            text, is_error = self._submit(arguments)
        else:
            text, is_error = self._tools.call_text(name, arguments)
        return {"content": [{"type": "text", "text": text}], "isError": is_error}

    def _submit(self, arguments):
        if set(arguments) != {"answer"}:
            return "Expected exactly one argument, answer.", True
        if self._answer_path is not None:
            write_json(self._answer_path, arguments["answer"])
        else:
            write_json(self._submission_path, self._tools.submission(arguments["answer"]))
        return "Received.", False


def write_json(path, value):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file)


def failure(number, code, message):
    return {"jsonrpc": "2.0", "id": number, "error": {"code": code, "message": message}}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--submission", default="submission.json", help="where submit_result writes")
    parser.add_argument("--answer", help="write only the answer, here, and no submission")
    parser.add_argument("--files", help="a folder to work in, in place of a copy of the task's files")
    parser.add_argument("--calls", help="a file that keeps the calls, for other processes that go on with the same world")
    arguments = parser.parse_args()
    with Tools(files=arguments.files, calls=arguments.calls) as tools:
        server = Server(tools, arguments.submission, arguments.answer)
        for line in sys.stdin:
            try:
                reply = server.handle(json.loads(line))
            except ValueError:
                reply = failure(None, -32700, "The line is not JSON.")
            if reply is not None:
                print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
