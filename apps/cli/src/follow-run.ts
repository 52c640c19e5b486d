/** Runs a recipe with its progress on standard error and gives what came out of it. `synth` and `quickstart` share it. */
import {
  buildCorpus,
  compose,
  readConfig,
  type BuiltCorpus,
  type LoadedRecipe,
  type Parts,
} from '@touchstone/pipeline';
import { openProgress } from './render/progress.ts';
import { renderTask } from './render/task.ts';
import { duration } from './render/text.ts';
import type { Terminal } from './terminal.ts';

export interface FollowOptions {
  concurrency?: number | undefined;
  /** How to go on after a stop. */
  again: string;
}

/** `act` is handed what was built while the parts are still open. */
export async function followRun<T>(
  terminal: Terminal,
  loaded: LoadedRecipe,
  options: FollowOptions,
  act: (built: BuiltCorpus, parts: Parts) => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  const config = readConfig();
  terminal.sayHowToGoOn(`Nothing that was recorded is lost. To go on: ${options.again}`);
  const view = openProgress(terminal);
  await using parts = compose(config, { say: (activity) => view.say(activity), signal: terminal.signal });
  let built: BuiltCorpus;
  try {
    let shown = false;
    built = await buildCorpus(parts, loaded, {
      concurrency: options.concurrency ?? config.concurrency,
      onProgress: (progress) => view.update(progress),
      onCertified({ certificate, split, draft }) {
        if (shown) return;
        shown = true;
        const after = duration((performance.now() - startedAt) / 1000);
        const task = renderTask({ id: certificate.key.task, split, task: draft.task }, terminal.columns);
        view.show(`First certified task, after ${after}:\n${task}\n`);
      },
      signal: terminal.signal,
    });
  } finally {
    view[Symbol.dispose]();
  }
  return await act(built, parts);
}
