/** For the author of a migration: `npx drizzle-kit generate --config db/drizzle.config.ts --name <what>`. */
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  casing: 'snake_case',
  schema: './db/src/schema/*.ts',
  out: './db/src/migrations',
  schemaFilter: ['touchstone'],
});
