/** What drafting may ask for, handed in by the pipeline: synth starts no process and opens no database. */
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { Refusal } from './draft.ts';
import type { Json } from './json.ts';
import type { Ending, RealisedRuntime, RuntimeRequirement, SandboxFile } from './sandbox.ts';
import type { Source } from './source.ts';

export interface TableFile {
  source: Source;
  path: string;
  text: string;
}

/** Files of verified source packages. */
export interface TableStore {
  /** A text file of a package, for example `npm:vega-datasets@3.2.1`, `data/weather.csv`; a `Fault` when it cannot be had. */
  read(source: string, path: string): Promise<TableFile>;
}

/** The tree of a source package: its text files, by path with forward slashes. */
export interface Repository {
  source: Source;
  files: ReadonlyMap<string, Uint8Array>;
}

/** Code packages with their tests, pinned by version and hash; read as data, nothing of them is run. */
export interface RepositoryStore {
  /** For example `pypi:cachetools@5.5.2`; a `Fault` when it cannot be had. */
  read(source: string): Promise<Repository>;
}

export interface Observation {
  ending: Ending;
  exitCode: number | null;
  stdout: string;
  stderr: string;
  runtime: RealisedRuntime;
}

/** Runs a program *k* times in fresh sandboxes, memoised by hash; refuses what is not repeatable. Suite: `conformance/lab.ts`. */
export interface Lab {
  observe(experiment: {
    runtime: RuntimeRequirement;
    files: readonly SandboxFile[];
    argv: readonly [string, ...string[]];
    stdin?: Json;
    repeat: number;
  }): Promise<Observation | Refusal>;
}

/** Chat models by the name that `touchstone.yaml` gives them; they come in as LangChain's `BaseChatModel`. */
export interface ChatModels {
  /** A `Fault` of boundary `model` when no model has this name, or its price is needed and unknown. */
  open(name: string): Promise<BaseChatModel>;
}
