/** What the server answers about queues, episodes, runs, yields, acts and keys, for tests of the page alone. */
import type {
  EpisodeSummary,
  Key,
  Op,
  RunSummary,
  runDetailSchema,
  runEventSchema,
  transcriptEventSchema,
  yieldsSchema,
} from '@touchstone/contracts/api';
import type { z } from 'zod';
import { exampleTasks } from './corpus.ts';
import type { Answer, State } from './fake-api.ts';

const at = '2026-11-24T12:00:00.000Z';
export const episodeId = `episode_${'a'.repeat(32)}`;
export const otherEpisodeId = `episode_${'b'.repeat(32)}`;
export const opId = 'op_1';
export const runId = 'run_quickstart';
/** Shown wherever a foreign text is: as text it is harmless, as HTML it would show. */
const hostile = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';

export function operationAnswers(state: State, options: { events?: number } = {}): [RegExp, Answer][] {
  const empty = state === 'empty';
  const total = empty ? 0 : (options.events ?? 400);
  return [
    [/^\/queues$/, () => ({ queues: empty ? [] : queues })],
    [/^\/queues\/[^/]+\/reserve$/, () => reservations(empty)],
    [/^\/queues\/[^/]+\/reservations$/, () => ({})],
    [/\/decision$/, () => op({ id: opId, q: '', total: 1, applied: 1, skipped: 0 })],
    [
      /^\/episodes$/,
      () => ({ episodes: empty ? [] : [episode(episodeId, total), episode(otherEpisodeId, total)] }),
    ],
    [/^\/episodes\/[^/]+$/, (url) => episode(url.pathname.split('/').at(-1) ?? '', total)],
    [/^\/episodes\/[^/]+\/events$/, (url) => transcriptPage(url, total)],
    [
      /^\/runs$/,
      () => ({ runs: empty ? [] : [run, { ...run, id: 'run_2', name: 'nightly', state: 'done' }] }),
    ],
    [/^\/runs\/[^/]+$/, () => (empty ? emptyRun : runDetail)],
    [/^\/runs\/[^/]+\/events$/, () => eventStream(empty ? [] : runEvents)],
    [/^\/runs\/[^/]+\/(pause|resume|stop|retry)$/, () => runDetail],
    [/^\/yields$/, () => (empty ? { ...yields, steps: [] } : yields)],
    [
      /^\/ops$/,
      () => ({ ops: empty ? [] : [op({}), op({ id: 'op_2', state: 'undone', undone: 40 })], next: null }),
    ],
    [/^\/ops\/[^/]+$/, () => op(empty ? { total: 0, applied: 0, skipped: 0 } : {})],
    [
      /^\/ops\/[^/]+\/rows$/,
      (url) => {
        const outcome = url.searchParams.get('outcome');
        return {
          rows: empty ? [] : opRows.filter((each) => outcome === null || each.outcome === outcome),
          next: null,
        };
      },
    ],
    [/^\/audit$/, () => ({ entries: empty ? [] : auditEntries, next: null })],
    [/^\/keys$/, () => ({ keys: empty ? [] : keys })],
  ];
}

const queues = [
  {
    id: 'risk',
    title: 'Shown least well',
    q: 'review:unreviewed',
    sort: '-far',
    waiting: 12,
    reservedByOthers: 2,
  },
  {
    id: 'audit',
    title: 'Five per cent at random',
    q: 'review:approved',
    sort: 'id',
    waiting: 3,
    reservedByOthers: 0,
  },
];

function reservations(empty: boolean) {
  const reservedUntil = new Date(Date.now() + 600_000).toISOString();
  // What is published of a code task's secret half leaves out too much for the whole of it to be made up.
  const reviewed = exampleTasks.filter(({ detail }) => detail.task.category !== 'code');
  const items = empty ? [] : reviewed.map(({ detail }) => ({ detail, reservedUntil }));
  return { items, waiting: items.length };
}

