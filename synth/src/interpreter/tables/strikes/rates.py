# Crude and standardised damage shares from the two files, by SQL. CASE is put above.
import csv
import sqlite3


def load(db, table, path):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    names = ", ".join(f'"{name}"' for name in rows[0])
    db.execute(f"CREATE TABLE {table} ({names})")
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows[1:])


QUERY = """
WITH last AS (
  SELECT id, damage FROM reports AS r
  WHERE CAST(revision AS INTEGER) = (SELECT MAX(CAST(revision AS INTEGER)) FROM reports WHERE id = r.id)
), counted AS (
  SELECT canon(s.{group}) AS name, s.{stratum} AS stratum, l.damage IN ({hits}) AS hit
  FROM strikes AS s {join} last AS l ON l.id = s.id
), cells AS (
  SELECT name, stratum, COUNT(*) AS n, SUM(hit) AS bad FROM counted GROUP BY name, stratum
), enough AS (
  SELECT name FROM cells WHERE n >= {least} GROUP BY name
  HAVING COUNT(*) = (SELECT COUNT(DISTINCT stratum) FROM counted)
), weights AS (
  SELECT stratum, SUM(n) * 1.0 / (SELECT SUM(n) FROM cells WHERE name IN enough) AS weight
  FROM cells WHERE name IN enough GROUP BY stratum
)
SELECT name, SUM(n), SUM(bad) * 100.0 / SUM(n), SUM(bad * 100.0 / n * weight)
FROM cells JOIN weights USING (stratum) WHERE name IN enough GROUP BY name ORDER BY name
"""


def solve(tools):
    db = sqlite3.connect(":memory:")
    load(db, "strikes", "strikes.csv")
    load(db, "reports", "reports.csv")
    db.execute("CREATE INDEX reports_id ON reports (id)")
    db.create_function("canon", 1, lambda text: " ".join(text.split()).upper() if CASE["canon"] else text)
    query = QUERY.format(
        group=CASE["group"],
        stratum=CASE["stratum"],
        least=CASE["least"],
        hits=", ".join(f"'{name}'" for name in CASE["hits"]),
        join="LEFT JOIN" if CASE["keep_unreported"] else "JOIN",
    )
    return [
        {"group": name, "strikes": strikes, "crude": round(crude, 2), "standardised": round(standard, 2)}
        for name, strikes, crude, standard in db.execute(query)
    ]
