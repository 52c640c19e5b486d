# Acts of the lending system. Each checks what the system cannot allow, then writes; the policy is the desk's business.
# The prelude of the compiled module (ToolError, rows, one, next_id) is in scope.


def _today(db: sqlite3.Connection) -> str:
    return db.execute("SELECT today FROM clock").fetchone()[0]


def _loan(db: sqlite3.Connection, loan_id: str) -> dict:
    return one(db, "loan", "SELECT * FROM loans WHERE loan_id = ?", loan_id)


def get_today(db: sqlite3.Connection) -> dict:
    """The date of the system."""
    return {"today": _today(db)}


def send_notice(db: sqlite3.Connection, loan_id: str, kind: str) -> dict:
    """Record and send a notice; refused for a returned loan."""
    if _loan(db, loan_id)["state"] == "returned":
        raise ToolError(f"loan {loan_id} is returned; there is nothing to send")
    notice_id = next_id(db, "notices", "notice_id", "N")
    db.execute("INSERT INTO notices VALUES (?, ?, ?, ?)", (notice_id, loan_id, kind, _today(db)))
    return {"notice_id": notice_id, "loan_id": loan_id, "kind": kind}


def add_charge(db: sqlite3.Connection, loan_id: str, kind: str, amount: float) -> dict:
    """Add an open charge; refused for fractions of a penny."""
    _loan(db, loan_id)
    if abs(amount * 100 - round(amount * 100)) > 1e-6:
        raise ToolError(f"amount: at most two decimals, got {amount}")
    charge_id = next_id(db, "charges", "charge_id", "X")
    values = (charge_id, loan_id, kind, round(amount, 2), "open", _today(db))
    db.execute("INSERT INTO charges VALUES (?, ?, ?, ?, ?, ?)", values)
    return {"charge_id": charge_id, "loan_id": loan_id, "kind": kind, "amount": round(amount, 2)}


def waive_charge(db: sqlite3.Connection, charge_id: str) -> dict:
    """Waive a charge; refused unless it is open."""
    charge = one(db, "charge", "SELECT * FROM charges WHERE charge_id = ?", charge_id)
    if charge["status"] != "open":
        raise ToolError(f"charge {charge_id} is {charge['status']}, not open")
    db.execute("UPDATE charges SET status = 'waived' WHERE charge_id = ?", (charge_id,))
    return {"charge_id": charge_id, "status": "waived"}


def block_borrower(db: sqlite3.Connection, borrower_id: str) -> dict:
    """Block a borrower; refused while a block is active."""
    one(db, "borrower", "SELECT * FROM borrowers WHERE borrower_id = ?", borrower_id)
    if rows(db, "SELECT 1 FROM blocks WHERE borrower_id = ? AND lifted_on IS NULL", borrower_id):
        raise ToolError(f"borrower {borrower_id} is blocked already")
    block_id = next_id(db, "blocks", "block_id", "Q")
    db.execute("INSERT INTO blocks VALUES (?, ?, 'overdue', ?, NULL)", (block_id, borrower_id, _today(db)))
    return {"block_id": block_id, "borrower_id": borrower_id}


def lift_block(db: sqlite3.Connection, block_id: str) -> dict:
    """Lift a block; refused unless it is active."""
    block = one(db, "block", "SELECT * FROM blocks WHERE block_id = ?", block_id)
    if block["lifted_on"] is not None:
        raise ToolError(f"block {block_id} was lifted on {block['lifted_on']}")
    db.execute("UPDATE blocks SET lifted_on = ? WHERE block_id = ?", (_today(db), block_id))
    return {"block_id": block_id, "lifted_on": _today(db)}


def declare_lost(db: sqlite3.Connection, loan_id: str) -> dict:
    """Make loan and item lost; refused unless the loan is out."""
    loan = _loan(db, loan_id)
    if loan["state"] != "out":
        raise ToolError(f"loan {loan_id} is {loan['state']}, not out")
    db.execute("UPDATE loans SET state = 'lost' WHERE loan_id = ?", (loan_id,))
    db.execute("UPDATE items SET status = 'lost' WHERE tag = ?", (loan["tag"],))
    return {"loan_id": loan_id, "state": "lost"}


