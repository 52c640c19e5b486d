/** Tabs of a task, as addresses name them. */
export const taskTabs = ['brief', 'environment', 'verifier', 'episodes', 'history'] as const;
export type TaskTab = (typeof taskTabs)[number];
