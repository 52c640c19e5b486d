-- Curation: what changes about a task and what lists are filtered by stands in one narrow table; searched text in a cold
-- one; acts with their receipts, reservations, the audit log; a journal of what became of items, for those who watch a run.
ALTER TABLE "touchstone"."task_state"
  ADD COLUMN "revision" integer DEFAULT 0 NOT NULL,
  ADD COLUMN "review" text DEFAULT 'unreviewed' NOT NULL,
  ADD COLUMN "reviewed_by" text,
  ADD COLUMN "reviewed_at" timestamp with time zone,
  ADD COLUMN "reason" text,
  ADD COLUMN "category" text DEFAULT '' NOT NULL,
  ADD COLUMN "split" text DEFAULT '' NOT NULL,
  ADD COLUMN "language" text DEFAULT '' NOT NULL,
  ADD COLUMN "licence" text DEFAULT '' NOT NULL,
  ADD COLUMN "published_at" timestamp with time zone DEFAULT now() NOT NULL,
  ADD COLUMN "driver" text DEFAULT '' NOT NULL,
  ADD COLUMN "stale" boolean DEFAULT false NOT NULL,
  ADD COLUMN "versions" text DEFAULT '' NOT NULL,
  ADD COLUMN "gates" text DEFAULT '' NOT NULL,
  ADD COLUMN "false_accept_high" double precision,
  ADD COLUMN "false_reject_high" double precision,
  ADD COLUMN "cpu_seconds" double precision DEFAULT 0 NOT NULL,
  ADD COLUMN "sandbox_runs" integer DEFAULT 0 NOT NULL,
  ADD COLUMN "risk" double precision GENERATED ALWAYS AS
    (greatest(coalesce("false_accept_high", 1), coalesce("false_reject_high", 1))) STORED,
  ADD COLUMN "pass_rate" double precision GENERATED ALWAYS AS
    (CASE WHEN "attempts" > 0 THEN "passed"::double precision / "attempts" END) STORED;
--> statement-breakpoint
UPDATE "touchstone"."task_state" AS state
SET category = task.category, split = task.split, language = task.language, licence = task.spdx,
  published_at = coalesce(task.published_at, now())
FROM "touchstone"."tasks" AS task WHERE task.id = state.task_id;
--> statement-breakpoint
-- No index names a column that a decision changes, so that a bulk act rewrites rows in their own pages.
ALTER TABLE "touchstone"."task_state" SET (fillfactor = 70);
--> statement-breakpoint
CREATE INDEX "task_state_false_accept_index" ON "touchstone"."task_state" ((coalesce(false_accept_high, 1)), task_id);
--> statement-breakpoint
CREATE INDEX "task_state_false_reject_index" ON "touchstone"."task_state" ((coalesce(false_reject_high, 1)), task_id);
--> statement-breakpoint
CREATE INDEX "task_state_risk_index" ON "touchstone"."task_state" (risk, task_id);
--> statement-breakpoint
CREATE INDEX "task_state_cost_index" ON "touchstone"."task_state" (cpu_seconds, task_id);
--> statement-breakpoint
CREATE INDEX "task_state_published_index" ON "touchstone"."task_state" (published_at, task_id);
--> statement-breakpoint
CREATE TABLE "touchstone"."task_texts" (
  "task_id" text PRIMARY KEY NOT NULL REFERENCES "touchstone"."tasks"("id") ON DELETE cascade,
  "words" tsvector NOT NULL,
  "body" text NOT NULL
);
--> statement-breakpoint
-- Out of line, so that counting matches reads few pages.
ALTER TABLE "touchstone"."task_texts" SET (toast_tuple_target = 128);
--> statement-breakpoint
CREATE INDEX "task_texts_words_index" ON "touchstone"."task_texts" USING gin ("words");
--> statement-breakpoint
-- Phrases are found as they stand. Without the extension (a shared server that lacks it) they are found slowly.
DO $$
DECLARE place text;
BEGIN
  IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
    BEGIN
      CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA "touchstone";
    EXCEPTION WHEN insufficient_privilege THEN
      RAISE NOTICE 'pg_trgm may not be installed by this login: phrases are looked for without an index';
    END;
  END IF;
  SELECT nspname INTO place FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'pg_trgm';
  IF place IS NOT NULL THEN
    EXECUTE format('CREATE INDEX task_texts_body_index ON touchstone.task_texts USING gin (body %I.gin_trgm_ops)', place);
  END IF;
