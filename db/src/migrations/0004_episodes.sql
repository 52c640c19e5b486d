-- Processes that serve episodes. One that is gone, or was silent for its lease, has lost its episodes with it.
CREATE TABLE "touchstone"."servers" (
	"id" text PRIMARY KEY NOT NULL,
	"place" text NOT NULL,
	"process_id" integer NOT NULL,
	"process_start" text NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
-- Attempts, one narrow row each. `verdict` is JSON as told: never what was expected.
CREATE TABLE "touchstone"."episodes" (
	"id" text PRIMARY KEY NOT NULL,
	"group_id" text NOT NULL,
	"task_id" text NOT NULL REFERENCES "touchstone"."tasks"("id") ON DELETE cascade,
	"solver" text NOT NULL,
	"key_id" text NOT NULL,
	"server_id" text NOT NULL REFERENCES "touchstone"."servers"("id"),
	"state" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"tool_calls" integer DEFAULT 0 NOT NULL,
	"tool_calls_max" integer NOT NULL,
	"events" integer DEFAULT 0 NOT NULL,
	"submit_key" text,
	"submit_hash" text,
	"verdict" text
);
--> statement-breakpoint
CREATE INDEX "episodes_key_id_id_index" ON "touchstone"."episodes" USING btree ("key_id","id");
--> statement-breakpoint
CREATE INDEX "episodes_task_id_id_index" ON "touchstone"."episodes" USING btree ("task_id","id");
--> statement-breakpoint
CREATE INDEX "episodes_live_index" ON "touchstone"."episodes" USING btree ("server_id") WHERE ended_at IS NULL;
--> statement-breakpoint
-- Transcripts, append-only, by position. Bodies (JSON) beyond 2 kB lie out of line: an outline does not read them. `bytes` are the body's in UTF-8.
CREATE TABLE "touchstone"."episode_events" (
	"episode_id" text NOT NULL REFERENCES "touchstone"."episodes"("id") ON DELETE cascade,
	"index" integer NOT NULL,
	"type" text NOT NULL,
	"title" text NOT NULL,
	"is_error" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"request_key" text,
	"bytes" integer NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "episode_events_episode_id_index_pk" PRIMARY KEY("episode_id","index")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "episode_events_request" ON "touchstone"."episode_events" USING btree ("episode_id","request_key") WHERE request_key IS NOT NULL;
--> statement-breakpoint
-- What trainers sampled, little-endian: ids as unsigned 32 bits, log-probabilities as 64-bit floats, masks as bytes.
CREATE TABLE "touchstone"."episode_tokens" (
	"episode_id" text NOT NULL REFERENCES "touchstone"."episodes"("id") ON DELETE cascade,
	"chunk" integer NOT NULL,
	"ids" "bytea" NOT NULL,
	"log_probabilities" "bytea",
	"mask" "bytea" NOT NULL,
	"request_key" text,
	CONSTRAINT "episode_tokens_episode_id_chunk_pk" PRIMARY KEY("episode_id","chunk")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "episode_tokens_request" ON "touchstone"."episode_tokens" USING btree ("episode_id","request_key") WHERE request_key IS NOT NULL;
--> statement-breakpoint
-- Verdicts in full, JSON of a `Verdict`: their checks say what was expected.
CREATE TABLE "touchstone"."verdicts" (
	"episode_id" text PRIMARY KEY NOT NULL REFERENCES "touchstone"."episodes"("id") ON DELETE cascade,
	"document" text NOT NULL,
	"given_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
-- Requests that carried an idempotency key. `answer` (JSON) is null while `server_id` executes it.
CREATE TABLE "touchstone"."idempotent_requests" (
	"key_id" text NOT NULL,
	"operation" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"server_id" text NOT NULL,
	"begun_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answer" text,
	CONSTRAINT "idempotent_requests_key_id_operation_idempotency_key_pk" PRIMARY KEY("key_id","operation","idempotency_key")
);
--> statement-breakpoint
-- Attempts at a task by a solver that ended with a reward, and how many passed. Abstentions are no attempts.
CREATE TABLE "touchstone"."outcomes" (
	"task_id" text NOT NULL REFERENCES "touchstone"."tasks"("id") ON DELETE cascade,
	"solver" text NOT NULL,
	"attempts" integer NOT NULL,
	"passed" integer NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "outcomes_task_id_solver_pk" PRIMARY KEY("task_id","solver"),
	CHECK (0 <= "passed" AND "passed" <= "attempts")
);
--> statement-breakpoint
CREATE INDEX "outcomes_solver_index" ON "touchstone"."outcomes" USING btree ("solver");
--> statement-breakpoint
-- Verdicts in full say what was expected: only verification has them.
GRANT SELECT, INSERT, UPDATE, DELETE ON "touchstone"."servers", "touchstone"."episodes", "touchstone"."episode_events",
  "touchstone"."episode_tokens", "touchstone"."verdicts", "touchstone"."idempotent_requests", "touchstone"."outcomes" TO touchstone_verify;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "touchstone"."servers", "touchstone"."episodes", "touchstone"."outcomes" TO touchstone_serve;
--> statement-breakpoint
-- Transcripts are append-only.
GRANT SELECT, INSERT ON "touchstone"."episode_events", "touchstone"."episode_tokens" TO touchstone_serve;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "touchstone"."idempotent_requests" TO touchstone_serve;
--> statement-breakpoint
GRANT UPDATE ("attempts", "passed") ON "touchstone"."task_state" TO touchstone_serve;
