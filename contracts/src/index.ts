/** The nouns and ports of Touchstone. Adding a name here is a decision. */
export {
  answerTypeSchema,
  scalarAnswerTypeSchema,
  type AnswerType,
  type ScalarAnswerType,
} from './answer.ts';
export { type BlobReader } from './blob.ts';
export { codeTools } from './code-tools.ts';
export { categories, categorySchema, type Category } from './category.ts';
export {
  certificateKeySchema,
  certificateSchema,
  gateAnswerSchema,
  gateIdSchema,
  gateIds,
  gateOutcomeSchema,
  gateOutcomes,
  rateSchema,
  strongestCertificate,
  structureSchema,
  tallySchema,
  type Certificate,
  type CertificateKey,
  type Certification,
  type GateAnswer,
  type GateId,
  type GateOutcome,
  type Rate,
  type Structure,
  type Tally,
} from './certificate.ts';
export { draftId, isRefusal, refusal, type Draft, type Refusal } from './draft.ts';
export {
  environmentFileSchema,
  environmentSchema,
  toolSchema,
  userSchema,
  worldSchema,
  type Environment,
  type Tool,
  type World,
} from './environment.ts';
export { episodeEventSchema, episodeSchema, usageSchema, type Episode } from './episode.ts';
export {
  Fault,
  InputFault,
  SandboxFault,
  attribute,
  boundaries,
  type Boundary,
  type FaultFields,
} from './errors.ts';
export {
  isIllegal,
  needs,
  type AnyFamily,
  type Family,
  type Game,
  type Illegal,
  type MoveKind,
  type Need,
  type Page,
} from './family.ts';
export { hashBytes, hashJson, hashSchema, hashText, keyedHash, type Hash } from './hash.ts';
export { canonicalJson, jsonObjectSchema, jsonSchema, type Json, type JsonObject } from './json.ts';
export { licenceSchema, sourceLicenceSchema, type Licence } from './licence.ts';
export {
  type ChatModels,
  type Lab,
  type Observation,
  type Repository,
  type RepositoryStore,
  type TableFile,
  type TableStore,
} from './ports.ts';
export { recipeSchema, type Recipe, type RecipeInput } from './recipe.ts';
export { createRng, type Rng } from './rng.ts';
export { criterionSchema, rubricSchema, type Criterion, type Rubric } from './rubric.ts';
export {
  limitsSchema,
  realisedRuntimeSchema,
  runtimeRequirementSchema,
  weaknessSchema,
  type Command,
  type Ending,
  type ExecResult,
  type Limits,
  type RealisedRuntime,
  type RuntimeRequirement,
  type Sandbox,
  type SandboxDriver,
  type SandboxFile,
  type SandboxProcess,
  type SandboxRequest,
  type Weakness,
} from './sandbox.ts';
export { sourceSchema, splitOf, splitSchema, splits, type Source, type Split } from './source.ts';
export {
  submissionSchema,
  toolCallSchema,
  type Submission,
  type SubmissionKind,
  type ToolCall,
} from './submission.ts';
export {
  answerFormatSchema,
  isProgram,
  lineageSchema,
  programSchema,
  referenceSchema,
  saltOf,
  taskId,
  taskIdSchema,
  taskPublicSchema,
  taskSecretSchema,
  testRunners,
  trialsSchema,
  verifierSchema,
  wrongTrialSchema,
  type AnswerFormat,
  type Executor,
  type Lineage,
  type Program,
  type Reference,
  type TaskId,
  type TaskPublic,
  type TaskSecret,
  type Trials,
  type Verifier,
} from './task.ts';
export {
  type AttemptOptions,
  type AttemptResult,
  type AttemptRunner,
  type Rows,
  type ToolHost,
  type ToolResult,
  type ToolSession,
  type ToolSessionOptions,
  type VerifyPorts,
} from './tools.ts';
export { applyPatch, patchBetween, patchedPaths, type Tree } from './tree.ts';
export {
  checkSchema,
  verdictFaultSchema,
  verdictSchema,
  type Check,
  type Verdict,
  type VerdictFault,
} from './verdict.ts';
export {
  webDocumentSchema,
  webNames,
  type OfflineWeb,
  type WebDocument,
  type WebHit,
  type WebName,
  type WebStore,
} from './web.ts';
export { webTools } from './web-tools.ts';
