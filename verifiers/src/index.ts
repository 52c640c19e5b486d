/** Draft or submission in, certificate or verdict out. */
export { certify, type CertifyOptions } from './certify.ts';
export { junitOf } from './executors/tests/junit-of.ts';
export { explainCertificate, type Pooled } from './explain.ts';
export { ngramWordsDefault, sharedTexts, type ListEntry, type SharedText } from './contamination/ngrams.ts';
export { defaultGateSettings, gateSettingsSchema, type GateSettings } from './gate-settings.ts';
export { answerNew, completeCertificate } from './near-duplicate/answer-new.ts';
export { nearDuplicateSignature } from './near-duplicate/signature.ts';
export { allForgeries, byLuck } from './probes/forgeries/catalogue.ts';
export { programSources as testRunnerSources } from './executors/tests/program-sources.ts';
export { readTap } from './executors/tests/runners/tape.ts';
export { verifierSources } from './python-sources.ts';
export { stalenessOf, type Staleness } from './staleness.ts';
export { betaQuantile } from './statistics/beta-quantile.ts';
export { publicStrip, stripInWords, stripOf, type StripEvidence } from './strip.ts';
export { clopperPearson } from './statistics/clopper-pearson.ts';
export { verify, verifyMany } from './verify.ts';
export { gateVersions, verifierVersions } from './versions.ts';
