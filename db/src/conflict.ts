/** Runs a transaction again when another one was in its way (serialization failure, deadlock). */
import type { Connection, Sql } from './connection.ts';
import { isConflict } from './database-fault.ts';
import { conflictTriesMax } from './limits.ts';

export async function withoutConflict<T>(connection: Connection, act: (sql: Sql) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await connection.transaction(act);
    } catch (thrown) {
      if (!isConflict(thrown) || tries >= conflictTriesMax) throw thrown;
    }
  }
}
