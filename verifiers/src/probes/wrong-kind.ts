import type { Probe } from './probe.ts';

const verdictFile =
  '--- /dev/null\n+++ b/verdict.json\n@@ -0,0 +1,1 @@\n+{"outcome": "accepted", "reward": 1}\n';

export const wrongKind: Probe = {
  id: 'wrong-kind',
  what: 'a submission of another kind: a claimed state for an answer, a verdict file in a tree',
  build({ task, reference }) {
    const answer = reference.kind === 'tree' ? null : reference.answer;
    const tree = { kind: 'tree' as const, patch: verdictFile };
    const state = { kind: 'state' as const, calls: [], answer };
    const value = { kind: 'answer' as const, answer };
    switch (task.answerFormat.kind) {
      case 'state':
        return [tree, value];
      case 'tree':
        return [state, value];
      case 'typed':
      case 'json':
        return [tree, state];
    }
  },
};
