/** What the database room offers. It stores and never decides. Secrets need a `Connection<'verify'>`. */
export { openDatabase, type Database, type DatabaseOptions } from './open.ts';
export { type Connection, type Role } from './connection.ts';
export { stopEmbedded } from './embedded/embedded.ts';
export { type ItemRangeJob, type JobHandler, type JobQueue } from './jobs/job-queue.ts';
export { type JobCounts } from './jobs/job-records.ts';
export {
  runIdOf,
  type Cost,
  type FamilyFrontier,
  type PublishedSignature,
  type RunFamily,
  type RunId,
  type RunIdentity,
  type Signature,
} from './run-types.ts';

export {
  type EpisodeEnding,
  type EpisodeEvent,
  type EpisodeState,
  type NewEpisode,
  type Outcome,
  type StoredEpisode,
} from './episode-types.ts';

export { openRun } from './write/open-run.ts';
export {
  recordItem,
  type CertifiedItem,
  type ItemKey,
  type ItemOutcome,
  type UncertifiedItem,
} from './write/record-item.ts';
export { recordUncertified } from './write/record-uncertified.ts';
export { publishReady, type Candidate, type Decision, type Publication } from './write/publish-ready.ts';
export { insertApiKey, markApiKeyUsed, revokeApiKey } from './write/write-api-keys.ts';
export { writeBlobs } from './write/write-blobs.ts';
export { writeCertificate } from './write/write-certificate.ts';
export { writeObservation } from './write/write-observation.ts';
export { writeProbeTally } from './write/write-probe-tally.ts';
export { writeSources } from './write/write-sources.ts';
export {
  releaseDigest,
  writeRelease,
  writeReleaseCertificates,
  writeReleaseScores,
  type ReleasedTask,
  type ReleaseKey,
  type ReleaseScore,
} from './write/write-release.ts';

export { recordOutcomes } from './write/add-outcomes.ts';
export { appendEvents, type EpisodeProgress } from './write/append-events.ts';
export { appendTokens, appendTranscript, type TranscriptChunk } from './write/append-transcript.ts';
export { endEpisode, markSubmitted, recordVerdict, reopenForVerdict } from './write/end-episode.ts';
export {
  beginRequest,
  forgetOldRequests,
  forgetRequest,
  takeOverRequest,
  type RequestName,
  type RequestState,
} from './write/idempotent-request.ts';
export { insertEpisodes } from './write/insert-episodes.ts';
export { retireTask, type TaskRetirement } from './write/retire-task.ts';
export {
  endLostEpisodes,
  endServer,
  hasServerEnded,
  readServers,
  registerServer,
  renewServer,
  type ServerIdentity,
} from './write/server-lease.ts';

export { countTasks, type TaskCount } from './read/count-tasks.ts';
export { findNear } from './read/find-near.ts';
export { findTask } from './read/find-task.ts';
export { listTasks, type TaskPage, type TaskSummary } from './read/list-tasks.ts';
export { readApiKeys, type StoredKey } from './read/read-api-keys.ts';
export { blobReader, readBlobs } from './read/read-blobs.ts';
export { readCertificates } from './read/read-certificates.ts';
export { readObservation } from './read/read-observation.ts';
export { listEpisodes, readEpisode, readEpisodesById, type EpisodeFilter } from './read/read-episodes.ts';
export { readEventOfRequest, readEvents, readSubmission, type StoredEvent } from './read/read-events.ts';
export {
  isReleased,
  readDrawable,
  readOutcomes,
  readSolverRecord,
  type DrawableTask,
} from './read/read-outcomes.ts';
export { readProbeTally, type ProbeTally, type VerifierTemplate } from './read/read-probe-tally.ts';
export { readRecordedItems } from './read/read-recorded-items.ts';
export { readRefusals, type RefusedItem } from './read/read-refusals.ts';
export {
  listReleases,
  readRelease,
  readReleaseCertificates,
  readReleaseScores,
  readReleaseTasks,
  type Release,
} from './read/read-releases.ts';
export { listRuns, readRun, type Run } from './read/read-runs.ts';
export { readRunProgress, type FamilyProgress } from './read/read-run-progress.ts';
export { readSecrets } from './read/read-secrets.ts';
export { readSources } from './read/read-sources.ts';
export { readTaskBlobs } from './read/read-task-blobs.ts';
export { readTaskIds } from './read/read-task-ids.ts';
export { readTasks, type StoredTask } from './read/read-tasks.ts';
export { type TaskFilter } from './read/task-filter.ts';

export { countFacets, countMatches, type Count, type Facets } from './query/facets.ts';
export { listRows, readRows, type RowsPage, type RowsRequest } from './query/list-rows.ts';
export { Values } from './query/condition.ts';
export { conditionOfTerms } from './query/terms.ts';
export { searchedText } from './searched-text.ts';
export { summaryOf, type CertificateSummary, type CertificateVersions } from './certificate-summary.ts';
export { readMadeBy, writeStale, type MadeByVersions } from './write/write-stale.ts';
export { applyAct, decide, previewAct, undoAct, type ActRequest, type FrozenSet } from './curate/act.ts';
export { readAudit, writeAudit, type AuditEntry, type NewAuditEntry } from './curate/audit.ts';
export { listOps, readOp, readOpRows, type OpRow } from './curate/ops.ts';
export {
  countWaiting,
  releaseReservations,
  reserve,
  type Asking,
  type QueueOf,
  type Reserved,
} from './curate/reservations.ts';
export {
  controlRun,
  readRunControl,
  readRunControls,
  retryParked,
  type RunControl,
} from './runs/control-run.ts';
export {
  eventBefore,
  readFaultGroups,
  readPace,
  readRunEvents,
  readYieldGroups,
  type FaultGroup,
  type RunEvent,
  type YieldGroup,
} from './runs/read-runs-page.ts';
