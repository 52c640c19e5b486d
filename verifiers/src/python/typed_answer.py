"""Typed answers compared by type: the twin of matchers/*.ts, for a verifier that has Python and nothing else.

Standard library only, CPython 3.11 and later. A conformance test runs generated cases through both and demands the same
acceptance and the same paths. Lenient in form, strict in value; all numbers are compared as exact fractions.

    accepted, mismatches = match(answer_type, expected, alternatives, given)

A mismatch is (path, detail, malformed). `ExpectedFault` means that the expected value itself is unusable.
"""
import hashlib
import re
import unicodedata
from fractions import Fraction

NUMBER_DIGITS_MAX = 4000
NUMBER_EXPONENT_MAX = 400
TEXT_CHARACTERS_MAX = 2000
EXPRESSION_CHARACTERS_MAX = 4000
EXPRESSION_DEGREE_MAX = 4096
EXPRESSION_TOKENS_MAX = 800
EXPRESSION_DEPTH_MAX = 50
INEXACT_SET_ELEMENTS_MAX = 300
CITATIONS_MAX = 200
MISMATCHES_LISTED_MAX = 20
SAFE_INTEGER_MAX = 2**53 - 1


class ExpectedFault(Exception):
    """The secret half is unusable; never the submission's doing."""


def match(answer_type, expected, alternatives, given):
    """Whether the answer is right, and what is wrong with it when it is not."""
    mismatches = compare(answer_type, expected, given, "$")
    if not mismatches:
        return True, []
    if any(not compare(answer_type, other, given, "$") for other in alternatives):
        return True, []
    return False, mismatches


# Composite types


def compare(answer_type, expected, given, path):
    kind = answer_type["kind"]
    if kind == "citations":
        return compare_citations(expected, given, path)
    if kind == "set":
        return compare_unordered(answer_type["of"], expected, given, path)
    if kind == "list":
        return compare_ordered(answer_type["of"], expected, given, path)
    if kind == "record":
        return compare_record(answer_type["fields"], expected, given, path)
    if kind == "table":
        row = {"kind": "record", "fields": answer_type["columns"]}
        ordered = answer_type["ordered"]
        return (compare_ordered if ordered else compare_unordered)(row, expected, given, path)
    mismatch = compare_scalar(answer_type, expected, given, path)
    return [mismatch] if mismatch else []


def malformed(path, detail):
    return (path, detail, True)


def unequal(path, detail):
    return (path, detail, False)


def compare_ordered(of, expected, given, path):
    if not isinstance(expected, list):
        raise ExpectedFault(path)
    if not isinstance(given, list):
        return [malformed(path, "expected a list")]
    if len(given) != len(expected):
        return [unequal(path, "not the expected number of elements")]
    mismatches = []
    for index, element in enumerate(expected):
        mismatches += compare(of, element, given[index], f"{path}[{index}]")
    return mismatches[:MISMATCHES_LISTED_MAX]


def compare_unordered(of, expected, given, path):
    if not isinstance(expected, list):
        raise ExpectedFault(path)
    if not isinstance(given, list):
        return [malformed(path, "expected a list")]
    if len(given) != len(expected):
        return [unequal(path, "not the expected number of elements")]
    wanted = [exact_key(of, element) for element in expected]
    if all(key is not None for key in wanted):
        matched = count_equal_keys(wanted, [exact_key(of, element) for element in given])
    else:
        if len(expected) > INEXACT_SET_ELEMENTS_MAX:
            raise ExpectedFault(path)
        edges = [
            [j for j, candidate in enumerate(given) if not compare(of, element, candidate, path)]
            for element in expected
        ]
        matched = perfect_matching(edges)
    if matched == len(expected):
        return []
    for index, element in enumerate(given):
        if not has_type(of, element):
            return [malformed(f"{path}[{index}]", "does not have the type of an element")]
    return [unequal(path, f"{len(expected) - matched} of {len(expected)} elements are wrong")]


