/** Test only: a small repository made by hand, in Python. A basket forgets what it held when an item is put in again. */
const basket = `"""A basket of goods, with rebates by quantity."""
from orders.money import rounded


class Basket:
    def __init__(self):
        self.lines = {}

    def add(self, name, price, count=1):
        if count < 1:
            raise ValueError("count must be at least 1")
        self.lines[name] = (price, count)

    def remove(self, name):
        del self.lines[name]

    def count(self):
        return sum(count for _, count in self.lines.values())

    def total(self):
        return rounded(sum(price * count * rebate(count) for price, count in self.lines.values()))


def rebate(count):
    return 0.9 if count >= 10 else 1.0
`;

const money = `"""Amounts in cents."""


def rounded(amount):
    return int(amount + 0.5)


def shown(amount):
    return "%d.%02d" % divmod(amount, 100)
`;

const visibleTests = `from orders.basket import Basket


def test_total():
    basket = Basket()
    basket.add("tea", 250, 2)
    assert basket.total() == 500
`;

const hiddenBasketTests = `import pytest

from orders.basket import Basket, rebate


def filled():
    basket = Basket()
    basket.add("tea", 250, 2)
    basket.add("jam", 410)
    return basket


def test_total():
    assert filled().total() == 910


def test_added_again():
    basket = filled()
    basket.add("tea", 250, 3)
    assert basket.count() == 6


class TestRebate:
    def test_reached_in_two_steps(self):
        basket = Basket()
        basket.add("pen", 100, 4)
        basket.add("pen", 100, 6)
        assert basket.total() == 900

    def test_below(self):
        assert rebate(9) == 1.0


def test_no_count():
    with pytest.raises(ValueError):
        Basket().add("tea", 250, 0)


def test_removed():
    basket = filled()
    basket.remove("jam")
    assert list(basket.lines) == ["tea"]
`;

const hiddenMoneyTests = `from orders.money import rounded, shown


def test_shown():
    assert shown(1205) == "12.05"


def test_rounded():
    assert rounded(10.5) == 11
`;

const harness = `
import json, sys
from orders.basket import Basket

for line in sys.stdin:
    case = json.loads(line)
    basket = Basket()
    seen = []
    for name, price, count in case["input"]:
        basket.add(name, price, count)
        seen.append([basket.count(), basket.total()])
    print(json.dumps({"id": case["id"], "value": seen}))
`;

const added = '        self.lines[name] = (price, count)\n';
const mended = `        _, before = self.lines.get(name, (price, 0))
        self.lines[name] = (price, before + count)
`;

export const pythonOrders = {
  runner: 'pytest' as const,
  files: {
    'orders/__init__.py': '',
    'orders/basket.py': basket,
    'orders/money.py': money,
    'tests/test_visible.py': visibleTests,
  },
  hidden: { 'tests/test_basket.py': hiddenBasketTests, 'tests/test_money.py': hiddenMoneyTests },
  paths: ['orders/'],
  code: 'orders/basket.py',
  right: basket.replace(added, mended),
  /** Right too, in other words. */
  alsoRight: basket.replace(
    added,
    `        if name in self.lines:
            count += self.lines[name][1]
        self.lines[name] = (price, count)
`,
  ),
  /** Mends the count and loses the rebate. */
  wrong: basket.replace(added, mended).replace('count >= 10', 'count >= 100'),
  harness,
  failToPass: [
    'tests/test_basket.py::test_added_again',
    'tests/test_basket.py::TestRebate::test_reached_in_two_steps',
  ],
  passToPass: [
    'tests/test_basket.py::test_total',
    'tests/test_basket.py::TestRebate::test_below',
    'tests/test_basket.py::test_no_count',
    'tests/test_basket.py::test_removed',
    'tests/test_money.py::test_shown',
    'tests/test_money.py::test_rounded',
  ],
  /** Test → the literal in its file, and what it becomes. */
  controls: [
    ['tests/test_basket.py::test_added_again', '== 6', '6', '8'],
    ['tests/test_basket.py::TestRebate::test_reached_in_two_steps', '== 900', '900', '901'],
    ['tests/test_basket.py::test_total', '== 910', '910', '911'],
    ['tests/test_money.py::test_shown', '"12.05"', '"12.05"', '"12.06"'],
    ['tests/test_money.py::test_rounded', '== 11', '11', '12'],
  ] as const,
};
