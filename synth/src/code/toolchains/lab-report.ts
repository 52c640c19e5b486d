/** Programs as the lab takes them and what they print, whatever the language: a line of JSON, or a refusal that says why not. */
import { isRefusal, refusal, type Observation, type Refusal, type SandboxFile } from '@touchstone/contracts';
import { z } from 'zod';
import type { Seen } from '../library.ts';
import type { Observed } from '../toolchain.ts';

const seenSchema: z.ZodType<Seen> = z.union([
  z.null(),
  z.strictObject({ value: z.string() }),
  z.strictObject({ text: z.string() }),
  z.strictObject({ raised: z.string(), message: z.string().optional() }) as z.ZodType<{
    raised: string;
    message?: string;
  }>,
]);
const observedSchema = z.array(seenSchema).nullable();
const observationsSchema = z.object({
  first: z.array(observedSchema),
  /** Of each further variant what it shows otherwise, by index of the scenario. */
  differing: z.array(z.record(z.string(), observedSchema)),
});

export function programFile(path: string, text: string): SandboxFile {
  return { path, bytes: new TextEncoder().encode(text) };
}

/** The last line of what was printed. `what` names the run in a refusal. */
export function readReport<T>(seen: Observation | Refusal, schema: z.ZodType<T>, what: string): T | Refusal {
  if (isRefusal(seen)) return seen;
  const said = `${seen.ending}, exit code ${String(seen.exitCode)}: ${seen.stderr.slice(-300)}`;
  if (seen.ending !== 'exited' || seen.exitCode !== 0) return refusal(`lab-${what}`, said);
  const last = seen.stdout.trimEnd().split('\n').at(-1) ?? '';
  const result = schema.safeParse(safeJson(last));
  return result.success
    ? result.data
    : refusal(`lab-${what}`, `printed no report: ${result.error.message.slice(0, 300)}`);
}

/** What scenarios showed over several variants. */
export function readObservations(seen: Observation | Refusal): Observed[] | Refusal {
  const observations = readReport(seen, observationsSchema, 'observe');
  if (isRefusal(observations)) return observations;
  const { first, differing } = observations;
  return [
    first,
    ...differing.map((changed) =>
      first.map((one, index) => (String(index) in changed ? (changed[index] ?? null) : one)),
    ),
  ];
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
