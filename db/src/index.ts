/** What the database room offers. It stores and never decides. */
export { openEmbedded, stopEmbedded, type EmbeddedServer } from './embedded/embedded.ts';
