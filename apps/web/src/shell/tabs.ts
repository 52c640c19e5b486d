/** Tabs that addresses name. */
export const taskTabs = ['brief', 'environment', 'verifier', 'episodes', 'history'] as const;
export type TaskTab = (typeof taskTabs)[number];

export const settingsSections = ['keys', 'models', 'budgets', 'shortcuts', 'appearance', 'system'] as const;
