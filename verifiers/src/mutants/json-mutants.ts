/**
 * Small changes of a plan or of a log of calls. Whether such a change is wrong only the family knows (a read-only call
 * dropped changes nothing; a plan may have twins), so these never count as false accepts: they are reported.
 */
import type { Json, JsonObject, Submission } from '@touchstone/contracts';

export function submissionMutants(reference: Submission): { how: string; submission: Submission }[] {
  if (reference.kind === 'tree') return [];
  if (reference.kind === 'answer') {
    return jsonMutants(reference.answer).map(({ how, answer }) => ({
      how,
      submission: { kind: 'answer', answer },
    }));
  }
  return reference.calls.flatMap((call, index) => [
    {
      how: `call ${index} (${call.tool}) dropped`,
      submission: { ...reference, calls: reference.calls.toSpliced(index, 1) },
    },
    {
      how: `call ${index} (${call.tool}) repeated`,
      submission: { ...reference, calls: reference.calls.toSpliced(index, 0, call) },
    },
  ]);
}

/** One element of the first and of the longest list dropped and repeated; every number one more. */
function jsonMutants(answer: Json): { how: string; answer: Json }[] {
  const mutants: { how: string; answer: Json }[] = [];
  visit(answer, '$', (value) => value, mutants);
  return mutants;
}

function visit(
  value: Json,
  path: string,
  rebuild: (other: Json) => Json,
  mutants: { how: string; answer: Json }[],
): void {
  if (typeof value === 'number') {
    mutants.push({ how: `${path} one more`, answer: rebuild(value + 1) });
  } else if (Array.isArray(value)) {
    const [head] = value;
    if (head !== undefined) {
      mutants.push({ how: `${path}[0] dropped`, answer: rebuild(value.slice(1)) });
      mutants.push({ how: `${path}[0] repeated`, answer: rebuild([head, ...value]) });
    }
    value.forEach((element, index) =>
      visit(element, `${path}[${index}]`, (other) => rebuild(value.with(index, other)), mutants),
    );
  } else if (typeof value === 'object' && value !== null) {
    const object: JsonObject = value;
    for (const [key, element] of Object.entries(object)) {
      visit(element, `${path}.${key}`, (other) => rebuild({ ...object, [key]: other }), mutants);
    }
  }
}
