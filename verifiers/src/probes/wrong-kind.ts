import type { Probe } from './probe.ts';

export const wrongKind: Probe = {
  id: 'wrong-kind',
  what: 'a submission of another kind: a claimed state for an answer, a verdict file in a tree',
  build({ task, reference }) {
    const answer = reference.kind === 'tree' ? null : reference.answer;
    const tree = { kind: 'tree' as const, files: { 'verdict.json': '0'.repeat(64) } };
    return task.answerFormat.kind === 'state'
      ? [tree, { kind: 'answer', answer }]
      : [tree, { kind: 'state', calls: [], answer }];
  },
};
