"""A world behind its tools: an in-memory SQLite database, reached by calls over a channel (see channel.py).

argv: the world program (a Python module with TABLES and TOOLS), then the rows as JSON {table: [{column: value}]}.
Every call runs in a savepoint and is rolled back when it fails. Does not know which calls an agent may make, nor why.
"""
import json
import signal
import sqlite3
import sys
import time
import traceback

SAVEPOINT = "touchstone_call"
# Between two checks of the clock inside SQLite; some milliseconds of work.
PROGRESS_STEPS = 100_000


class CallTimeout(BaseException):
    """Derived from BaseException so that `except Exception` in a tool does not swallow it."""


class Unusable(Exception):
    """The world cannot be served: the message says what is wrong with it."""


class Connection(sqlite3.Connection):
    """What tools get: the call's savepoint is the only transaction, so committing is left to the server."""

    def commit(self):
        pass

    def rollback(self):
        raise sqlite3.OperationalError("a tool cannot roll back: raise ToolError and the call is undone")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False


class World:
    def __init__(self, source, rows):
        try:
            self._code = compile(source, "world.py", "exec")
        except SyntaxError as error:
            raise Unusable(f"{type(error).__name__}: {error.msg} (world.py, line {error.lineno})")
        except ValueError as error:
            raise Unusable(str(error))
        self._run_program()
        self._pristine = sqlite3.connect(":memory:", isolation_level=None)
        fill(self._pristine, self._tables, rows)
        self._connect()

    def another(self):
        """A session of its own over the same program and first rows; neither sees what the other does."""
        other = World.__new__(World)
        other._code, other._pristine = self._code, self._pristine
        other._run_program()
        other._connect()
        return other

    def close(self):
        self._db.close()

    def close_all(self):
        self.close()
        self._pristine.close()

    def _run_program(self):
        namespace = {"__name__": "world"}
        try:
            exec(self._code, namespace)
        except BaseException as error:
            raise Unusable("the program raised " + describe(error))
        tables, tools = namespace.get("TABLES"), namespace.get("TOOLS")
        if not isinstance(tables, dict) or not all(isinstance(text, str) for text in tables.values()):
            raise Unusable("the program defines no TABLES: dict[str, str]")
        if not isinstance(tools, dict) or not all(callable(tool) for tool in tools.values()):
            raise Unusable("the program defines no TOOLS: dict[str, Callable]")
        tool_error = namespace.get("ToolError", ())
        is_class = isinstance(tool_error, type) and issubclass(tool_error, Exception)
        self._tables, self.tools, self._tool_error = tables, tools, tool_error if is_class else ()

    def _connect(self):
        self._ours = True
        self._deadline = None
        self._db = sqlite3.connect(":memory:", isolation_level=None, factory=Connection)
        self._pristine.backup(self._db)
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.set_authorizer(self._authorize)
        self._db.set_progress_handler(lambda: int(self._late()), PROGRESS_STEPS)

    def _authorize(self, action, first, second, _database, _trigger):
        """Tools may not end the call's savepoint, nor reach another database."""
        if action in (sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH):
            return sqlite3.SQLITE_DENY
        if action == sqlite3.SQLITE_SAVEPOINT and second == SAVEPOINT and not self._ours:
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK

    def _late(self):
        return self._deadline is not None and time.process_time() > self._deadline

    def reset(self):
        self._db.close()
        self._run_program()
        self._connect()

    def call(self, name, arguments, limits):
        """The reply {text, isError} of one call, its effects kept or undone as a whole."""
        self._transaction(f"SAVEPOINT {SAVEPOINT}")
        try:
            with Deadline(self, limits["cpuSeconds"]):
                result = self.tools[name](self._db, **arguments)
                text = json.dumps(result, ensure_ascii=False, allow_nan=False)
            if len(text) > limits["replyBytes"]:
                raise TooLarge(f"the reply has {len(text)} characters, more than {limits['replyBytes']}: ask for less")
        except BaseException as error:
            self._transaction(f"ROLLBACK TO {SAVEPOINT}")
            self._transaction(f"RELEASE {SAVEPOINT}")
            return {"text": self._explain(error, limits), "isError": True}
        try:
            # Deferred foreign keys are checked here.
            self._transaction(f"RELEASE {SAVEPOINT}")
        except sqlite3.Error as error:
            self._transaction(f"ROLLBACK TO {SAVEPOINT}")
            self._transaction(f"RELEASE {SAVEPOINT}")
            return {"text": "internal error: " + describe(error), "isError": True}
        return {"text": printable(text), "isError": False}

    def _transaction(self, statement):
        self._ours = True
        try:
            self._db.execute(statement)
        finally:
            self._ours = False

    def _explain(self, error, limits):
        if isinstance(error, (self._tool_error, TooLarge)):
            return printable(str(error))[: limits["replyBytes"]]
        if isinstance(error, CallTimeout) or self._interrupted(error):
            return f"internal error: the call took more than {limits['cpuSeconds']} CPU seconds and was undone"
        return "internal error: " + describe(error)[: limits["replyBytes"]]

    def _interrupted(self, error):
        return isinstance(error, sqlite3.OperationalError) and str(error) == "interrupted"

    def snapshot(self):
        """All rows of the program's tables, each table in primary-key order."""
        return {table: self._rows(table) for table in sorted(self._tables)}

    def _rows(self, table):
        name = quoted(table)
        columns = self._db.execute(f"PRAGMA table_info({name})").fetchall()
        keys = [column[1] for column in sorted(columns, key=lambda column: column[5]) if column[5] > 0]
        order = ", ".join(map(quoted, keys)) if keys else "rowid"
        cursor = self._db.execute(f"SELECT * FROM {name} ORDER BY {order}")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row)) for row in cursor]


