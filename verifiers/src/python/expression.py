"""Formulas compared as rational functions: the twin of matchers/expression.ts. Standard library only."""
import hashlib
import re

from written_values import NUMBER_DIGITS_MAX, SAFE_INTEGER_MAX, is_number, utf16_length

EXPRESSION_CHARACTERS_MAX = 4000
EXPRESSION_DEGREE_MAX = 4096
EXPRESSION_TOKENS_MAX = 800
EXPRESSION_DEPTH_MAX = 50

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
    """None where the expected formula is undefined everywhere."""
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
            return None
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
