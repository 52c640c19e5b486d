/**
 * Stands where object-inspect would: tape only shows values with it, and the real one is a library that tasks are made
 * of, so that no sandbox may hold a copy of it.
 */
import { inspect } from 'node:util';

function inspectValue(value, { depth = 5, quoteStyle = 'single' } = {}) {
  return quoteStyle === 'double' && typeof value === 'string'
    ? JSON.stringify(value)
    : inspect(value, { depth, breakLength: Infinity, compact: 10 });
}

// What `require` gives.
export { inspectValue as 'module.exports' };
