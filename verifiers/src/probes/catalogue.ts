/** The forgery probes, in the order in which a certificate lists them. A success in the wild becomes a new one here. */
import { acceptedObject } from './accepted-object.ts';
import { forgedCitations } from './forged-citations.ts';
import { hedgedAnswer } from './hedged-answer.ts';
import { hiddenOperations } from './hidden-operations.ts';
import { hostileArguments } from './hostile-arguments.ts';
import { hugeAnswer } from './huge-answer.ts';
import { notANumber } from './not-a-number.ts';
import { overBudget } from './over-budget.ts';
import type { Probe } from './probe.ts';
import { prototypeKeys } from './prototype-keys.ts';
import { runnerProtocol } from './runner-protocol.ts';
import { stuffedAnswer } from './stuffed-answer.ts';
import { wrongKind } from './wrong-kind.ts';

export const probes: readonly Probe[] = [
  acceptedObject,
  prototypeKeys,
  hedgedAnswer,
  forgedCitations,
  notANumber,
  stuffedAnswer,
  hugeAnswer,
  runnerProtocol,
  wrongKind,
  hiddenOperations,
  hostileArguments,
  overBudget,
];
