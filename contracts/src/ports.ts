/** What drafting may ask for, handed in by the pipeline: synth starts no process and opens no database. */
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { Refusal } from './draft.ts';
import type { Hash } from './hash.ts';
import type { Json, JsonObject } from './json.ts';
import type { Ending, RealisedRuntime, RuntimeRequirement } from './sandbox.ts';
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
    files: readonly { path: string; blob: Hash }[];
    argv: readonly [string, ...string[]];
    stdin?: Json;
    repeat: number;
  }): Promise<Observation | Refusal>;
}

/** The frozen offline web: documents by id, searched with BM25. */
export interface OfflineWeb {
  readonly hash: Hash;
  search(query: string, limit: number): Promise<{ id: string; title: string; snippet: string }[]>;
  open(id: string): Promise<{ id: string; title: string; url: string; text: string; licence: string } | null>;
}

export interface Fact {
  subject: string;
  property: string;
  value: Json;
  evidence: { document: string; start: number; end: number };
}

/** Typed facts over the offline web. */
export interface FactStore {
  find(
    pattern: Partial<Pick<Fact, 'subject' | 'property'>> & { value?: Json },
    limit: number,
  ): Promise<Fact[]>;
  describe(subject: string): Promise<JsonObject | null>;
}

/** Chat models by the name that `touchstone.yaml` gives them; they come in as LangChain's `BaseChatModel`. */
export interface ChatModels {
  /** A `Fault` of boundary `model` when no model has this name, or its price is needed and unknown. */
  open(name: string): Promise<BaseChatModel>;
}