def count_equal_keys(wanted, given):
    left = {}
    for key in wanted:
        left[key] = left.get(key, 0) + 1
    matched = 0
    for key in given:
        if key is not None and left.get(key, 0) > 0:
            left[key] -= 1
            matched += 1
    return matched


def perfect_matching(edges):
    left_of = {}

    def augment(left, seen):
        for right in edges[left]:
            if right in seen:
                continue
            seen.add(right)
            if right not in left_of or augment(left_of[right], seen):
                left_of[right] = left
                return True
        return False

    return sum(augment(left, set()) for left in range(len(edges)))


def compare_record(fields, expected, given, path):
    if not isinstance(expected, dict):
        raise ExpectedFault(path)
    if not isinstance(given, dict):
        return [malformed(path, "expected an object")]
    mismatches = []
    for name in sorted(given, key=lambda name: name.encode("utf-16-be", "surrogatepass")):
        if name not in fields:
            mismatches.append(malformed(f"{path}.{name[:40]}", "no such field is asked for"))
    for name, field in fields.items():
        if name not in expected:
            raise ExpectedFault(f"{path}.{name}")
        if name not in given:
            mismatches.append(malformed(f"{path}.{name}", "is missing"))
        else:
            mismatches += compare(field, expected[name], given[name], f"{path}.{name}")
    return mismatches[:MISMATCHES_LISTED_MAX]


def compare_citations(expected, given, path):
    required = documents_of(expected, "required", path)
    permitted = documents_of(expected, "permitted", path)
    if not is_citations(given):
        return [malformed(path, f"expected a list of at most {CITATIONS_MAX} ids or addresses")]
    cited = {fold_text(name) for name in given}
    known = {name for names in required + permitted for name in names}
    mismatches = []
    missing = sum(not cited.intersection(names) for names in required)
    if missing > 0:
        mismatches.append(unequal(path, f"{missing} of {len(required)} documents that show it are not cited"))
    strange = len(cited - known)
    if strange > 0:
        mismatches.append(unequal(path, f"{strange} cited documents do not show it or do not exist"))
    return mismatches


def is_citations(given):
    return isinstance(given, list) and len(given) <= CITATIONS_MAX and all(is_text(name) for name in given)


def documents_of(expected, part, path):
    """Each document by its folded names."""
    listed = expected.get(part) if isinstance(expected, dict) else None
    if not isinstance(listed, list) or (part == "required" and not listed):
        raise ExpectedFault(path)
    documents = []
    for document in listed:
        names = document if isinstance(document, list) else [document]
        if not names or not all(isinstance(name, str) for name in names):
            raise ExpectedFault(path)
        documents.append([fold_text(name) for name in names])
    return documents


def exact_key(answer_type, given):
    kind = answer_type["kind"]
    if kind in ("citations", "set", "table"):
        return None
    if kind == "list":
        if not isinstance(given, list):
            return None
        keys = [exact_key(answer_type["of"], element) for element in given]
        return None if any(key is None for key in keys) else tuple(keys)
    if kind == "record":
        fields = answer_type["fields"]
        if not isinstance(given, dict) or given.keys() != fields.keys():
            return None
        keys = [exact_key(field, given[name]) for name, field in fields.items()]
        return None if any(key is None for key in keys) else tuple(keys)
    return exact_scalar_key(answer_type, given)


def has_type(answer_type, given):
    kind = answer_type["kind"]
    if kind == "citations":
        return is_citations(given)
    if kind in ("set", "list"):
        return isinstance(given, list) and all(has_type(answer_type["of"], element) for element in given)
    if kind == "table":
        row = {"kind": "record", "fields": answer_type["columns"]}
        return isinstance(given, list) and all(has_type(row, element) for element in given)
    if kind == "record":
        fields = answer_type["fields"]
        return (
            isinstance(given, dict)
            and given.keys() == fields.keys()
            and all(has_type(field, given[name]) for name, field in fields.items())
        )
    if kind == "text":
        return is_text(given)
    try:
        return compare_scalar(answer_type, given, given, "$") is None
    except ExpectedFault:
        return False


# Scalars


