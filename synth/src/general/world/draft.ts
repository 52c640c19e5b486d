/**
 * Makes a draft of a world task: public half, secret half, blobs. What every world task shares (runtime, limits, split,
 * licence, verifier shape) is decided here once. Does not know any world.
 */
import { readFileSync } from 'node:fs';
import {
  hashBytes,
  hashJson,
  type AnswerFormat,
  type Criterion,
  type Draft,
  type Game,
  type Json,
  type JsonObject,
  type Licence,
  type Limits,
  type Lineage,
  type Program,
  type Rows,
  type Trials,
} from '@touchstone/contracts';
import type { CompiledWorld } from './compile.ts';

/** Python that reference programs start with: `pages`, `sections`, `number`, `iso`, `value_of`, `days_between`, `plus_days`. */
const referencePrelude = readFileSync(new URL('./reference_prelude.py', import.meta.url), 'utf8');

/**
 * Source of a program that works through the tools: the reference prelude, what it is told, its own Python. A constant is
 * given as its JSON text, canonical where it comes from the state of a game.
 */
export function programOver(constants: Readonly<Record<string, string>>, python: string): string {
  const told = Object.entries(constants).map(
    // A JSON text inside a JSON text is a Python string literal: both escape alike.
    ([name, json]) => `${name} = json.loads(${JSON.stringify(json)})\n`,
  );
  return `${referencePrelude}\nimport json\n\n${told.join('')}\n${python}`;
}

export interface WorldTask {
  world: CompiledWorld;
  rows: Rows;
  instruction: string;
  /** `json` is judged by a function of the answer, `state` by the rows before and after. */
  answerFormat: Extract<AnswerFormat, { kind: 'json' | 'state' }>;
  reference: Program;
  verifier: { program: string; data: Json; criteria: readonly Criterion[] };
  trials: Trials;
  toolCallsMax: number;
  /** Sources beyond the generator, with their licences; the task is then under `spdx`. */
  licence?: Licence;
}

const MiB = 1024 * 1024;

/** A plan search in plain Python takes a few seconds in pyodide; the rest is room for a slow machine. */
const worldLimits: Limits = {
  cpuSecondsMax: 60,
  wallSecondsMax: 180,
  memoryBytesMax: 512 * MiB,
  processesMax: 32,
  diskBytesMax: 64 * MiB,
  outputBytesMax: 8 * MiB,
};

/** The verifier's version: bump when a verdict of a stored submission would move. */
const verifierVersion = 1;

/** Throws a `Fault` where the rows are not what the world's schema says. */
export function draftOf(task: WorldTask, game: Game, lineage: Lineage): Draft {
  task.world.checkRows(task.rows);
  const program = utf8(task.world.program);
  const rows = utf8(JSON.stringify(task.rows));
  const hashes = { program: hashBytes(program), rows: hashBytes(rows) };
  return {
    task: {
      schemaVersion: 1,
      category: 'general',
      language: 'en',
      instruction: task.instruction,
      environment: {
        runtime: { language: 'python', version: '>=3.11', packages: [] },
        files: [],
        world: { id: task.world.id, ...hashes },
        web: null,
        tools: task.world.tools,
        network: 'none',
        limits: worldLimits,
        user: null,
      },
      answerFormat: task.answerFormat,
      budget: { toolCallsMax: task.toolCallsMax },
      licence: task.licence ?? { spdx: 'Apache-2.0', sources: [] },
    },
    secret: {
      schemaVersion: 1,
      salt: game.salt,
      reference: task.reference,
      verifier: {
        executor: task.answerFormat.kind === 'state' ? 'state' : 'function',
        version: verifierVersion,
        program: task.verifier.program,
        data: task.verifier.data,
        rubric: { criteria: [...task.verifier.criteria], abstainAbove: 0 },
      },
      trials: task.trials,
      lineage,
      splitKey: `world:${task.world.id}:${hashJson(hashes)}`,
    },
    blobs: new Map([
      [hashes.program, program],
      [hashes.rows, rows],
    ]),
  };
}

/** JSON Schema of an object that has exactly these properties. */
export function exactObject(properties: Readonly<Record<string, JsonObject>>): JsonObject {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

/** A requirement that alone decides: broken, the reward is 0. */
export function veto(id: string, text: string): Criterion {
  return { id, text, polarity: 'positive', weight: 1, role: 'veto', check: { kind: 'program' } };
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
