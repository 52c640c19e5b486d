"""Judges the final state of the lending system against the facts that the policy asks for (`data`).

Looks at rows before and after, never at the order of calls, at ids of new rows, at notes or at the summary. Every fact
asked for must be there (criterion of its group), and no other effect may be (`<group>-only`, `nothing-else`).
`case` is {"answer", "before", "after", "calls", "data"}.
"""
from collections import Counter

KEYS = {
    "stores": ["store_id"], "models": ["model_id"], "items": ["tag"], "borrowers": ["borrower_id"], "loans": ["loan_id"],
    "notices": ["notice_id"], "charges": ["charge_id"], "blocks": ["block_id"], "cases": ["case_id"],
    "absences": ["absence_id"], "reservations": ["reservation_id"], "closures": ["day"], "clearances": ["borrower_id"],
    "clock": ["today"], "policy_sections": ["section"],
}


def by_key(rows, table):
    return {tuple(row[name] for name in KEYS[table]): row for row in rows.get(table, [])}


class Effects:
    """What changed, as facts by group; a change that no group names is `other`."""

    def __init__(self, before, after):
        self.before, self.after = before, after
        self.groups, self.other = {}, []
        self.moved, self.explained = {}, {}
        for table in KEYS:
            old, new = by_key(before, table), by_key(after, table)
            self.other += [f"{table} {key} removed" for key in old if key not in new]
            for key, row in new.items():
                if key not in old:
                    self.added(table, row)
                elif row != old[key]:
                    self.changed(table, old[key], row)
        for tag, status in self.moved.items():
            if self.explained.get(tag) != status:
                self.other.append(f"item {tag} became {status}")

    def note(self, group, fact):
        self.groups.setdefault(group, []).append(fact)

    def added(self, table, row):
        if table == "notices":
            self.note("notices", f"{row['loan_id']} {row['kind']}")
        elif table == "charges":
            self.note("charges", f"{row['loan_id']} {row['kind']} {row['amount']:.2f}")
        elif table == "blocks":
            self.note("blocks", f"{row['borrower_id']} blocked")
        elif table == "cases":
            self.note("cases", f"{row['loan_id']} {row['kind']}")
        elif table == "clearances":
            self.note("clearances", f"{row['borrower_id']} {row['decision']}")
        else:
            self.other.append(f"{table}: a row was added")

    def changed(self, table, old, new):
        columns = sorted(name for name in new if new[name] != old[name])
        if table == "items" and columns == ["status"]:
            self.moved[new["tag"]] = new["status"]
        elif table == "charges" and new["status"] == "waived" and columns == ["status"]:
            self.note("waivers", new["charge_id"])
        elif table == "blocks" and columns == ["lifted_on"]:
            self.note("blocks", f"{new['block_id']} lifted")
        elif table == "loans":
            self.loan(old, new, columns)
        elif table == "reservations" and new["status"] == "ready":
            self.note("reservations", f"{new['reservation_id']} ready {new['tag']}")
            self.explained[new["tag"]] = "held"
        elif table == "reservations" and new["status"] == "cancelled" and columns == ["status"]:
            self.note("reservations", f"{new['reservation_id']} cancelled")
        else:
            self.other.append(f"{table}: {', '.join(columns)} of {new[KEYS[table][0]]} changed")

    def loan(self, old, new, columns):
        if "due_on" in columns:
            self.note("due-dates", f"{new['loan_id']} {new['due_on']}")
        if new["state"] == old["state"]:
            return
        if new["state"] == "lost":
            self.note("losses", new["loan_id"])
            self.explained.setdefault(new["tag"], "lost")
        elif new["state"] == "returned":
            status = next(item["status"] for item in self.after["items"] if item["tag"] == new["tag"])
            self.note("returns", f"{new['loan_id']} {new['condition']}")
            self.explained.setdefault(new["tag"], status if status in ("available", "in_repair") else "held")


def verify(case):
    data = case["data"]
    effects = Effects(case["before"], case["after"])
    checks = []
    for group in data["groups"]:
        expected, found = Counter(data["expected"][group]), Counter(effects.groups.get(group, []))
        missing, extra = sorted((expected - found).elements()), sorted((found - expected).elements())
        checks.append([group, not missing, f"missing: {', '.join(missing)}" if missing else f"{sum(expected.values())} as asked"])
        checks.append([f"{group}-only", not extra, f"not asked for: {', '.join(extra)}" if extra else "nothing beyond"])
    strange = effects.other + [f"{group}: {fact}" for group, facts in effects.groups.items() if group not in data["groups"] for fact in facts]
    checks.append(["nothing-else", not strange, "; ".join(strange[:20]) or "nothing else changed"])
    return checks