def compare_scalar(answer_type, expected, given, path):
    kind = answer_type["kind"]
    if kind == "number":
        wanted = parse_rational(expected, answer_type.get("unit"))
        if wanted is None:
            raise ExpectedFault(path)
        value = parse_rational(given, answer_type.get("unit"))
        if value is None:
            return malformed(path, "expected one number")
        tolerance = parse_rational(answer_type["absoluteTolerance"])
        return None if abs(wanted - value) <= tolerance else unequal(path, "not the expected number")
    if kind == "text":
        aliases = expected if isinstance(expected, list) else [expected]
        if not is_text(given):
            return malformed(path, f"expected text of at most {TEXT_CHARACTERS_MAX} characters")
        if not aliases or not all(isinstance(alias, str) for alias in aliases):
            raise ExpectedFault(path)
        folded = fold_text(given)
        return None if any(fold_text(alias) == folded for alias in aliases) else unequal(path, "not the expected text")
    if kind == "expression":
        wanted = parse_expression(expected, answer_type["variables"])
        if wanted is None:
            raise ExpectedFault(path)
        value = parse_expression(given, answer_type["variables"])
        if value is None:
            return malformed(path, "expected a formula")
        equal = equal_expressions(wanted, value, answer_type["variables"])
        return None if equal else unequal(path, "not equal to the expected formula")
    wanted = exact_scalar_key(answer_type, expected)
    if wanted is None:
        raise ExpectedFault(path)
    value = exact_scalar_key(answer_type, given)
    if value is None:
        return malformed(path, f"expected a value of type {kind}")
    return None if value == wanted else unequal(path, f"not the expected {kind}")


def exact_scalar_key(answer_type, given):
    kind = answer_type["kind"]
    if kind == "integer":
        value = exact_rational(given, answer_type.get("unit"))
        return value if value is not None and value.denominator == 1 else None
    if kind == "fraction":
        return exact_rational(given)
    if kind == "number":
        tolerance = parse_rational(answer_type["absoluteTolerance"])
        return parse_rational(given, answer_type.get("unit")) if tolerance == 0 else None
    if kind == "date":
        return parse_date(given)
    if kind == "boolean":
        return parse_boolean(given)
    if kind == "text":
        return fold_text(given) if is_text(given) else None
    return None


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


# Formulas as rational functions

TOKEN = re.compile(
    r"[ \t\r\n]*(?:([0-9]+(?:\.[0-9]*)?|\.[0-9]+)|([A-Za-z][A-Za-z0-9_]*)|(\*\*|[-+*/^()\u2212]))"
)
EXPONENT = re.compile(r"[0-9]{1,4}")
PRIMES = (2**127 - 1, 2**521 - 1)
POINTS_PER_PRIME = 3
POINTS_TRIED = 12


class Syntax(Exception):
    pass


def parse_expression(given, variables):
    """(node, text), or None. Nodes: ("number", p, q), ("variable", name), ("negate", a), ("power", a, n), (op, a, b)."""
    if is_number(given) and abs(given) <= SAFE_INTEGER_MAX and given == int(given):
        given = str(int(given))
    if not isinstance(given, str) or utf16_length(given) > EXPRESSION_CHARACTERS_MAX:
        return None
    tokens = tokenize(given)
    if not tokens or len(tokens) > EXPRESSION_TOKENS_MAX:
        return None
    parser = Parser(tokens, set(variables))
    try:
        node = parser.sum(0)
    except Syntax:
        return None
    if parser.at != len(tokens) or degree(node) > EXPRESSION_DEGREE_MAX:
        return None
    return node, given


def tokenize(text):
    tokens, at, end = [], 0, len(text.rstrip(" \t\r\n"))
    while at < end:
        found = TOKEN.match(text, at)
        if not found:
            return None
        number, name, operator = found.groups()
        if number is not None and len(number) > NUMBER_DIGITS_MAX:
            return None
        tokens.append(number or name or {"**": "^", "\u2212": "-"}.get(operator, operator))
        at = found.end()
    return tokens


