/** Shows the steps of an example as Node's prompt would. `require` of the library's own name gives the tree's. */
const { inspect } = await import('node:util');
const { createRequire } = await import('node:module');
const { readFileSync } = await import('node:fs');
const fromTree = createRequire(import.meta.url);
const { name, main = 'index.js' } = JSON.parse(
  readFileSync(new URL('./package.json', import.meta.url), 'utf8'),
);
const require = (wanted) => fromTree(wanted === name ? `./${main}` : wanted);

export function observe({ opening, steps }) {
  const evaluate = new Function('require', `${opening.join('\n')}\nreturn (code) => eval(code);`)(require);
  return steps.map((step) => {
    try {
      const value = evaluate(/^\{|^function/.test(step) ? `(${step})` : step);
      return { value: inspect(value, { depth: 8, breakLength: 100, compact: 3 }) };
    } catch (error) {
      return { raised: error instanceof Error ? error.name : typeof error };
    }
  });
}
