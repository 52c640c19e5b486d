# Acts of the traceability system. Each checks what the system cannot allow, then writes; the procedure is the user's business.
# The prelude of the compiled module (ToolError, rows, one, next_id) is in scope.


def _today(db: sqlite3.Connection) -> str:
    return db.execute("SELECT now FROM clock").fetchone()[0][:10]


def _incident(db: sqlite3.Connection, incident_id: str) -> dict:
    incident = one(db, "incident", "SELECT * FROM incidents WHERE incident_id = ?", incident_id)
    if incident["status"] != "open":
        raise ToolError(f"incident {incident_id} is {incident['status']}")
    return incident


def _lot(db: sqlite3.Connection, lot_id: str) -> dict:
    return one(db, "lot", "SELECT * FROM lots WHERE lot_id = ?", lot_id)


def _shipment(db: sqlite3.Connection, shipment_id: str) -> dict:
    return one(db, "shipment", "SELECT * FROM shipments WHERE shipment_id = ?", shipment_id)


def get_time(db: sqlite3.Connection) -> dict:
    """The date and time of the system."""
    return {"now": db.execute("SELECT now FROM clock").fetchone()[0]}


def get_lot(db: sqlite3.Connection, lot_id: str) -> dict:
    """One lot with its product, its runs, cases in stock and its holds."""
    lot = one(db, "lot", "SELECT lot_id, product_id, name, made_on, use_by, cases FROM lots JOIN products USING (product_id) WHERE lot_id = ?", lot_id)
    lot["runs"] = rows(db, "SELECT run_id, line_id, started_at, ended_at, cases FROM runs WHERE lot_id = ? ORDER BY started_at", lot_id)
    lot["cases_in_stock"] = db.execute("SELECT COALESCE(SUM(cases), 0) FROM stock WHERE lot_id = ?", (lot_id,)).fetchone()[0]
    lot["holds"] = rows(db, "SELECT hold_id, reason, opened_on, released_on FROM holds WHERE lot_id = ? ORDER BY hold_id", lot_id)
    return lot


def add_lot_to_incident(db: sqlite3.Connection, incident_id: str, lot_id: str) -> dict:
    """Record a lot as affected; refused when it is recorded already."""
    _incident(db, incident_id)
    _lot(db, lot_id)
    if rows(db, "SELECT 1 FROM incident_lots WHERE incident_id = ? AND lot_id = ?", incident_id, lot_id):
        raise ToolError(f"lot {lot_id} is recorded for {incident_id} already")
    db.execute("INSERT INTO incident_lots VALUES (?, ?)", (incident_id, lot_id))
    return {"incident_id": incident_id, "lot_id": lot_id}


def remove_lot_from_incident(db: sqlite3.Connection, incident_id: str, lot_id: str) -> dict:
    """Take a lot off an open incident."""
    _incident(db, incident_id)
    if not rows(db, "SELECT 1 FROM incident_lots WHERE incident_id = ? AND lot_id = ?", incident_id, lot_id):
        raise ToolError(f"lot {lot_id} is not recorded for {incident_id}")
    db.execute("DELETE FROM incident_lots WHERE incident_id = ? AND lot_id = ?", (incident_id, lot_id))
    return {"incident_id": incident_id, "lot_id": lot_id, "removed": True}


def place_hold(db: sqlite3.Connection, lot_id: str, reason: str) -> dict:
    """Put all stock of a lot on hold; refused for a lot without stock."""
    _lot(db, lot_id)
    if not rows(db, "SELECT 1 FROM stock WHERE lot_id = ?", lot_id):
        raise ToolError(f"lot {lot_id} has no stock to hold")
    hold_id = next_id(db, "holds", "hold_id", "H")
    db.execute("INSERT INTO holds VALUES (?, ?, ?, ?, NULL)", (hold_id, lot_id, reason, _today(db)))
    return {"hold_id": hold_id, "lot_id": lot_id}


def add_hold_note(db: sqlite3.Connection, hold_id: str, text: str) -> dict:
    """Write a note on a hold that is not released."""
    hold = one(db, "hold", "SELECT * FROM holds WHERE hold_id = ?", hold_id)
    if hold["released_on"] is not None:
        raise ToolError(f"hold {hold_id} was released on {hold['released_on']}")
    note_id = next_id(db, "hold_notes", "note_id", "HN")
    db.execute("INSERT INTO hold_notes VALUES (?, ?, ?, ?)", (note_id, hold_id, text, _today(db)))
    return {"note_id": note_id, "hold_id": hold_id}


