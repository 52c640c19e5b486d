"""Runs a world and its programs for tests: one JSON document in, one out. No sandbox: for our own programs only."""
import json
import sqlite3
import sys


class World:
    def __init__(self, program, rows):
        self.module = {"__name__": "world"}
        exec(compile(program, "world.py", "exec"), self.module)
        self.rows, self.db, self.log = rows, None, []
        self.reset()

    def reset(self):
        self.db, self.log = sqlite3.connect(":memory:"), []
        for statement in self.module["TABLES"].values():
            self.db.execute(statement)
        for table, rows in self.rows.items():
            for row in rows:
                marks = ", ".join("?" * len(row))
                self.db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
        self.db.commit()

    def call(self, tool, /, **arguments):
        self.log.append({"tool": tool, "arguments": arguments})
        if tool not in self.module["TOOLS"]:
            raise self.module["ToolError"](f"no tool {tool}")
        try:
            result = self.module["TOOLS"][tool](self.db, **arguments)
        except self.module["ToolError"]:
            self.db.rollback()
            raise
        self.db.commit()
        return json.loads(json.dumps(result))

    def snapshot(self):
        found = {}
        for table in self.module["TABLES"]:
            cursor = self.db.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, row)) for row in cursor.fetchall()]
        return found


def load(source):
    module = {"__name__": "program"}
    exec(compile(source, "program.py", "exec"), module)
    return module


def attempt(world, job):
    world.reset()
    try:
        answer = load(job["source"])["solve"](world)
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}", "calls": world.log}
    return {"answer": answer, "calls": world.log}


def replay(world, calls):
    world.reset()
    before, errors = world.snapshot(), []
    for call in calls:
        try:
            world.call(call["tool"], **call["arguments"])
        except world.module["ToolError"] as error:
            errors.append(str(error))
    return before, world.snapshot(), errors


def verify(world, job):
    submission = job["submission"]
    case = {"answer": submission["answer"], "data": job["data"]}
    if submission["kind"] == "state":
        case["before"], case["after"], errors = replay(world, submission["calls"])
        case["calls"] = submission["calls"]
    else:
        case["rows"], errors = world.rows, []
    return {"checks": load(job["program"])["verify"](case), "errors": errors}


def call(world, job):
    try:
        return {"result": world.call(job["tool"], **job["arguments"])}
    except world.module["ToolError"] as error:
        return {"toolError": str(error)}


def main():
    request = json.load(sys.stdin)
    world = World(request["program"], request["rows"])
    kinds = {"attempt": attempt, "verify": verify, "call": call}
    json.dump([kinds[job["kind"]](world, job) for job in request["jobs"]], sys.stdout)


main()