class TooLarge(Exception):
    pass


class Deadline:
    """Interrupts a tool that computes for too long: SQLite by its progress handler, Python by a signal where there is one."""

    def __init__(self, world, seconds):
        self._world, self._seconds = world, seconds

    def __enter__(self):
        self._world._deadline = time.process_time() + self._seconds
        if hasattr(signal, "setitimer") and hasattr(signal, "ITIMER_PROF"):
            signal.signal(signal.SIGPROF, self._interrupt)
            signal.setitimer(signal.ITIMER_PROF, self._seconds)

    def _interrupt(self, *_):
        raise CallTimeout()

    def __exit__(self, *_):
        self._world._deadline = None
        if hasattr(signal, "setitimer") and hasattr(signal, "ITIMER_PROF"):
            signal.setitimer(signal.ITIMER_PROF, 0)
        return False


def fill(db, tables, rows):
    for statement in tables.values():
        try:
            db.execute(statement)
        except sqlite3.Error as error:
            raise Unusable(f"TABLES cannot be created: {error} in {statement[:200]!r}")
    created = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in tables:
        if table not in created:
            raise Unusable(f"TABLES[{table!r}] does not create a table of that name")
    db.execute("BEGIN")
    for table, records in rows.items():
        if table not in tables:
            raise Unusable(f"there are rows for {table!r}, which is not in TABLES")
        insert(db, table, records)
    db.execute("COMMIT")
    broken = db.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise Unusable(f"row {broken[1]} of {broken[0]!r} refers to a row of {broken[2]!r} that is not there")


def insert(db, table, records):
    """Runs of rows with the same columns go in together: 50,000 rows in a fraction of a second."""
    start = 0
    while start < len(records):
        columns = list(records[start])
        end = start
        while end < len(records) and list(records[end]) == columns:
            end += 1
        names, marks = ", ".join(map(quoted, columns)), ", ".join("?" * len(columns))
        values = ([record[column] for column in columns] for record in records[start:end])
        statement = f"INSERT INTO {quoted(table)} ({names}) VALUES ({marks})" if columns else (
            f"INSERT INTO {quoted(table)} DEFAULT VALUES")
        try:
            db.executemany(statement, values)
        except (sqlite3.Error, OverflowError, TypeError) as error:
            raise Unusable(f"rows {start} to {end - 1} of {table!r} cannot be inserted: {error}")
        start = end


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def describe(error):
    """The exception, and where in the world program it was raised; no path of this machine."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "world.py"]
    place = f" (world.py, line {lines[-1]})" if lines else ""
    return printable(f"{type(error).__name__}: {error}"[:2000] + place)


def printable(text):
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def serve(channel, program_path, rows_path):
    with open(program_path, encoding="utf-8") as program, open(rows_path, encoding="utf-8") as rows:
        source, first = program.read(), json.load(rows)
    try:
        world = World(source, first)
    except Unusable as error:
        channel.send({"unusable": str(error)})
        return
    channel.send({"tools": sorted(world.tools)})
    while (message := channel.receive()) is not None:
        if message["do"] == "call":
            channel.send(world.call(message["tool"], message["arguments"], message["limits"]))
        elif message["do"] == "snapshot":
            channel.send({"rows": world.snapshot()})
        elif message["do"] == "reset":
            world.reset()
            channel.send({"done": True})


if len(sys.argv) == 3:
    serve(Channel(), sys.argv[1], sys.argv[2])
