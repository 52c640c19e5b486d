"""Typed answers compared by type: the twin of matchers/*.ts, for a verifier that has Python and nothing else.

Standard library only, CPython 3.11 and later. A conformance test runs generated cases through both and demands the same
acceptance and the same paths. Lenient in form, strict in value; all numbers are compared as exact fractions.

    accepted, mismatches = match(answer_type, expected, alternatives, given)

A mismatch is (path, detail, malformed). `ExpectedFault` means that the expected value itself is unusable.
"""
from expression import equal_expressions, parse_expression
from written_values import (
    TEXT_CHARACTERS_MAX,
    exact_rational,
    fold_text,
    is_text,
    parse_boolean,
    parse_date,
    parse_rational,
)

INEXACT_SET_ELEMENTS_MAX = 300
CITATIONS_MAX = 200
MISMATCHES_LISTED_MAX = 20


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
        if equal is None:
            raise ExpectedFault(path)
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
