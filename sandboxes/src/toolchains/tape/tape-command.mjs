#!/usr/bin/env node
/** `tape FILE-OR-PATTERN...`: loads test files into one process, where tape runs what they define. */
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const files = process.argv.slice(2).flatMap((pattern) => globSync(pattern).toSorted());
if (files.length === 0) {
  process.stderr.write('tape: no test file matches\n');
  process.exit(1);
}
for (const file of files) await import(pathToFileURL(resolve(file)).href);