function op(fields: Partial<Op>): Op {
  return {
    ...{
      id: opId,
      act: 'approve',
      q: 'cat:search review:unreviewed',
      reason: `Read ten of them. ${hostile}`,
    },
    ...{ actor: 'ana', state: 'done', createdAt: at, endedAt: at },
    ...{ total: 42, applied: 40, skipped: 2, undone: 0, undoable: true },
    ...fields,
  };
}

const opRows = exampleTasks.map(({ detail }, index) => ({
  task: detail.id,
  outcome: index < 2 ? 'skipped' : 'applied',
  why: index < 2 ? 'its revision had moved from 1 to 2' : null,
}));

const auditEntries = exampleTasks.slice(0, 6).map(({ detail }, index) => ({
  ...{ id: 100 - index, at, actor: index % 2 === 0 ? 'ana' : 'ben', act: index === 0 ? 'bulk' : 'decision' },
  ...{ task: index === 0 ? null : detail.id, op: opId, reason: hostile, detail: 'approved' },
}));

function episode(id: string, events: number): EpisodeSummary {
  return {
    ...{
      id,
      group: 'group_1',
      task: exampleTasks[0]?.detail.id ?? '',
      solver: id === episodeId ? 'model-a' : 'model-b',
    },
    ...{ state: 'rejected', openedAt: at, endedAt: at, toolCalls: events, toolCallsMax: 400, events },
    verdict: {
      ...{ outcome: 'rejected', reward: 0, masked: false, fault: null, reason: 'cites-the-ledger' },
      checks: [
        { id: 'names-the-keeper', met: true },
        { id: 'cites-the-ledger', met: false },
      ],
      verifier: 'typed-answer@3',
    },
  };
}

export type TranscriptEvent = z.infer<typeof transcriptEventSchema>;

/** Event `index`: every tenth a message, every thirty-seventh an error, the last two a submission and a verdict. */
function eventAt(index: number, total: number, other = false): TranscriptEvent {
  const base = { index, at, bytes: 200, isError: false };
  if (index === total - 1) {
    const verdict = episode(episodeId, total).verdict;
    return { ...base, type: 'verdict', title: 'rejected', body: verdict };
  }
  if (index === total - 2)
    return {
      ...base,
      type: 'submitted',
      title: 'answer',
      body: { kind: 'answer', answer: { keeper: 'Ana Brandt' } },
    };
  if (index % 10 === 0)
    return {
      ...{ ...base, type: 'message', title: `assistant: step ${index}` },
      body: {
        role: 'assistant',
        text: `Step ${index}. ${hostile}\n${'I look it up in the ledger. '.repeat(index % 7)}`,
      },
    };
  const query = other && index % 50 > 44 ? `harbour ${index}` : `ledger ${index}`;
  return {
    ...{ ...base, type: 'tool-called', title: `search {"query":"${query}"}`, isError: index % 37 === 36 },
    body: {
      ...{ tool: 'search', arguments: { query, limit: 5 }, isError: index % 37 === 36 },
      result: Array.from(
        { length: 1 + (index % 40) },
        (_, line) => `${line + 1}. Document ${index}-${line}`,
      ).join('\n'),
    },
  };
}

function transcriptPage(url: URL, total: number) {
  const [from, to] = [Number(url.searchParams.get('from')), Number(url.searchParams.get('to'))];
  const bodies = url.searchParams.get('bodies') === 'true';
  const length = Math.max(0, Math.min(to, total) - from);
  const events = Array.from({ length }, (_, offset) => {
    const event = eventAt(from + offset, total, url.pathname.includes(otherEpisodeId));
    return bodies ? event : { ...event, body: null };
  });
  return { events, total };
}

const run: RunSummary = {
  ...{ id: runId, name: 'quickstart', startedAt: at, state: 'running', quota: 40 },
  counts: { drafted: 61, certified: 3, published: 31, refused: 21, parked: 2, surplus: 4 },
  ...{ sandboxRuns: 412, cpuSeconds: 301, costUsd: 0, secondsLeft: 45 },
};

const families = ['ferry-crew', 'payrolls', 'station-log', 'archive'].map((family, index) => ({
  ...{
    family,
    category: (['general', 'interpreter', 'interpreter', 'search'] as const)[index] ?? 'search',
    quota: 10,
  },
  ...{
    nextItem: 14,
    cpuSeconds: 60,
    counts: { ...run.counts, published: 8, drafted: 14, refused: 5, parked: 0, surplus: 1, certified: 0 },
  },
}));

