/** Composes the rooms. What surfaces (command line, API) are built on. */
export { families } from '@touchstone/synth';
export { buildCorpus, type BuiltCorpus } from './build-corpus.ts';
export { renewStale, type RenewedTask, type Renewal } from './certify-stale.ts';
export { certifyTask } from './certify-task.ts';
export { compose, type DriverChoice, type Parts } from './compose.ts';
export { readConfig, type Config } from './config.ts';
export { explain, showTask, type ShownTask } from './corpus.ts';
export { buildImage, canWork, diagnose, type Finding } from './doctor.ts';
export { findContamination, type ContaminationReport } from './contamination.ts';
export { corpusSource } from './export/corpus-source.ts';
export { exportDirectory } from './export/dir/directory.ts';
export { exportHarbor, type HarborManifest } from './export/harbor/harbor.ts';
export { exportHf } from './export/hf/hf.ts';
export { exportJsonLines } from './export/jsonl.ts';
export { byCategory, proven, type FamilyProgress, type RunProgress } from './progress.ts';
export { describeRecipe, recipeTemplate, type RecipeField } from './recipe-fields.ts';
export { existingCategories, loadRecipe, type LoadedRecipe } from './recipe.ts';
export { createRelease } from './release/create.ts';
export { diffCorpora, presentCorpus, type CorpusDiff } from './release/diff.ts';
export { findRelease, parseReleaseKey, releaseName } from './release/release-key.ts';
export { releaseSource } from './release/release-source.ts';
export { rescoreRelease, type Rescoring } from './release/rescore.ts';
export { junitOfSubmission, readSubmission, verifySubmission } from './verify-task.ts';
export { work } from './worker.ts';
export {
  readCertificateStrips,
  readSecretHalf,
  readStrip,
  readTaskDetail,
  readTaskDetails,
  type Viewer,
} from './curate/task-detail.ts';
export {
  readEnvironmentFile,
  readWebDocument,
  readWorldTables,
  type ShownDocument,
} from './curate/environment.ts';
export { refreshStale } from './curate/refresh-stale.ts';
export { submitSchema } from './serve/answer-schema.ts';
export { type Caller } from './serve/house.ts';
export { openServing, type Serving, type ServingOptions } from './serve/open-serving.ts';
export { openDesk, type Desk } from './curate/desk.ts';
export { asAsked } from './curate/queues.ts';
export { readRunDetail, readRunSummaries, readYields, steerRun, watchRun } from './curate/runs.ts';
