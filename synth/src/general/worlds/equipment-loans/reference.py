# After the prelude and the constants that the family writes: REQUEST (what the request says), PATTERNS (clause wordings).
# Reads the policy and the records through the tools, works every loan out from them, and acts.
from decimal import Decimal, ROUND_HALF_UP


def pounds(text_or_number):
    return Decimal(str(text_or_number)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


class Store:
    def __init__(self, tools):
        self.tools = tools
        self.today = tools.call("get_today")["today"]
        policy = sections(tools, "list_policy_sections", "read_policy_section")
        self.has = lambda clause: clause in PATTERNS
        self.value = lambda clause, name: value_of(policy, PATTERNS[clause], name)
        self.count = lambda clause, name: number(self.value(clause, name))
        self.closed = {closure["day"] for closure in pages(tools, "list_closures")}
        self.waiting = {case["loan_id"] for case in pages(tools, "list_cases", status="open")}
        self.models, self.borrowers, self.away = {}, {}, {}

    def is_open(self, date):
        return datetime.date.fromisoformat(date).weekday() < 5 and date not in self.closed

    def model(self, model_id):
        if model_id not in self.models:
            self.models[model_id] = self.tools.call("get_model", model_id=model_id)
        return self.models[model_id]

    def borrower(self, borrower_id):
        if borrower_id not in self.borrowers:
            self.borrowers[borrower_id] = self.tools.call("get_borrower", borrower_id=borrower_id)
        return self.borrowers[borrower_id]

    def absences(self, borrower_id):
        if not self.has("absence"):
            return []
        if borrower_id not in self.away:
            every = pages(self.tools, "list_absences", borrower_id=borrower_id)
            self.away[borrower_id] = [(a["first_day"], a["last_day"]) for a in every if a["status"] == "approved"]
        return self.away[borrower_id]

    def days_late(self, loan):
        away = self.absences(loan["borrower_id"])
        after = [plus_days(loan["due_on"], step) for step in range(1, days_between(loan["due_on"], self.today) + 1)]
        return sum(self.is_open(date) and not any(a <= date <= b for a, b in away) for date in after)

    def free_of_charge(self, loan):
        return self.has("staff") and self.borrower(loan["borrower_id"])["kind"] == "staff"

    def notices(self, loan):
        return pages(self.tools, "list_notices", loan_id=loan["loan_id"])

    def charges(self, loan):
        return pages(self.tools, "list_charges", loan_id=loan["loan_id"])

    def fees_standing(self, loan):
        standing = (c for c in self.charges(loan) if c["kind"] == "late_fee" and c["status"] != "waived")
        return sum((pounds(charge["amount"]) for charge in standing), Decimal(0))

    def late_fee(self, loan):
        days = self.days_late(loan)
        if days < self.count("fee-from", "days") or self.free_of_charge(loan):
            return Decimal(0)
        reminded = any(n["kind"] == "reminder" and n["sent_on"] < self.today for n in self.notices(loan))
        if self.has("reminder-first") and not reminded:
            return Decimal(0)
        model = self.model(loan["model_id"])
        group = "imaging" if model["category"] in ("camera", "lens") else "other"
        old = self.has("old-rate") and loan["out_on"] < iso(self.value("old-rate", "date"))
        fee = pounds(self.value("old-rate" if old else "fee-from", group)) * days
        if self.has("cap"):
            fee = min(fee, pounds(Decimal(str(model["replacement_value"])) * self.count("cap", "percent") / 100))
        return fee

    def end_of_near(self, clause):
        date, left = self.today, self.count(clause, "near")
        while left > 0:
            date = plus_days(date, 1)
            left -= self.is_open(date)
        return date

    def wanted(self, loan, clause):
        span = {"starting_from": plus_days(self.today, 1), "starting_to": self.end_of_near(clause)}
        place = {"model_id": loan["model_id"], "store_id": loan["store_id"], "status": "waiting"}
        found = pages(self.tools, "list_reservations", **place, **span)
        return sorted(found, key=lambda r: (r["from_day"], int(r["reservation_id"][1:])))

    def blocked(self, borrower_id):
        every = pages(self.tools, "list_blocks", borrower_id=borrower_id)
        return next((block for block in every if block["lifted_on"] is None), None)

    def charge(self, loan, kind, amount):
        if amount > 0:
            self.tools.call("add_charge", loan_id=loan["loan_id"], kind=kind, amount=float(amount))

    def notify_once(self, loan, kind, notices):
        if all(notice["kind"] != kind for notice in notices):
            self.tools.call("send_notice", loan_id=loan["loan_id"], kind=kind)

    def refer(self, loan, kind):
        self.tools.call("open_case", loan_id=loan["loan_id"], kind=kind)

    def valuable(self, loan):
        value = pounds(self.model(loan["model_id"])["replacement_value"])
        return self.has("high-value") and value > pounds(self.value("high-value", "amount"))


def overdue_run(store):
    yesterday = plus_days(store.today, -1)
    for loan in pages(store.tools, "list_loans", store_id=REQUEST["store"], state="out", due_to=yesterday):
        days = store.days_late(loan)
        if days == 0 or loan["loan_id"] in store.waiting:
            continue
        given_up = days >= store.count("lost", "days")
        wants_block = days >= store.count("block", "days") or needed_for_class(store, loan, days)
        if given_up and store.valuable(loan):
            store.refer(loan, "high_value")
        elif given_up:
            owed = pounds(store.model(loan["model_id"])["replacement_value"]) - store.fees_standing(loan)
            store.tools.call("declare_lost", loan_id=loan["loan_id"])
            store.charge(loan, "replacement", Decimal(0) if store.free_of_charge(loan) else owed)
        else:
            notices, fee = store.notices(loan), store.late_fee(loan)
            if store.fees_standing(loan) == 0:
                store.charge(loan, "late_fee", fee)
            store.notify_once(loan, "reminder", notices)
            if days >= store.count("block", "days"):
                store.notify_once(loan, "final_notice", notices)
        if wants_block and not store.blocked(loan["borrower_id"]):
            if store.has("on-leave") and store.borrower(loan["borrower_id"])["status"] == "on_leave":
                store.refer(loan, "welfare")
            else:
                store.tools.call("block_borrower", borrower_id=loan["borrower_id"])


def needed_for_class(store, loan, days):
    if not store.has("teaching") or days < store.count("fee-from", "days"):
        return False
    place = {"model_id": loan["model_id"], "store_id": loan["store_id"]}
    if pages(store.tools, "list_items", status="available", **place):
        return False
    return any(wish["purpose"] == "teaching" for wish in store.wanted(loan, "teaching"))


def take_back(store):
    back, borrowers = [], []
    for tag, condition in REQUEST["items"]:
        loan = next(loan for loan in pages(store.tools, "list_loans", tag=tag) if loan["state"] in ("out", "lost"))
        fee, charges, untouched = store.late_fee(loan), store.charges(loan), loan["loan_id"] in store.waiting
        store.tools.call("record_return", loan_id=loan["loan_id"], condition=condition)
        back.append(loan["loan_id"])
        borrowers.append(loan["borrower_id"])
        if not untouched:
            settle(store, loan, condition, fee, charges)
        if condition == "good":
            wishes = store.wanted(loan, "hold")
            classes = [wish for wish in wishes if wish["purpose"] == "teaching"] if store.has("teaching") else []
            for wish in (classes or wishes)[:1]:
                store.tools.call("allot_reservation", reservation_id=wish["reservation_id"], tag=tag)
    for borrower_id in dict.fromkeys(borrowers):
        block = store.blocked(borrower_id)
        if block and block["reason"] == "overdue":
            still_out = pages(store.tools, "list_loans", borrower_id=borrower_id, state="out")
            if all(store.days_late(loan) == 0 for loan in still_out):
                store.tools.call("lift_block", block_id=block["block_id"])


def settle(store, loan, condition, fee, charges):
    for charge in charges:
        if charge["kind"] == "replacement" and charge["status"] == "open":
            store.tools.call("waive_charge", charge_id=charge["charge_id"])
        elif charge["kind"] == "replacement" and charge["status"] == "paid":
            store.refer(loan, "refund")
    store.charge(loan, "late_fee", fee - store.fees_standing(loan))
    if condition == "damaged":
        value = Decimal(str(store.model(loan["model_id"])["replacement_value"]))
        if store.valuable(loan):
            store.refer(loan, "high_value")
        elif not store.free_of_charge(loan):
            store.charge(loan, "repair", pounds(value * store.count("damage", "percent") / 100))


def clear_leaver(store, name):
    person = next(b for b in pages(store.tools, "find_borrowers", query=name) if b["name"] == name)
    decision = leaver_decision(store, person)
    store.tools.call("decide_clearance", borrower_id=person["borrower_id"], decision=decision)
    block = store.blocked(person["borrower_id"]) if decision == "granted" else None
    if block and block["reason"] == "overdue":
        store.tools.call("lift_block", block_id=block["block_id"])


def leaver_decision(store, person):
    """Does everything but record the decision, and returns it."""
    if store.has("leaver-on-leave") and person["status"] == "on_leave":
        return "referred"
    borrower_id, leaving = person["borrower_id"], REQUEST["leaving"]
    for wish in pages(store.tools, "list_reservations", borrower_id=borrower_id, status="waiting"):
        if wish["from_day"] > leaving:
            store.tools.call("cancel_reservation", reservation_id=wish["reservation_id"])
    loans = pages(store.tools, "list_loans", borrower_id=borrower_id)
    if any(loan["loan_id"] in store.waiting for loan in loans):
        return "referred"
    owed = pages(store.tools, "list_charges", borrower_id=borrower_id, status="open")
    out = [loan for loan in loans if loan["state"] == "out"]
    for loan in out:
        if store.days_late(loan) > 0:
            store.notify_once(loan, "final_notice", store.notices(loan))
            if store.fees_standing(loan) == 0:
                store.charge(loan, "late_fee", store.late_fee(loan))
        elif loan["due_on"] > leaving:
            store.tools.call("set_due_date", loan_id=loan["loan_id"], due_on=leaving)
            store.tools.call("send_notice", loan_id=loan["loan_id"], kind="recall")
    if out:
        return "withheld"
    total = sum((pounds(charge["amount"]) for charge in owed), Decimal(0))
    forgivable = store.has("small-balance") and all(charge["kind"] != "replacement" for charge in owed)
    if owed and not (forgivable and total <= pounds(store.value("small-balance", "amount"))):
        return "withheld"
    for charge in owed:
        store.tools.call("waive_charge", charge_id=charge["charge_id"])
    return "granted"


def solve(tools):
    store = Store(tools)
    if REQUEST["kind"] == "overdue":
        overdue_run(store)
    elif REQUEST["kind"] == "returns":
        take_back(store)
    else:
        for name in REQUEST["names"]:
            clear_leaver(store, name)
    return {"summary": "Done as the lending policy has it."}
