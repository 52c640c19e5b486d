/** The forgeries of trees, and which of them a single task is tried with; all of them are tried on each verifier template. */
import { createRng, patchedPaths, isProgram, type Draft, type Submission } from '@touchstone/contracts';
import { publicTree } from '../../public-tree.ts';
import type { Forgery, ForgerySubject } from './forgery.ts';
import { nodeForgeries } from './node.ts';
import { pythonForgeries } from './python.ts';
import { allSteeringFiles, steeringForgeries } from './steering-files.ts';

/**
 * It wins by luck and by no mistake of the verifier: with one coin for each test that must pass and is a control. It is
 * measured per template and stands apart.
 */
export const byLuck = 'guesses-controls';

/** Every forgery that can be built for this task, each a submission. */
export function allForgeries(draft: Draft): { forgery: Forgery; submission: Submission }[] {
  return built([...steeringForgeries, ...pythonForgeries, ...nodeForgeries], forgerySubject(draft));
}

const always = ['always-equal', 'hides-own-failures'];

/** At most four: files beside the code at once, two in its process, and one more by the task's salt. */
export function someForgeries(draft: Draft): { forgery: Forgery; submission: Submission }[] {
  const inProcess = built([...pythonForgeries, ...nodeForgeries], forgerySubject(draft));
  const others = inProcess.filter(({ forgery: { id } }) => !always.includes(id) && id !== byLuck);
  const drawn = others.length > 0 ? [createRng(`${draft.secret.salt}/forgery`).pick(others)] : [];
  return [
    ...built([allSteeringFiles], forgerySubject(draft)),
    ...inProcess.filter(({ forgery: { id } }) => always.includes(id)),
    ...drawn,
  ];
}

function built(forgeries: readonly Forgery[], subject: ForgerySubject | null) {
  if (subject === null) return [];
  return forgeries.flatMap((forgery) => {
    const patch = forgery.build(subject);
    return patch === null ? [] : [{ forgery, submission: { kind: 'tree', patch } as const }];
  });
}

/** Null for tasks that hand in no tree. */
function forgerySubject(draft: Draft): ForgerySubject | null {
  const { task, secret } = draft;
  const { verifier, reference } = secret;
  if (verifier.executor !== 'tests' || task.answerFormat.kind !== 'tree' || isProgram(reference)) return null;
  if (reference.submission.kind !== 'tree') return null;
  const changed = patchedPaths(reference.submission.patch);
  const target = Array.isArray(changed) ? changed.find((path) => /\.(py|[cm]?js)$/.test(path)) : undefined;
  if (target === undefined) return null;
  const tree = publicTree(draft);
  const hidden = verifier.files.map(({ path }) => path);
  return { tree, target, allowed: task.answerFormat.paths, hidden, runner: verifier.runner };
}