def stop_shipment(db: sqlite3.Connection, shipment_id: str) -> dict:
    """Stop a shipment that has not left."""
    shipment = _shipment(db, shipment_id)
    if shipment["status"] != "planned":
        raise ToolError(f"shipment {shipment_id} is {shipment['status']}, not planned")
    db.execute("UPDATE shipments SET status = 'stopped' WHERE shipment_id = ?", (shipment_id,))
    return {"shipment_id": shipment_id, "status": "stopped"}


def intercept_shipment(db: sqlite3.Connection, shipment_id: str) -> dict:
    """Have the carrier bring back a shipment that is under way."""
    shipment = _shipment(db, shipment_id)
    if shipment["status"] != "in_transit":
        raise ToolError(f"shipment {shipment_id} is {shipment['status']}, not in transit")
    db.execute("UPDATE shipments SET status = 'intercepted' WHERE shipment_id = ?", (shipment_id,))
    return {"shipment_id": shipment_id, "status": "intercepted"}


def send_notice(db: sqlite3.Connection, incident_id: str, customer_id: str, kind: str, lot_ids: list, message: str) -> dict:
    """Tell a customer about lots; the notice goes out at once and cannot be taken back."""
    _incident(db, incident_id)
    one(db, "customer", "SELECT * FROM customers WHERE customer_id = ?", customer_id)
    named = sorted(set(lot_ids))
    for lot_id in named:
        _lot(db, lot_id)
    notice_id = next_id(db, "notices", "notice_id", "N")
    db.execute("INSERT INTO notices VALUES (?, ?, ?, ?, ?, ?)", (notice_id, incident_id, customer_id, kind, _today(db), message))
    db.executemany("INSERT INTO notice_lots VALUES (?, ?)", [(notice_id, lot_id) for lot_id in named])
    return {"notice_id": notice_id, "customer_id": customer_id, "kind": kind, "lot_ids": named}


def issue_credit(db: sqlite3.Connection, shipment_id: str, lot_id: str, amount: float, status: str) -> dict:
    """Credit a customer for a lot on a shipment; refused for fractions of a penny and above the invoiced value."""
    line = one(db, "shipment line", "SELECT * FROM shipment_lines WHERE shipment_id = ? AND lot_id = ?", shipment_id, lot_id)
    if abs(amount * 100 - round(amount * 100)) > 1e-6:
        raise ToolError(f"amount: at most two decimals, got {amount}")
    if amount > line["cases"] * line["price_per_case"] + 0.005:
        raise ToolError(f"amount: {amount} is more than the invoiced value of the line")
    credit_id = next_id(db, "credits", "credit_id", "CR")
    values = (credit_id, shipment_id, lot_id, round(amount, 2), status, _today(db), "incident")
    db.execute("INSERT INTO credits VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    return {"credit_id": credit_id, "shipment_id": shipment_id, "lot_id": lot_id, "amount": round(amount, 2), "status": status}


def escalate_incident(db: sqlite3.Connection, incident_id: str, reason: str) -> dict:
    """Hand an incident to the crisis team; refused when it has it already."""
    _incident(db, incident_id)
    if rows(db, "SELECT 1 FROM escalations WHERE incident_id = ?", incident_id):
        raise ToolError(f"incident {incident_id} is with the crisis team already")
    db.execute("INSERT INTO escalations VALUES (?, ?, ?)", (incident_id, reason, _today(db)))
    return {"incident_id": incident_id, "escalated": True}


def report_to_authority(db: sqlite3.Connection, incident_id: str, country: str) -> dict:
    """Report deliveries to a country to the food authority; refused when that country is reported already."""
    _incident(db, incident_id)
    if not rows(db, "SELECT 1 FROM customers WHERE country = ?", country):
        raise ToolError(f"no customer in {country}")
    if rows(db, "SELECT 1 FROM authority_reports WHERE incident_id = ? AND country = ?", incident_id, country):
        raise ToolError(f"{country} is reported for {incident_id} already")
    db.execute("INSERT INTO authority_reports VALUES (?, ?, ?)", (incident_id, country, _today(db)))
    return {"incident_id": incident_id, "country": country}


def add_log_entry(db: sqlite3.Connection, incident_id: str, text: str) -> dict:
    """Write into the log of an open incident; it changes nothing else."""
    _incident(db, incident_id)
    entry_id = next_id(db, "incident_log", "entry_id", "G")
    db.execute("INSERT INTO incident_log VALUES (?, ?, ?, ?)", (entry_id, incident_id, text, _today(db)))
    return {"entry_id": entry_id}