END $$;
--> statement-breakpoint
CREATE TABLE "touchstone"."ops" (
  "id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  "act" text NOT NULL,
  "bulk" boolean NOT NULL,
  "q" text NOT NULL,
  "reason" text,
  "actor" text NOT NULL,
  "state" text NOT NULL,
  "created_at" timestamp with time zone NOT NULL,
  "ended_at" timestamp with time zone,
  "total" integer DEFAULT 0 NOT NULL,
  "unchanged" integer DEFAULT 0 NOT NULL,
  "skipped" integer DEFAULT 0 NOT NULL,
  "undo_skipped" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
-- The frozen set with what stood there. `exception` is null where the row went the way of its op.
CREATE TABLE "touchstone"."op_rows" (
  "op_id" bigint NOT NULL REFERENCES "touchstone"."ops"("id") ON DELETE cascade,
  "task_id" text NOT NULL,
  "revision" integer NOT NULL,
  "status" text NOT NULL,
  "review" text NOT NULL,
  "reviewed_by" text,
  "reviewed_at" timestamp with time zone,
  "reason" text,
  "exception" text,
  PRIMARY KEY ("op_id", "task_id")
);
--> statement-breakpoint
CREATE TABLE "touchstone"."reservations" (
  "task_id" text PRIMARY KEY NOT NULL REFERENCES "touchstone"."tasks"("id") ON DELETE cascade,
  "queue" text NOT NULL,
  "holder" text NOT NULL,
  "until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "touchstone"."audit" (
  "id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  "at" timestamp with time zone NOT NULL,
  "actor" text NOT NULL,
  "act" text NOT NULL,
  "task_id" text,
  "op_id" bigint,
  "reason" text,
  "detail" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "audit_task_index" ON "touchstone"."audit" ("task_id") WHERE task_id IS NOT NULL;
--> statement-breakpoint
CREATE TABLE "touchstone"."run_controls" (
  "run_id" text PRIMARY KEY NOT NULL REFERENCES "touchstone"."runs"("id"),
  "state" text NOT NULL,
  "actor" text NOT NULL,
  "changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "touchstone"."run_events" (
  "id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  "run_id" text NOT NULL,
  "at" timestamp with time zone NOT NULL,
  "family" text NOT NULL,
  "item" integer NOT NULL,
  "status" text NOT NULL,
  "gate" text,
  "code" text NOT NULL,
  "reason" text NOT NULL,
  "task_id" text
);
--> statement-breakpoint
INSERT INTO "touchstone"."run_events" (run_id, at, family, item, status, gate, code, reason, task_id)
SELECT run_id, recorded_at, family, item, status, gate, code, left(reason, 500), task_id
FROM "touchstone"."drafts" ORDER BY recorded_at, run_id, family, item;
--> statement-breakpoint
CREATE INDEX "run_events_run_index" ON "touchstone"."run_events" ("run_id", "id");
--> statement-breakpoint
-- At commit, one transaction of a run after the other: whoever has read up to an id has missed nothing below it. Earlier in
-- the transaction the lock would stand in the way of the locks on bodies.
CREATE FUNCTION "touchstone"."note_run_event"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(731640, hashtext(NEW.run_id));
  INSERT INTO touchstone.run_events (run_id, at, family, item, status, gate, code, reason, task_id)
  VALUES (NEW.run_id, clock_timestamp(), NEW.family, NEW.item, NEW.status, NEW.gate, NEW.code, left(NEW.reason, 500), NEW.task_id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "drafts_noted" AFTER INSERT OR UPDATE OF "status" ON "touchstone"."drafts"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "touchstone"."note_run_event"();
--> statement-breakpoint
-- `touchstone_curate` decides about tasks and sees nothing secret; the audit log can be added to and never changed.
GRANT USAGE ON SCHEMA "touchstone" TO touchstone_curate;
--> statement-breakpoint
GRANT SELECT ON "touchstone"."tasks", "touchstone"."task_state", "touchstone"."task_texts", "touchstone"."run_tasks",
  "touchstone"."ops", "touchstone"."op_rows", "touchstone"."reservations", "touchstone"."audit" TO touchstone_curate;
--> statement-breakpoint
CREATE POLICY "curate_reads_published" ON "touchstone"."tasks" FOR SELECT TO touchstone_curate USING ("published_at" IS NOT NULL);
--> statement-breakpoint
GRANT UPDATE ("status", "review", "reviewed_by", "reviewed_at", "reason", "revision", "updated_at")
  ON "touchstone"."task_state" TO touchstone_curate;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON "touchstone"."ops", "touchstone"."op_rows", "touchstone"."reservations" TO touchstone_curate;
--> statement-breakpoint
GRANT INSERT ON "touchstone"."audit" TO touchstone_curate, touchstone_verify;
--> statement-breakpoint
GRANT SELECT ON "touchstone"."audit", "touchstone"."ops", "touchstone"."op_rows", "touchstone"."reservations" TO touchstone_verify;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "touchstone"."task_texts", "touchstone"."run_controls", "touchstone"."run_events"
  TO touchstone_verify;
--> statement-breakpoint
GRANT SELECT ON "touchstone"."task_texts" TO touchstone_serve;
