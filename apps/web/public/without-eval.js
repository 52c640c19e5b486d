// zod compiles schemas where it may, and to find out it evaluates a string as soon as a schema is made: the content security
// policy refuses that and the browser reports it. Runs before every module, since schemas are made while modules load.
globalThis.__zod_globalConfig = { jitless: true };
