/** Draft or submission in, certificate or verdict out. */
export { certify, type CertifyOptions } from './certify.ts';
export { explainCertificate, type Pooled } from './explain.ts';
export { defaultGateSettings, gateSettingsSchema, type GateSettings } from './gate-settings.ts';
export { answerNew, completeCertificate } from './near-duplicate/answer-new.ts';
export { nearDuplicateSignature } from './near-duplicate/signature.ts';
export { verifierTemplate } from './probes/catalogue.ts';
export { verifierSources } from './python-sources.ts';
export { clopperPearson } from './statistics/clopper-pearson.ts';
export { verify, verifyMany } from './verify.ts';
export { gateVersions, verifierVersions } from './versions.ts';
