# Dates as the records of archives have them: 14 March 2013.
from datetime import date, timedelta

MONTHS = "January February March April May June July August September October November December".split()
DATE = r"\d{1,2} (?:%s) \d{4}" % "|".join(MONTHS)


def day(text):
    """The first date in a text."""
    d, m, y = re.search(r"\b(\d{1,2}) (%s) (\d{4})\b" % "|".join(MONTHS), text).groups()
    return date(int(y), MONTHS.index(m) + 1, int(d))
