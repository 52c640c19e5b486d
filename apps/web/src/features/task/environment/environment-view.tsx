/** Where an attempt happens, shown as its category needs it: one view a category, the same on every page. */
import type { TaskDetail } from '@touchstone/contracts/api';
import { lazy, type ComponentType } from 'react';

export interface EnvironmentProps {
  detail: TaskDetail;
  /** Place inside: a file, a document, a table, a tool. */
  at: string;
  onAt: (at: string) => void;
}

const views: Record<TaskDetail['task']['category'], ComponentType<EnvironmentProps>> = {
  search: lazy(() => import('./search-view.tsx').then(({ SearchView }) => ({ default: SearchView }))),
  code: lazy(() => import('./code-view.tsx').then(({ CodeView }) => ({ default: CodeView }))),
  interpreter: lazy(() =>
    import('./interpreter-view.tsx').then(({ InterpreterView }) => ({ default: InterpreterView })),
  ),
  general: lazy(() => import('./general-view.tsx').then(({ GeneralView }) => ({ default: GeneralView }))),
};

export function EnvironmentView(props: EnvironmentProps) {
  const View = views[props.detail.task.category];
  return <View {...props} />;
}
