# Reads over several tables. The prelude of the compiled module (rows, one) is in scope.

_GIVES_TO = {"O": ("O", "A", "B", "AB"), "A": ("A", "AB"), "B": ("B", "AB"), "AB": ("AB",)}


def get_recipient(db: sqlite3.Connection, recipient_id: str) -> dict:
    """One recipient with unacceptable antigens and registered donors."""
    found = one(db, "recipient", "SELECT * FROM recipients WHERE recipient_id = ?", recipient_id)
    found = _truths([found], ("cmv_positive", "accepts_cmv", "accepts_three_way"))[0]
    antigens = rows(db, "SELECT antigen FROM unacceptable_antigens WHERE recipient_id = ? ORDER BY antigen", recipient_id)
    found["unacceptable_antigens"] = [row["antigen"] for row in antigens]
    donors = rows(db, "SELECT donor_id, status FROM donors WHERE recipient_id = ? ORDER BY donor_id", recipient_id)
    found["donors"] = donors
    return found


def get_donor(db: sqlite3.Connection, donor_id: str) -> dict:
    """One donor with antigens and days of unavailability."""
    found = _truths([one(db, "donor", "SELECT * FROM donors WHERE donor_id = ?", donor_id)], ("cmv_positive",))[0]
    antigens = rows(db, "SELECT antigen FROM donor_antigens WHERE donor_id = ? ORDER BY antigen", donor_id)
    found["antigens"] = [row["antigen"] for row in antigens]
    found["unavailable"] = rows(db, "SELECT first_day, last_day FROM unavailability WHERE donor_id = ? ORDER BY first_day", donor_id)
    return found


def screen_donors(db: sqlite3.Connection, recipient_id: str) -> dict:
    """Active donors of others who pass blood group and antigens for a recipient; nothing else is looked at."""
    recipient = one(db, "recipient", "SELECT blood_group FROM recipients WHERE recipient_id = ?", recipient_id)
    sql = (
        "SELECT donor_id, recipient_id AS registered_for, centre_id, born_on, blood_group, cmv_positive FROM donors "
        "WHERE status = 'active' AND COALESCE(recipient_id, '') <> ? AND NOT EXISTS (SELECT 1 FROM donor_antigens "
        "JOIN unacceptable_antigens USING (antigen) WHERE donor_antigens.donor_id = donors.donor_id "
        "AND unacceptable_antigens.recipient_id = ?) ORDER BY donor_id"
    )
    found = rows(db, sql, recipient_id, recipient_id)
    passed = [row for row in found if recipient["blood_group"] in _GIVES_TO[row["blood_group"]]]
    return {"recipient_id": recipient_id, "donors": _truths(passed, ("cmv_positive",))}
