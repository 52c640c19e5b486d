# After the prelude and the constants that the family writes: INCIDENT (what the message says), PATTERNS (clause wordings),
# SKIP (clauses that a careless variant overlooks). Reads everything through the tools, decides of each lot by asking
# backwards which lots were worked into it, then acts.


class Procedure:
    def __init__(self, tools):
        self.document = sections(tools, "list_procedure_sections", "read_procedure_section")
        self.clauses = {name for name, pattern in PATTERNS.items() if name not in SKIP and self.says(pattern)}

    def says(self, pattern):
        return any(re.search(pattern, body) for _title, body in self.document.values())

    def __contains__(self, clause):
        return clause in self.clauses

    def value(self, clause, name):
        return number(value_of(self.document, PATTERNS[clause], name))


class Tracing:
    """Which lots are affected."""

    def __init__(self, tools, procedure):
        self.tools, self.procedure = tools, procedure
        self.products = {row["product_id"]: row for row in pages(tools, "list_products")}
        self.product_of = {row["lot_id"]: row["product_id"] for row in pages(tools, "list_lots")}
        self.taken = {}
        for slip in pages(tools, "list_rework"):
            self.taken.setdefault(slip["into_lot_id"], []).append(slip["from_lot_id"])
        self.known = {}
        self.direct = self.reached()

    def lots(self):
        if "rework" not in self.procedure:
            return sorted(self.direct)
        if "rework-chain" not in self.procedure:
            one_step = {lot for lot, givers in self.taken.items() if self.direct & set(givers) and not self.spared(lot)}
            return sorted(self.direct | one_step)
        return sorted(lot for lot in set(self.taken) | self.direct if self.affected(lot))

    def affected(self, lot):
        if lot not in self.known:
            self.known[lot] = lot in self.direct or (
                not self.spared(lot) and any(self.affected(giver) for giver in self.taken.get(lot, []))
            )
        return self.known[lot]

    def spared(self, lot):
        product = self.products[self.product_of[lot]]
        if INCIDENT["kind"] == "carry-over" and "declared" in self.procedure:
            return INCIDENT["allergen"] in product["declared_allergens"].split(", ")
        organism = INCIDENT["kind"] == "finding" or INCIDENT.get("organism") is True
        return organism and "cooked" in self.procedure and product["cooked_in_pack"]

    def reached(self):
        kind = INCIDENT["kind"]
        if kind == "ingredient":
            found = self.by_ingredient()
        elif kind == "fragment":
            found = self.since_inspection()
        elif kind == "carry-over":
            found = self.after_allergen()
        else:
            found = self.around_finding()
        return {lot for lot in found if lot == INCIDENT.get("lot") or not self.spared(lot)}

    def by_ingredient(self):
        filters = {"supplier_batch": INCIDENT["batch"]}
        if "same-batch" in self.procedure:
            material = next(row for row in pages(self.tools, "find_material", query=INCIDENT["material"]) if row["name"] == INCIDENT["material"])
            supplier = next(row for row in pages(self.tools, "find_supplier", query=INCIDENT["supplier"]) if row["name"] == INCIDENT["supplier"])
            filters.update(material_id=material["material_id"], supplier_id=supplier["supplier_id"])
        lots = set()
        for intake in pages(self.tools, "list_intakes", **filters):
            for used in pages(self.tools, "list_run_inputs", intake_id=intake["intake_id"]):
                runs = self.run_lots()
                lots.add(runs[used["run_id"]])
        return lots

    def run_lots(self):
        if not hasattr(self, "lot_of_run"):
            self.lot_of_run = {run["run_id"]: run["lot_id"] for run in pages(self.tools, "list_runs")}
        return self.lot_of_run

    def since_inspection(self):
        counts = ("passed",) if "passed-only" in self.procedure else ("passed", "part_done", "not_done")
        seen = pages(self.tools, "list_inspections", line_id=INCIDENT["line"], to_time=INCIDENT["at"])
        last = max((row["inspected_at"] for row in seen if row["result"] in counts), default="0")
        runs = pages(self.tools, "list_runs", line_id=INCIDENT["line"], started_to=INCIDENT["at"])
        return {run["lot_id"] for run in runs if last <= run["started_at"] < INCIDENT["at"]}

    def between_cleanings(self, line, moment):
        """Runs on a line between the cleanings before and after a moment."""
        sheets = [
            sheet
            for sheet in pages(self.tools, "list_sanitations", line_id=line)
            if (sheet["kind"] == "full" or "full-only" not in self.procedure)
            and (sheet["status"] == "completed" or "completed-only" not in self.procedure)
        ]
        since = max((sheet["ended_at"] for sheet in sheets if sheet["ended_at"] <= moment), default="0")
        until = min((sheet["started_at"] for sheet in sheets if sheet["started_at"] >= moment), default="9")
        return [run for run in pages(self.tools, "list_runs", line_id=line) if since <= run["started_at"] < until]

    def after_allergen(self):
        lot, line = INCIDENT["lot"], INCIDENT["line"]
        first = min(run["started_at"] for run in self.tools.call("get_lot", lot_id=lot)["runs"] if run["line_id"] == line)
        runs = self.between_cleanings(line, first)
        carrying = [run["started_at"] for run in runs if INCIDENT["allergen"] in self.products[run["product_id"]]["declared_allergens"].split(", ")]
        return {run["lot_id"] for run in runs if carrying and run["started_at"] > min(carrying)}

    def around_finding(self):
        lot = INCIDENT["lot"]
        if "line" in SKIP:
            return {lot}
        found = set()
        runs = self.tools.call("get_lot", lot_id=lot)["runs"]
        for line in {run["line_id"] for run in runs}:
            first = min(run["started_at"] for run in runs if run["line_id"] == line)
            for run in self.between_cleanings(line, first):
                if "back" in self.procedure or run["started_at"] >= first:
                    found.add(run["lot_id"])
        if "cleared" in self.procedure:
            tests = pages(self.tools, "list_samples", organism=INCIDENT["organism"], result="not_detected")
            found -= {test["lot_id"] for test in tests}
        return found | {lot}