def open_case(db: sqlite3.Connection, loan_id: str, kind: str) -> dict:
    """Open a case for the stores manager."""
    _loan(db, loan_id)
    case_id = next_id(db, "cases", "case_id", "K")
    db.execute("INSERT INTO cases VALUES (?, ?, ?, ?, 'open')", (case_id, loan_id, kind, _today(db)))
    return {"case_id": case_id, "loan_id": loan_id, "kind": kind}


def record_return(db: sqlite3.Connection, loan_id: str, condition: str) -> dict:
    """Close a loan that is out or lost, note the condition and move the item."""
    loan = _loan(db, loan_id)
    if loan["state"] == "returned":
        raise ToolError(f"loan {loan_id} was returned on {loan['returned_on']}")
    status = "available" if condition == "good" else "in_repair"
    db.execute("UPDATE loans SET state = 'returned', returned_on = ?, condition = ? WHERE loan_id = ?", (_today(db), condition, loan_id))
    db.execute("UPDATE items SET status = ? WHERE tag = ?", (status, loan["tag"]))
    return {"loan_id": loan_id, "tag": loan["tag"], "item_status": status}


def allot_reservation(db: sqlite3.Connection, reservation_id: str, tag: str) -> dict:
    """Hold an item for a reservation; refused unless the one waits, the other is available and they match."""
    wish = one(db, "reservation", "SELECT * FROM reservations WHERE reservation_id = ?", reservation_id)
    item = one(db, "item", "SELECT * FROM items WHERE tag = ?", tag)
    if wish["status"] != "waiting":
        raise ToolError(f"reservation {reservation_id} is {wish['status']}, not waiting")
    if item["status"] != "available":
        raise ToolError(f"item {tag} is {item['status']}, not available")
    if (item["model_id"], item["store_id"]) != (wish["model_id"], wish["store_id"]):
        raise ToolError(f"reservation {reservation_id} is for {wish['model_id']} at {wish['store_id']}")
    db.execute("UPDATE reservations SET status = 'ready', tag = ? WHERE reservation_id = ?", (tag, reservation_id))
    db.execute("UPDATE items SET status = 'held' WHERE tag = ?", (tag,))
    return {"reservation_id": reservation_id, "status": "ready", "tag": tag}


def cancel_reservation(db: sqlite3.Connection, reservation_id: str) -> dict:
    """Cancel a reservation; refused once it is collected or cancelled."""
    wish = one(db, "reservation", "SELECT * FROM reservations WHERE reservation_id = ?", reservation_id)
    if wish["status"] not in ("waiting", "ready"):
        raise ToolError(f"reservation {reservation_id} is {wish['status']}")
    if wish["tag"] is not None:
        db.execute("UPDATE items SET status = 'available' WHERE tag = ?", (wish["tag"],))
    db.execute("UPDATE reservations SET status = 'cancelled', tag = NULL WHERE reservation_id = ?", (reservation_id,))
    return {"reservation_id": reservation_id, "status": "cancelled"}


def set_due_date(db: sqlite3.Connection, loan_id: str, due_on: str) -> dict:
    """Move a due date; refused for the past and for loans that are not out."""
    loan = _loan(db, loan_id)
    if loan["state"] != "out":
        raise ToolError(f"loan {loan_id} is {loan['state']}, not out")
    if due_on < _today(db):
        raise ToolError(f"due_on: {due_on} is in the past")
    db.execute("UPDATE loans SET due_on = ? WHERE loan_id = ?", (due_on, loan_id))
    return {"loan_id": loan_id, "due_on": due_on}


def decide_clearance(db: sqlite3.Connection, borrower_id: str, decision: str) -> dict:
    """Record a decision about a leaver."""
    one(db, "borrower", "SELECT * FROM borrowers WHERE borrower_id = ?", borrower_id)
    db.execute("INSERT OR REPLACE INTO clearances VALUES (?, ?, ?)", (borrower_id, decision, _today(db)))
    return {"borrower_id": borrower_id, "decision": decision}


def add_note(db: sqlite3.Connection, borrower_id: str, text: str) -> dict:
    """Write a note; it changes nothing else."""
    one(db, "borrower", "SELECT * FROM borrowers WHERE borrower_id = ?", borrower_id)
    note_id = next_id(db, "notes", "note_id", "Z")
    db.execute("INSERT INTO notes VALUES (?, ?, ?, ?)", (note_id, borrower_id, text, _today(db)))
    return {"note_id": note_id}
