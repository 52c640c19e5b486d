"""Judges the final state of a traceability system against the facts that the recall procedure asks for (`data`).

Looks at rows before and after, never at the order of calls, at ids of new rows, at notes' wording, at the log or at the
summary. Every fact asked for must be there (criterion of its group), and no other effect may be (`<group>-only`,
`nothing-else`). `case` is {"answer", "before", "after", "calls", "data"}.
"""
from collections import Counter

KEYS = {
    "clock": ["now"], "products": ["product_id"], "materials": ["material_id"], "suppliers": ["supplier_id"],
    "intakes": ["intake_id"], "lines": ["line_id"], "lots": ["lot_id"], "runs": ["run_id"], "run_inputs": ["run_id", "intake_id"],
    "rework": ["rework_id"], "sanitations": ["sanitation_id"], "inspections": ["inspection_id"], "samples": ["sample_id"],
    "customers": ["customer_id"], "shipments": ["shipment_id"], "shipment_lines": ["shipment_id", "lot_id"],
    "stock": ["pallet_id"], "credits": ["credit_id"], "holds": ["hold_id"], "hold_notes": ["note_id"],
    "incidents": ["incident_id"], "incident_lots": ["incident_id", "lot_id"], "notices": ["notice_id"],
    "notice_lots": ["notice_id", "lot_id"], "escalations": ["incident_id"], "authority_reports": ["incident_id", "country"],
    "procedure_sections": ["section"],
}
FREE = {"incident_log"}


def by_key(rows, table):
    return {tuple(row[name] for name in KEYS[table]): row for row in rows.get(table, [])}


def effects(before, after, incident):
    """What changed, as facts by group, and what no group names."""
    groups, other = {}, []
    named = {}
    for row in after.get("notice_lots", []):
        named.setdefault(row["notice_id"], []).append(row["lot_id"])

    def note(group, fact):
        groups.setdefault(group, []).append(fact)

    def added(table, row):
        if row.get("incident_id", incident) != incident:
            other.append(f"{table}: something was added for {row['incident_id']}")
        elif table == "incident_lots":
            note("lots", row["lot_id"])
        elif table == "holds":
            note("holds", row["lot_id"])
        elif table == "hold_notes":
            note("hold-notes", row["hold_id"])
        elif table == "notices":
            note("notices", f"{row['customer_id']} {row['kind']}: {' '.join(sorted(named.get(row['notice_id'], [])))}")
        elif table == "credits":
            note("credits", f"{row['shipment_id']} {row['lot_id']} {row['amount']:.2f} {row['status']}")
        elif table == "escalations":
            note("escalation", "crisis team")
        elif table == "authority_reports":
            note("reports", row["country"])
        elif table != "notice_lots":
            other.append(f"{table}: a row was added")

    for table in KEYS:
        old, new = by_key(before, table), by_key(after, table)
        other += [f"{table} {' '.join(map(str, key))} removed" for key in old if key not in new]
        for key, row in new.items():
            if key not in old:
                added(table, row)
            elif row != old[key]:
                changed = sorted(name for name in row if row[name] != old[key][name])
                if table == "shipments" and changed == ["status"] and row["status"] in ("stopped", "intercepted"):
                    note("stops" if row["status"] == "stopped" else "intercepts", row["shipment_id"])
                else:
                    other.append(f"{table}: {', '.join(changed)} of {' '.join(map(str, key))} changed")
    other += [f"{table}: unknown table" for table in after if table not in KEYS and table not in FREE]
    return groups, other


def verify(case):
    data = case["data"]
    groups, other = effects(case["before"], case["after"], data["incident"])
    checks = []
    for group, facts in data["expected"].items():
        expected, found = Counter(facts), Counter(groups.get(group, []))
        missing, extra = sorted((expected - found).elements()), sorted((found - expected).elements())
        checks.append([group, not missing, f"missing: {', '.join(missing)}" if missing else f"{len(facts)} as asked"])
        if group in data["strict"]:
            checks.append([f"{group}-only", not extra, f"not asked for: {', '.join(extra)}" if extra else "nothing beyond"])
    checks.append(["nothing-else", not other, "; ".join(other[:20]) or "nothing else changed"])
    return checks
