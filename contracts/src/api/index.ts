/** What travels between server, page, command line and trainers: one schema for validation, types and the OpenAPI document. */
export * from './query.ts';
export * from './problem.ts';
export * from './strip.ts';
export * from './corpus.ts';
export * from './episodes.ts';
export * from './curation.ts';
export * from './runs.ts';
export * from './keys.ts';