const runDetail: z.infer<typeof runDetailSchema> = {
  run,
  families,
  faults: [
    {
      gate: null,
      code: 'few-clauses',
      count: 12,
      example: `Expected at least 5 clauses, came 3. ${hostile}`,
    },
    {
      gate: 'not-hackable',
      code: 'forgery-accepted',
      count: 2,
      example: 'The forged answer "yes" was accepted.',
    },
    { gate: 'repeats', code: 'verdict-flips', count: 1, example: 'Accepted 9 of 10 times.' },
  ],
  jobs: { waiting: 6, active: 2, failed: 1 },
};
const emptyRun = {
  run: { ...run, counts: { drafted: 0, certified: 0, published: 0, refused: 0, parked: 0, surplus: 0 } },
  ...{ families: [], faults: [], jobs: { waiting: 0, active: 0, failed: 0 } },
};

const runEvents: z.infer<typeof runEventSchema>[] = Array.from({ length: 40 }, (_, index) => ({
  ...{
    id: index + 1,
    at: `2026-11-24T12:00:${String(index).padStart(2, '0')}.000Z`,
    run: runId,
    family: 'payrolls',
  },
  ...{
    item: index,
    status: (['published', 'refused', 'published', 'parked', 'certified'] as const)[index % 5] ?? 'published',
  },
  ...{ gate: index % 5 === 1 ? 'wrong-fails' : null, code: index % 5 === 3 ? 'sandbox-died' : '' },
  ...{
    reason: index % 5 === 1 ? hostile : '',
    task: index % 5 === 0 ? (exampleTasks[0]?.detail.id ?? null) : null,
  },
}));

/** Ends at once, as a lost connection does. */
function eventStream(events: readonly z.infer<typeof runEventSchema>[]): Buffer {
  return Buffer.from(events.map((event) => `id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`).join(''));
}

const step = (name: string, title: string, count: number, lost: number, code = '') => ({
  ...{ step: name, title, count, lost, cpuSeconds: count * 1.3 },
  reasons: lost === 0 ? [] : [{ code: code || 'refused', count: lost, example: `For example: ${hostile}` }],
});
const yields: z.infer<typeof yieldsSchema> = {
  steps: [
    step('drafts', 'Drafted', 640, 92, 'few-clauses'),
    step('reference-passes', 'Reference passes', 548, 3, 'reference-refused'),
    step('nothing-fails', 'Nothing fails', 545, 8, 'empty-accepted'),
    step('wrong-fails', 'Wrong fails', 537, 41, 'wrong-accepted'),
    step('right-passes', 'Right passes', 496, 12, 'right-refused'),
    step('not-leaked', 'Not leaked', 484, 2, 'leak'),
    step('not-hackable', 'Not hackable', 482, 19, 'forgery-accepted'),
    step('repeats', 'Repeats', 463, 1, 'flips'),
    step('new', 'New', 462, 26, 'near-duplicate'),
    step('published', 'Published', 436, 0),
  ],
  ...{ parked: 7, cpuSecondsPerTask: 2.41, costUsdPerTask: 0, tasksPerHour: 1_912 },
};

const keys: Key[] = [
  ...[
    {
      id: 'key_000000000001',
      name: 'ana',
      role: 'curator' as const,
      createdAt: at,
      lastUsedAt: at,
      revokedAt: null,
    },
  ],
  ...[
    {
      id: 'key_000000000002',
      name: 'grpo-7b',
      role: 'trainer' as const,
      createdAt: at,
      lastUsedAt: null,
      revokedAt: null,
    },
  ],
  ...[
    {
      id: 'key_000000000003',
      name: 'old',
      role: 'trainer' as const,
      createdAt: at,
      lastUsedAt: at,
      revokedAt: at,
    },
  ],
].map((key) => ({ ...key, requestsPerMinuteMax: 6_000, episodesMax: 1_000 }));
