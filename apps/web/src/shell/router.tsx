/**
 * Every address of the page. Search parameters are read by zod and left out where they are defaults. A page reads its own by
 * `getRouteApi('/its/path')`: importing this file from a page would be a circle.
 */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { TasksPage } from '../features/tasks/tasks-page.tsx';
import { CrashPage, NotFoundPage } from './not-found.tsx';
import { parseSearch, searchOf, stringifySearch } from './search.ts';
import { Shell } from './shell.tsx';
import { taskTabs } from './tabs.ts';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: CrashPage,
});
const parent = { getParentRoute: () => root };
const text = z.string().default('');
const optionalIndex = z.coerce.number().int().nonnegative().optional();

const home = createRoute({
  ...parent,
  path: '/',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- how the router is told.
    throw redirect({ to: '/tasks' });
  },
});

const tasksRoute = createRoute({
  ...parent,
  path: '/tasks',
  component: TasksPage,
  ...searchOf({
    /** Query of `contracts/api/query.ts`. */
    q: text,
    sort: z
      .string()
      .regex(/^-?[a-z]+$/)
      .default('id'),
    /** Id of the task in the peek panel. */
    peek: text,
  }),
});

const taskRoute = createRoute({
  ...parent,
  path: '/tasks/$id',
  component: lazyRouteComponent(() => import('../features/task/task-page.tsx'), 'TaskPage'),
  ...searchOf({
    tab: z.enum(taskTabs).default('brief'),
    /** Gate whose evidence is open. */
    gate: text,
    /** Place inside the tab: a file, a document, a table, a tool. */
    at: text,
    /** Playing: the task is attempted by whoever looks at it. */
    play: z.union([z.boolean(), z.stringbool()]).default(false),
    /** The list that one came from, for j and k. */
    q: text,
    sort: text,
  }),
});

const episodeRoute = createRoute({
  ...parent,
  path: '/episodes/$id',
  component: lazyRouteComponent(() => import('../features/episode/episode-page.tsx'), 'EpisodePage'),
  ...searchOf({
    /** Index of the event. */
    e: optionalIndex,
    /** Episode beside it. */
    vs: text,
  }),
});

const queuesRoute = createRoute({
  ...parent,
  path: '/review',
  component: lazyRouteComponent(() => import('../features/review/queues-page.tsx'), 'QueuesPage'),
});

const reviewRoute = createRoute({
  ...parent,
  path: '/review/$queue',
  component: lazyRouteComponent(() => import('../features/review/review-page.tsx'), 'ReviewPage'),
  ...searchOf({
    /** Id of the task. */
    at: text,
    tab: z.enum(taskTabs).optional(),
    gate: text,
  }),
});

const runsRoute = createRoute({
  ...parent,
  path: '/runs',
  component: lazyRouteComponent(() => import('../features/runs/runs-page.tsx'), 'RunsPage'),
});

const runRoute = createRoute({
  ...parent,
  path: '/runs/$id',
  component: lazyRouteComponent(() => import('../features/runs/run-page.tsx'), 'RunPage'),
  ...searchOf({ tab: z.enum(['board', 'events', 'faults', 'families']).default('board') }),
});

const yieldsRoute = createRoute({
  ...parent,
  path: '/yields',
  component: lazyRouteComponent(() => import('../features/yields/yields-page.tsx'), 'YieldsPage'),
  ...searchOf({ by: text, from: text, run: text }),
});

const opsRoute = createRoute({
  ...parent,
  path: '/ops',
  component: lazyRouteComponent(() => import('../features/ops/ops-page.tsx'), 'OpsPage'),
  ...searchOf({ tab: z.enum(['ops', 'audit']).default('ops') }),
});

const opRoute = createRoute({
  ...parent,
  path: '/ops/$id',
  component: lazyRouteComponent(() => import('../features/ops/op-page.tsx'), 'OpPage'),
});

const settingsRoute = createRoute({
  ...parent,
  path: '/settings/{-$section}',
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    tasksRoute,
    taskRoute,
    episodeRoute,
    queuesRoute,
    reviewRoute,
    runsRoute,
    runRoute,
    yieldsRoute,
    opsRoute,
    opRoute,
    settingsRoute,
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
