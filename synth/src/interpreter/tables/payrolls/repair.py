# Repairs a payroll table whose months each have at most one cell with two neighbouring digits exchanged, by trying every
# exchange in every cell of every month whose sums miss, and answers the questions. CASE is put above.
import csv
from fractions import Fraction


def read(path):
    with open(path, newline="") as file:
        return [
            {name: text if name == "month" else int(text) for name, text in row.items()}
            for row in csv.DictReader(file)
        ]


def sound(row):
    return all(row[total] == sum(row[part] for part in parts) for total, parts in CASE["sums"])


def exchanges(number):
    digits = str(number)
    for i in range(len(digits) - 1):
        other = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
        if other != digits and other[0] != "0":
            yield int(other)


def repairs(row):
    found = []
    for column in row:
        if column == "month":
            continue
        for candidate in exchanges(row[column]):
            if sound({**row, column: candidate}):
                found.append((column, candidate))
    return found


def rounded(value, places):
    """Half away from zero, exactly."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return float(Fraction(whole, 10**places)) * (1 if value >= 0 else -1)


def ask(question, rows):
    column = question["column"]
    about = question["about"]
    if about == "largest-fall":
        return max(
            ({"month": b["month"], "fall": a[column] - b[column]} for a, b in zip(rows, rows[1:])),
            key=lambda entry: entry["fall"],
        )
    if about == "year-mean":
        year = [row[column] for row in rows if row["month"][:4] == str(question["year"])]
        return rounded(Fraction(sum(year), len(year)), 2)
    if about == "falling-run":
        best = (0, None)
        for start in range(1, len(rows)):
            length = 0
            while start + length < len(rows) and rows[start + length][column] < rows[start + length - 1][column]:
                length += 1
            if length > best[0]:
                best = (length, rows[start]["month"])
        return {"first": best[1], "months": best[0]}
    shares = [(Fraction(row[column], row[question["of"]]), row["month"]) for row in rows]
    share, month = min(shares)
    return {"month": month, "percent": rounded(share * 100, 2)}


def looks_odd(rows, i, column):
    """Whether a value lies more than 4 % away from both neighbours."""
    near = [rows[j][column] for j in (i - 1, i + 1) if 0 <= j < len(rows)]
    return all(abs(rows[i][column] - other) > 0.04 * other for other in near)


def solve(tools):
    rows = read(CASE["file"])
    corrections = []
    for i, row in enumerate(rows):
        if CASE["method"] == "outliers":
            for column in [name for name in row if name != "month"]:
                if looks_odd(rows, i, column):
                    near = [c for c in exchanges(row[column]) if i == 0 or abs(c - rows[i - 1][column]) <= 0.03 * c]
                    if near:
                        corrections.append({"month": row["month"], "column": column, "value": near[0]})
                        row[column] = near[0]
            continue
        if sound(row):
            continue
        if CASE["method"] == "trust-parts":
            for total, parts in reversed(CASE["sums"]):
                value = sum(row[part] for part in parts)
                if row[total] != value:
                    corrections.append({"month": row["month"], "column": total, "value": value})
                    row[total] = value
            continue
        ((column, value),) = repairs(row)
        corrections.append({"month": row["month"], "column": column, "value": value})
        row[column] = value
    answer = {"corrections": corrections}
    for question in CASE["asks"]:
        answer[question["field"]] = ask(question, rows)
    return answer