class Parser:
    """Recursive descent, the same as in expression.ts."""

    def __init__(self, tokens, variables):
        self.tokens, self.variables, self.at = tokens, variables, 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def next(self):
        token = self.peek()
        self.at += 1
        return token

    def sum(self, depth):
        if depth > EXPRESSION_DEPTH_MAX:
            raise Syntax
        left = self.product(depth)
        while self.peek() in ("+", "-"):
            kind = self.next()
            left = (kind, left, self.product(depth))
        return left

    def product(self, depth):
        left, after_division = self.signed(depth), False
        while True:
            token = self.peek()
            if token in ("*", "/"):
                self.next()
                left, after_division = (token, left, self.signed(depth)), token == "/"
            elif token == "(" or re.match("[A-Za-z]", token):
                if after_division:
                    raise Syntax
                left = ("*", left, self.power(depth))
            else:
                return left

    def signed(self, depth):
        if depth > EXPRESSION_DEPTH_MAX:
            raise Syntax
        token = self.peek()
        if token not in ("-", "+"):
            return self.power(depth)
        self.next()
        of = self.signed(depth + 1)
        return ("negate", of) if token == "-" else of

    def power(self, depth):
        base = self.atom(depth)
        if self.peek() != "^":
            return base
        self.next()
        exponent = self.exponent()
        if self.peek() == "^":
            raise Syntax
        return ("power", base, exponent)

    def exponent(self):
        bracket = self.peek() == "("
        if bracket:
            self.next()
        negative = self.peek() == "-"
        if negative:
            self.next()
        token = self.next()
        if not EXPONENT.fullmatch(token) or int(token) > EXPRESSION_DEGREE_MAX:
            raise Syntax
        if bracket and self.next() != ")":
            raise Syntax
        return -int(token) if negative else int(token)

    def atom(self, depth):
        token = self.next()
        if token == "(":
            inner = self.sum(depth + 1)
            if self.next() != ")":
                raise Syntax
            return inner
        if re.match("[0-9.]", token):
            whole, _, part = token.partition(".")
            return ("number", int(whole + part), 10 ** len(part))
        if token not in self.variables:
            raise Syntax
        return ("variable", token)


def degree(node):
    kind = node[0]
    if kind == "number":
        return 0
    if kind == "variable":
        return 1
    if kind == "negate":
        return degree(node[1])
    if kind == "power":
        return degree(node[1]) * abs(node[2])
    return degree(node[1]) + degree(node[2])


def equal_expressions(expected, given, variables):
    for prime in PRIMES:
        compared = 0
        for point in range(POINTS_TRIED):
            if compared == POINTS_PER_PRIME:
                break
            at = {name: coordinate(expected[1], prime, point, name) for name in variables}
            wanted = evaluate(expected[0], at, prime)
            if wanted is None:
                continue
            if evaluate(given[0], at, prime) != wanted:
                return False
            compared += 1
        if compared == 0:
            raise ExpectedFault("the formula is undefined everywhere")
    return True


def coordinate(text, prime, point, name):
    halves = (hashlib.sha256(f"{text}|{prime}|{point}|{name}|{part}".encode()).hexdigest() for part in range(3))
    return int("".join(halves), 16) % prime


def evaluate(node, at, prime):
    kind = node[0]
    if kind == "number":
        return divide(node[1], node[2], prime)
    if kind == "variable":
        return at[node[1]]
    left = evaluate(node[1], at, prime)
    if left is None:
        return None
    if kind == "negate":
        return -left % prime
    if kind == "power":
        raised = pow(left, abs(node[2]), prime)
        return divide(1, raised, prime) if node[2] < 0 else raised
    right = evaluate(node[2], at, prime)
    if right is None:
        return None
    if kind == "+":
        return (left + right) % prime
    if kind == "-":
        return (left - right) % prime
    if kind == "*":
        return left * right % prime
    return divide(left, right, prime)


def divide(top, bottom, prime):
    return None if bottom % prime == 0 else top * pow(bottom, prime - 2, prime) % prime
