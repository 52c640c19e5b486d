/** Test only: the small repository in JavaScript, with hidden tests for node:test and for tape. */
const basket = `'use strict';
const { rounded } = require('./money.js');

class Basket {
  constructor() {
    this.lines = new Map();
  }

  add(name, price, count = 1) {
    if (count < 1) throw new RangeError('count must be at least 1');
    this.lines.set(name, { price, count });
  }

  remove(name) {
    this.lines.delete(name);
  }

  count() {
    return [...this.lines.values()].reduce((sum, { count }) => sum + count, 0);
  }

  total() {
    return rounded([...this.lines.values()].reduce((sum, { price, count }) => sum + price * count * rebate(count), 0));
  }
}

function rebate(count) {
  return count >= 10 ? 0.9 : 1;
}

module.exports = { Basket, rebate };
`;

const money = `'use strict';
exports.rounded = (amount) => Math.floor(amount + 0.5);
exports.shown = (amount) => Math.floor(amount / 100) + '.' + String(amount % 100).padStart(2, '0');
`;

const opening = `'use strict';
const { Basket, rebate } = require('../lib/basket.js');

function filled() {
  const basket = new Basket();
  basket.add('tea', 250, 2);
  basket.add('jam', 410);
  return basket;
}
`;

const nodeBasketTests = `${opening}
const assert = require('node:assert');
const { describe, test } = require('node:test');

test('total', () => assert.strictEqual(filled().total(), 910));

test('added again', () => {
  const basket = filled();
  basket.add('tea', 250, 3);
  assert.strictEqual(basket.count(), 6);
});

describe('rebate', () => {
  test('reached in two steps', () => {
    const basket = new Basket();
    basket.add('pen', 100, 4);
    basket.add('pen', 100, 6);
    assert.equal(basket.total(), 900);
  });
  test('below', () => assert.strictEqual(rebate(9), 1));
});

test('no count', () => assert.throws(() => new Basket().add('tea', 250, 0), RangeError));

test('removed', () => {
  const basket = filled();
  basket.remove('jam');
  assert.deepStrictEqual([...basket.lines.keys()], ['tea']);
});
`;

const nodeMoneyTests = `'use strict';
const assert = require('node:assert');
const { test } = require('node:test');
const { rounded, shown } = require('../lib/money.js');

test('shown', () => assert.strictEqual(shown(1205), '12.05'));
test('rounded', () => assert.strictEqual(rounded(10.5), 11));
`;

const tapeBasketTests = `${opening}
const test = require('tape');

test('total', (t) => {
  t.equal(filled().total(), 910);
  t.end();
});

test('added again', (t) => {
  const basket = filled();
  basket.add('tea', 250, 3);
  t.equal(basket.count(), 6);
  t.end();
});

test('reached in two steps', (t) => {
  const basket = new Basket();
  basket.add('pen', 100, 4);
  basket.add('pen', 100, 6);
  t.equal(basket.total(), 900, 'the rebate counts');
  t.end();
});

test('no count', (t) => {
  t.throws(() => new Basket().add('tea', 250, 0), RangeError);
  t.equal(rebate(9), 1);
  t.end();
});

test('removed', (t) => {
  const basket = filled();
  basket.remove('jam');
  t.deepEqual([...basket.lines.keys()], ['tea']);
  t.end();
});
`;

const tapeMoneyTests = `'use strict';
const test = require('tape');
const { rounded, shown } = require('../lib/money.js');

test('money', (t) => {
  t.plan(2);
  t.equal(shown(1205), '12.05');
  t.equal(rounded(10.5), 11);
});
`;

const harness = `
'use strict';
const { Basket } = require('./lib/basket.js');

for (const line of require('node:fs').readFileSync(0, 'utf8').split('\\n').filter(Boolean)) {
  const { id, input } = JSON.parse(line);
  const basket = new Basket();
  const value = input.map(([name, price, count]) => {
    basket.add(name, price, count);
    return [basket.count(), basket.total()];
  });
  console.log(JSON.stringify({ id, value }));
}
`;

const added = '    this.lines.set(name, { price, count });\n';
const mended = `    const before = this.lines.get(name)?.count ?? 0;
    this.lines.set(name, { price, count: before + count });
`;

const common = {
  files: {
    'package.json': '{"name": "orders", "version": "1.0.0"}\n',
    'lib/basket.js': basket,
    'lib/money.js': money,
  },
  paths: ['lib/'],
  code: 'lib/basket.js',
  right: basket.replace(added, mended),
  alsoRight: basket.replace(
    added,
    `    if (this.lines.has(name)) count += this.lines.get(name).count;
    this.lines.set(name, { price, count });
`,
  ),
  wrong: basket.replace(added, mended).replace('count >= 10', 'count >= 100'),
  harness,
};

export const nodeTestOrders = {
  ...common,
  runner: 'node-test' as const,
  hidden: { 'test/basket.js': nodeBasketTests, 'test/money.js': nodeMoneyTests },
  failToPass: ['test/basket.js > added again', 'test/basket.js > rebate > reached in two steps'],
  passToPass: [
    'test/basket.js > total',
    'test/basket.js > rebate > below',
    'test/basket.js > no count',
    'test/basket.js > removed',
    'test/money.js > shown',
    'test/money.js > rounded',
  ],
  controls: [
    ['test/basket.js > added again', '(), 6)', '6', '8'],
    ['test/basket.js > rebate > reached in two steps', '(), 900)', '900', '901'],
    ['test/basket.js > total', '(), 910)', '910', '911'],
    ['test/money.js > shown', "'12.05'", "'12.05'", "'12.06'"],
    ['test/money.js > rounded', ', 11)', '11', '12'],
  ] as const,
};

export const tapeOrders = {
  ...common,
  runner: 'tape' as const,
  hidden: { 'test/basket.js': tapeBasketTests, 'test/money.js': tapeMoneyTests },
  failToPass: [
    'test/basket.js > added again > #1 should be strictly equal',
    'test/basket.js > reached in two steps > #1 the rebate counts',
  ],
  passToPass: [
    'test/basket.js > total > #1 should be strictly equal',
    'test/basket.js > no count > #1 should throw',
    'test/basket.js > no count > #2 should be strictly equal',
    'test/basket.js > removed > #1 should be deeply equivalent',
    'test/money.js > money > #1 should be strictly equal',
    'test/money.js > money > #2 should be strictly equal',
  ],
  controls: [
    ['test/basket.js > added again > #1 should be strictly equal', '(), 6)', '6', '8'],
    ['test/basket.js > reached in two steps > #1 the rebate counts', '(), 900,', '900', '901'],
    ['test/basket.js > total > #1 should be strictly equal', '(), 910)', '910', '911'],
    ['test/money.js > money > #1 should be strictly equal', "'12.05'", "'12.05'", "'12.06'"],
    ['test/money.js > money > #2 should be strictly equal', ', 11)', '11', '12'],
  ] as const,
};