def act_on_stock(tools, procedure, lot):
    file = tools.call("get_lot", lot_id=lot)
    if file["cases_in_stock"] == 0:
        return
    holds = [hold for hold in file["holds"] if hold["released_on"] is None]
    if holds and "second-hold" in procedure:
        tools.call("add_hold_note", hold_id=holds[0]["hold_id"], text=f"Also affected by {INCIDENT['id']}.")
    else:
        tools.call("place_hold", lot_id=lot, reason=INCIDENT["id"])


def halt(tools, shipments):
    acts = {"planned": "stop_shipment", "in_transit": "intercept_shipment"}
    for shipment, status in sorted({(row["shipment_id"], row["status"]) for row in shipments}):
        if status in acts:
            tools.call(acts[status], shipment_id=shipment)


def tell(tools, procedure, deliveries, customers):
    """Sends the notices, or escalates; True if it was escalated."""
    known = set()
    if "told-already" in procedure:
        for lot in sorted({row["lot_id"] for row in deliveries}):
            known |= {(row["customer_id"], lot) for row in pages(tools, "list_notices", lot_id=lot)}
    lots_of = {}
    for row in deliveries:
        if (row["customer_id"], row["lot_id"]) not in known:
            lots_of.setdefault(row["customer_id"], set()).add(row["lot_id"])
    gentle = ("hospital", "care_home", "nursery") if "vulnerable" in procedure else ()
    written = [customer for customer in lots_of if customers[customer]["kind"] not in gentle]
    escalated = "escalate" in procedure and len(written) > procedure.value("escalate", "customers")
    if escalated:
        tools.call("escalate_incident", incident_id=INCIDENT["id"], reason=f"{len(written)} customers to be told.")
    for customer, lots in sorted(lots_of.items()):
        if customer in written and escalated:
            continue
        tools.call(
            "send_notice",
            incident_id=INCIDENT["id"],
            customer_id=customer,
            kind="written" if customer in written else "phone",
            lot_ids=sorted(lots),
            message="Please take these lots off sale and keep them for collection.",
        )
    return escalated


def credit(tools, procedure, deliveries):
    for row in deliveries:
        shipment, lot = row["shipment_id"], row["lot_id"]
        cases = row["cases_accepted"] if "accepted" in procedure else row["cases"]
        pence = cases * round(row["price_per_case"] * 100)
        if "net-credit" in procedure:
            pence -= sum(round(earlier["amount"] * 100) for earlier in pages(tools, "list_credits", shipment_id=shipment, lot_id=lot))
        if pence <= 0:
            continue
        waits = "approval" in procedure and pence > 100 * procedure.value("approval", "pounds")
        tools.call("issue_credit", shipment_id=shipment, lot_id=lot, amount=pence / 100, status="for_approval" if waits else "issued")


def solve(tools):
    procedure = Procedure(tools)
    today = tools.call("get_time")["now"][:10]
    lots = Tracing(tools, procedure).lots()
    for lot in lots:
        tools.call("add_lot_to_incident", incident_id=INCIDENT["id"], lot_id=lot)
        act_on_stock(tools, procedure, lot)
    use_by = {row["lot_id"]: row["use_by"] for row in pages(tools, "list_lots")}
    shipped = [row for lot in lots for row in pages(tools, "list_shipped_lots", lot_id=lot)]
    halt(tools, shipped)
    limit = plus_days(today, -procedure.value("expired", "days")) if "expired" in procedure else "0"
    deliveries = [row for row in shipped if row["status"] == "delivered" and use_by[row["lot_id"]] >= limit]
    customers = {row["customer_id"]: row for row in pages(tools, "list_customers")}
    escalated = tell(tools, procedure, deliveries, customers)
    if "authority" in procedure:
        for country in sorted({customers[row["customer_id"]]["country"] for row in deliveries} - {"United Kingdom"}):
            tools.call("report_to_authority", incident_id=INCIDENT["id"], country=country)
    if not (escalated and "credits-wait" in procedure):
        credit(tools, procedure, deliveries)
    return {"summary": f"{len(lots)} lots affected; procedure carried out for {INCIDENT['id']}."}
