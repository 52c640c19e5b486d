/** Answers of the server in each of the four states, for tests of the page alone. */
import type { Page, Route } from 'playwright-core';
import { exampleTasks } from './corpus.ts';
import { documentOf, rowsOfWorld, secretOf } from './secret-half.ts';

export const states = ['loaded', 'empty', 'error', 'loading'] as const;
export type State = (typeof states)[number];

export type Answer = (url: URL, route: Route) => unknown;

const problem = {
  type: 'about:blank',
  title: 'The database does not answer',
  status: 503,
  detail: 'Expected an answer within 5 seconds.',
  code: 'database-lost',
  hint: 'Look at the log of touchstone serve; it connects again by itself.',
  retryable: false,
  place: null,
};

/** `answers`: path pattern → what is sent; the first that fits. */
export async function answerApi(
  page: Page,
  state: State,
  answers: readonly [RegExp, Answer][],
): Promise<void> {
  await page.route('**/api/v1/**', async (route) => {
    if (state === 'loading') return; // Never answered.
    if (state === 'error')
      return route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem });
    const url = new URL(route.request().url());
    const path = decodeURIComponent(url.pathname.replace('/api/v1', ''));
    const answer = answers.find(([pattern]) => pattern.test(path))?.[1];
    const body = answer?.(url, route);
    if (body === undefined)
      return route.fulfill({
        status: 404,
        contentType: 'application/problem+json',
        json: { ...problem, status: 404, title: 'Not found', code: 'not-found', detail: path, hint: null },
      });
    if (Buffer.isBuffer(body)) return route.fulfill({ body, contentType: 'text/plain' });
    return route.fulfill({ json: body });
  });
}

export function corpusAnswers(state: State): [RegExp, Answer][] {
  const tasks = state === 'empty' ? [] : exampleTasks;
  const byId = (path: string) => tasks.find(({ detail }) => path.includes(detail.id));
  return [
    [/^\/tasks$/, () => ({ tasks: tasks.map(({ row }) => row), next: null })],
    [
      /^\/tasks\/facets$/,
      () => ({
        total: { count: tasks.length, atLeast: false },
        facets:
          tasks.length === 0
            ? []
            : [
                {
                  field: 'cat',
                  values: ['search', 'code', 'interpreter', 'general'].map((value) => ({ value, count: 3 })),
                },
                { field: 'review', values: [{ value: 'unreviewed', count: 12 }] },
                { field: 'split', values: [{ value: 'train', count: 12 }] },
                { field: 'gate', values: [{ value: 'teaches=not-measured', count: 12 }] },
              ],
      }),
    ],
    [/^\/tasks\/task_[0-9a-f]+$/, (url) => byId(url.pathname)?.detail],
    [
      /\/certificates$/,
      (url) => {
        const task = byId(url.pathname);
        return task === undefined
          ? { certificates: [] }
          : { certificates: [{ strip: task.detail.strip, certificate: task.certificate }] };
      },
    ],
    [
      /\/secret$/,
      (url) => {
        const task = byId(url.pathname);
        return task === undefined ? undefined : { id: task.detail.id, secret: secretOf(task) };
      },
    ],
    [/\/environment\/rows$/, () => rowsOfWorld],
    [
      /\/environment\/documents\//,
      (url) => documentOf(decodeURIComponent(url.pathname.split('/documents/')[1] ?? '')),
    ],
    [
      /\/environment\/files\//,
      () => Buffer.from('year,place,amount\n2024,"Bramey, harbour",12.5\n2025,Fairlie,9\n'),
    ],
    [/^\/outcomes$/, () => ({ outcomes: [] })],
    [
      /^\/(queues|episodes|ops|runs|audit|keys)$/,
      (url) => ({ [pluralOf(url.pathname.split('/').at(-1) ?? '')]: [], next: null }),
    ],
  ];
}

/** A page of the audit log is a list of entries. */
function pluralOf(name: string): string {
  return name === 'audit' ? 'entries' : name;
}
