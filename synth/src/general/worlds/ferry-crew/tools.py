# Reads over several tables. The prelude of the compiled module (rows, one) is in scope.


def get_crew_file(db: sqlite3.Connection, crew_id: str) -> dict:
    """One crew member with certificates, vessel sign-offs and leave entries, oldest first."""
    member = one(db, "crew member", "SELECT * FROM crew WHERE crew_id = ?", crew_id)
    member["certificates"] = rows(
        db,
        "SELECT certificate_id, kind, valid_from, valid_until FROM certificates WHERE crew_id = ? ORDER BY kind, valid_from",
        crew_id,
    )
    member["familiarisations"] = rows(
        db, "SELECT vessel_id, signed_off_on FROM familiarisations WHERE crew_id = ? ORDER BY vessel_id", crew_id
    )
    member["leave"] = rows(
        db, "SELECT leave_id, kind, status, first_day, last_day FROM leave WHERE crew_id = ? ORDER BY first_day", crew_id
    )
    return member


def get_duty(db: sqlite3.Connection, duty_id: str) -> dict:
    """One duty with the crew of the published roster."""
    duty = one(db, "duty", "SELECT * FROM duties WHERE duty_id = ?", duty_id)
    duty["crew"] = rows(
        db,
        "SELECT position, crew_id, name, rank FROM assignments JOIN crew USING (crew_id) WHERE duty_id = ? ORDER BY position",
        duty_id,
    )
    return duty
