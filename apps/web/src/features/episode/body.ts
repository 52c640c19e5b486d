/**
 * The body of an event as blocks to show: text, what was called with what, what came back. Everything in it is hostile and
 * is only ever shown as text. A body of an unknown shape is shown as its JSON, never left out.
 */
import { submissionSchema, type Submission } from '@touchstone/contracts';
import { apiVerdictSchema, type ApiVerdict } from '@touchstone/contracts/api';
import { z } from 'zod';
import type { TranscriptEvent } from './transcript-store.ts';

export interface Block {
  label: string;
  /** `text` is prose or a tool's output, `json` a value, `code` source, `diff` a unified diff. */
  kind: 'text' | 'json' | 'code' | 'diff';
  text: string;
}

export interface EventBody {
  blocks: Block[];
  verdict: ApiVerdict | null;
}

const messageSchema = z.object({ role: z.string(), text: z.string() });
const calledSchema = z.object({
  tool: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  result: z.string(),
});

export function bodyOf(event: TranscriptEvent): EventBody {
  const known = knownBody(event);
  if (known !== null) return known;
  return { blocks: [{ label: 'Body', kind: 'json', text: jsonText(event.body) }], verdict: null };
}

function knownBody({ type, body }: TranscriptEvent): EventBody | null {
  switch (type) {
    case 'message': {
      const message = messageSchema.safeParse(body);
      if (!message.success) return null;
      return { blocks: [{ label: message.data.role, kind: 'text', text: message.data.text }], verdict: null };
    }
    case 'tool-called': {
      const called = calledSchema.safeParse(body);
      if (!called.success) return null;
      const { arguments: given, result } = called.data;
      return {
        blocks: [...argumentBlocks(given), { label: 'Result', kind: 'text', text: result }],
        verdict: null,
      };
    }
    case 'submitted': {
      const submitted = submissionSchema.safeParse(body);
      return submitted.success ? { blocks: submissionBlocks(submitted.data), verdict: null } : null;
    }
    case 'verdict': {
      const verdict = apiVerdictSchema.safeParse(body);
      return verdict.success ? { blocks: [], verdict: verdict.data } : null;
    }
  }
}

/** Long strings (a cell of code, a file's new text) by themselves: in JSON their lines would run together. */
function argumentBlocks(given: Record<string, unknown>): Block[] {
  const entries = Object.entries(given);
  const long = entries.filter(([, value]) => typeof value === 'string' && value.includes('\n'));
  const short = entries.filter(([name]) => !long.some(([other]) => other === name));
  return [
    ...(short.length > 0
      ? [{ label: 'Arguments', kind: 'json' as const, text: jsonText(Object.fromEntries(short)) }]
      : []),
    ...long.map(([name, value]) => ({ label: name, kind: 'code' as const, text: String(value) })),
  ];
}

function submissionBlocks(submission: Submission): Block[] {
  switch (submission.kind) {
    case 'answer':
      return [{ label: 'Answer', kind: 'json', text: jsonText(submission.answer) }];
    case 'tree':
      return [{ label: 'Patch', kind: 'diff', text: submission.patch }];
    case 'state': {
      const calls = `${submission.calls.length} calls reached the state.`;
      return [
        { label: 'State', kind: 'text', text: calls },
        { label: 'Answer', kind: 'json', text: jsonText(submission.answer) },
      ];
    }
  }
}

function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? 'null';
}
