"""Numbers, truth values, texts and dates as people write them: the twin of matchers/{rational,date,text}.ts.

Standard library only. Each reader gives None for what it cannot read; nothing here knows what is expected.
"""
import re
import unicodedata
from fractions import Fraction

NUMBER_DIGITS_MAX = 4000
NUMBER_EXPONENT_MAX = 400
TEXT_CHARACTERS_MAX = 2000
SAFE_INTEGER_MAX = 2**53 - 1


def is_text(given):
    return isinstance(given, str) and utf16_length(given) <= TEXT_CHARACTERS_MAX


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def exact_rational(given, unit=None):
    """Beyond 2^53 a JSON number has lost digits on its way in many a program: such values come as decimal text."""
    if is_number(given) and not abs(given) <= SAFE_INTEGER_MAX:
        return None
    return parse_rational(given, unit)


def parse_boolean(given):
    if isinstance(given, bool):
        return "true" if given else "false"
    if not is_text(given):
        return None
    return {"true": "true", "yes": "true", "false": "false", "no": "false"}.get(fold_text(given))


# Numbers as exact fractions of their decimal text

DECIMAL = re.compile(
    r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+|(?=\.[0-9]))(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,6}))?"
)
FRACTION = re.compile(r"([+-]?)([0-9]+) */ *([0-9]+)")


def parse_rational(given, unit=None):
    if is_number(given):
        try:
            # A JSON reader that knows only doubles sees the nearest double; its shortest decimal text is what counts.
            number = float(given)
        except OverflowError:
            return None
        return None if number != number or number in (float("inf"), float("-inf")) else parse_text(repr(number))
    if not isinstance(given, str):
        return None
    text = trim(given)
    if unit and text.endswith(unit):
        return parse_text(trim(text[: -len(unit)]))
    return parse_text(text)


def parse_text(raw):
    text = "-" + raw[1:] if raw.startswith("\u2212") else raw
    if utf16_length(text) > 2 * NUMBER_DIGITS_MAX:
        return None
    ratio = FRACTION.fullmatch(text)
    if ratio:
        sign, top, bottom = ratio.groups()
        if len(top) > NUMBER_DIGITS_MAX or len(bottom) > NUMBER_DIGITS_MAX or int(bottom) == 0:
            return None
        return Fraction(-int(top) if sign == "-" else int(top), int(bottom))
    found = DECIMAL.fullmatch(text)
    if not found:
        return None
    sign, whole, part, power = found.groups()
    part = part or ""
    digits = whole.replace(",", "") + part
    exponent = int(power or "0")
    if len(digits) > NUMBER_DIGITS_MAX or abs(exponent) > NUMBER_EXPONENT_MAX:
        return None
    magnitude = Fraction(int(digits)) * Fraction(10) ** (exponent - len(part))
    return -magnitude if sign == "-" else magnitude


def utf16_length(text):
    return len(text.encode("utf-16-be", "surrogatepass")) // 2


# Text and dates

SPACES = "".join(
    map(chr, [*range(0x09, 0x0E), *range(0x1C, 0x21), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029])
) + "\u202f\u205f\u3000\ufeff"
ANY_SPACES = re.compile(f"[{SPACES}]+")


def trim(text):
    return text.strip(SPACES)


def fold_text(text):
    folded = unicodedata.normalize("NFKC", text).upper().lower().replace("ς", "σ")
    return trim(ANY_SPACES.sub(" ", unicodedata.normalize("NFKC", folded)))


DATE = re.compile(
    r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?"
)


def parse_date(given):
    found = DATE.fullmatch(trim(given)) if isinstance(given, str) else None
    if not found:
        return None
    year, month, day = int(found[1]), int(found[3]), int(found[4])
    if year < 1 or not 1 <= month <= 12 or not 1 <= day <= days_in_month(year, month):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def days_in_month(year, month):
    leap = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
    return [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
