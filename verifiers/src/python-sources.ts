/** The Python that runs inside sandboxes and, unchanged, in exported folders. Standard library only. */
import { readFileSync } from 'node:fs';

const read = (name: string) => readFileSync(new URL(`./python/${name}`, import.meta.url), 'utf8');

export const verifierSources = {
  /** `match(type, expected, alternatives, given)`, the twin of the matchers. */
  'typed_answer.py': read('typed_answer.py'),
  'expression.py': read('expression.py'),
  'written_values.py': read('written_values.py'),
  /** `schema_violation(schema, value)`. */
  'json_schema.py': read('json_schema.py'),
  /** Runs a verification program over cases; see its head for files and channel. */
  'run_verifier.py': read('run_verifier.py'),
} as const;
