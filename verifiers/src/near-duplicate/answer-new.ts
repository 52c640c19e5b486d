/**
 * The gate `new`, answered at publication, when it is known which lower item numbers were published.
 *
 * A near-duplicate asks the same again: instructions at least 0.97 similar over the same material (one shingle in thirty
 * may differ: a name or a blank), or at least 0.8 similar with an equal right answer (the same task in other words). Two
 * tasks of one template with other numbers lie between 0.7 and 0.95 and have other answers; a template whose words never
 * change is asked of other files or rows, and is then not the same task.
 */
import type { Certificate, GateAnswer } from '@touchstone/contracts';
import { gateIds } from '@touchstone/contracts';
import { answer } from '../gates/answer.ts';
import { equalityAt, similarity } from './signature.ts';

const sameInstruction = 0.97;
const sameAnswerToo = 0.8;

export function answerNew(
  signature: readonly number[],
  earlier: Iterable<{ id: string; signature: readonly number[] }>,
): GateAnswer {
  let compared = 0;
  let closest = 0;
  for (const other of earlier) {
    compared++;
    const alike = similarity(signature, other.signature);
    closest = Math.max(closest, alike);
    const sameAnswer = signature[equalityAt.answer] === other.signature[equalityAt.answer];
    const sameMaterial = signature[equalityAt.material] === other.signature[equalityAt.material];
    if ((alike >= sameInstruction && sameMaterial) || (alike >= sameAnswerToo && sameAnswer)) {
      const because = sameAnswer ? 'and has the same answer' : 'over the same material';
      const reason = `A near-duplicate of ${other.id}: the instruction is ${alike.toFixed(2)} similar ${because}.`;
      return answer('new', 'failed', reason, {
        tallies: [{ kind: 'earlier task', tried: compared, asExpected: compared - 1 }],
      });
    }
  }
  const tallies = [{ kind: 'earlier task', tried: compared, asExpected: compared }];
  const reason =
    compared === 0
      ? 'No earlier task was similar enough to be compared.'
      : `No near-duplicate among the ${compared} earlier tasks compared; the closest is ${closest.toFixed(2)} similar.`;
  return answer('new', 'passed', reason, {
    tallies,
    notes: ['no public benchmark was searched for this task'],
  });
}

/** The certificate with its last gate; replaces an earlier answer. */
export function completeCertificate(certificate: Certificate, newAnswer: GateAnswer): Certificate {
  const gates = [...certificate.gates.filter(({ gate }) => gate !== newAnswer.gate), newAnswer];
  gates.sort((a, b) => gateIds.indexOf(a.gate) - gateIds.indexOf(b.gate));
  return { ...certificate, gates };
}
