CREATE SCHEMA "touchstone";
--> statement-breakpoint
CREATE TABLE "touchstone"."blobs" (
	"hash" text PRIMARY KEY NOT NULL,
	"compressed" "bytea" NOT NULL,
	"size" integer NOT NULL,
	"public" boolean NOT NULL,
	"kept" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "touchstone"."certificates" (
	"task_id" text NOT NULL,
	"driver" text NOT NULL,
	"key_hash" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"outcomes" jsonb NOT NULL,
	"weakest_evidence" text NOT NULL,
	"sandbox_runs" integer NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "certificates_task_id_driver_pk" PRIMARY KEY("task_id","driver")
);
--> statement-breakpoint
CREATE TABLE "touchstone"."drafts" (
	"run_id" text NOT NULL,
	"family" text NOT NULL,
	"item" integer NOT NULL,
	"status" text NOT NULL,
	"gate" text,
	"code" text NOT NULL,
	"reason" text NOT NULL,
	"task_id" text,
	"lineage" text,
	"sandbox_runs" integer NOT NULL,
	"cpu_seconds" double precision NOT NULL,
	"wall_seconds" double precision NOT NULL,
	"cost_usd" double precision NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "drafts_run_id_family_item_pk" PRIMARY KEY("run_id","family","item")
);
--> statement-breakpoint
CREATE TABLE "touchstone"."environments" (
	"hash" text PRIMARY KEY NOT NULL,
	"document" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "touchstone"."job_failures" (
	"job_key" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL,
	"failures" integer NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "touchstone"."observations" (
	"hash" text PRIMARY KEY NOT NULL,
	"document" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "touchstone"."probe_tallies" (
	"executor" text NOT NULL,
	"runtime" text NOT NULL,
	"runner" text NOT NULL,
	"task_id" text NOT NULL,
	"tried" integer NOT NULL,
	"accepted" integer NOT NULL,
	CONSTRAINT "probe_tallies_executor_runtime_runner_task_id_pk" PRIMARY KEY("executor","runtime","runner","task_id")
);
--> statement-breakpoint
CREATE TABLE "touchstone"."run_families" (
	"run_id" text NOT NULL,
	"family" text NOT NULL,
	"category" text NOT NULL,
	"quota" integer NOT NULL,
	"published" integer DEFAULT 0 NOT NULL,
	"next_item" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "run_families_run_id_family_pk" PRIMARY KEY("run_id","family")
);
--> statement-breakpoint
CREATE TABLE "touchstone"."run_tasks" (
	"run_id" text NOT NULL,
	"task_id" text NOT NULL,
	CONSTRAINT "run_tasks_run_id_task_id_pk" PRIMARY KEY("run_id","task_id")
);
--> statement-breakpoint
CREATE TABLE "touchstone"."runs" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"recipe" text NOT NULL,
	"salt_key_fingerprint" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "touchstone"."signature_bands" (
	"run_id" text NOT NULL,
	"family" text NOT NULL,
	"item" integer NOT NULL,
	"band" text NOT NULL,
	CONSTRAINT "signature_bands_run_id_family_item_band_pk" PRIMARY KEY("run_id","family","item","band")
);
--> statement-breakpoint
CREATE TABLE "touchstone"."signatures" (
	"run_id" text NOT NULL,
	"family" text NOT NULL,
	"item" integer NOT NULL,
	"task_id" text NOT NULL,
	"minhash" "bytea" NOT NULL,
	CONSTRAINT "signatures_run_id_family_item_pk" PRIMARY KEY("run_id","family","item")
);
--> statement-breakpoint
CREATE TABLE "touchstone"."sources" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"spdx" text NOT NULL,
	"visibility" text NOT NULL,
	"document" text NOT NULL,
	"taken_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "touchstone"."task_blobs" (
	"task_id" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "task_blobs_task_id_hash_pk" PRIMARY KEY("task_id","hash")
);
--> statement-breakpoint
CREATE TABLE "touchstone"."task_secrets" (
	"task_id" text PRIMARY KEY NOT NULL,
	"document" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "touchstone"."task_state" (
	"task_id" text PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"passed" integer DEFAULT 0 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "touchstone"."tasks" (
	"id" text PRIMARY KEY NOT NULL,
	"document" text NOT NULL,
	"environment_hash" text NOT NULL,
	"category" text NOT NULL,
	"split" text NOT NULL,
	"language" text NOT NULL,
	"spdx" text NOT NULL,
	"preview" text NOT NULL,
	"published_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "touchstone"."certificates" ADD CONSTRAINT "certificates_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "touchstone"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touchstone"."drafts" ADD CONSTRAINT "drafts_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "touchstone"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touchstone"."run_families" ADD CONSTRAINT "run_families_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "touchstone"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touchstone"."run_tasks" ADD CONSTRAINT "run_tasks_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "touchstone"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touchstone"."run_tasks" ADD CONSTRAINT "run_tasks_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "touchstone"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touchstone"."signature_bands" ADD CONSTRAINT "signature_bands_signature_fk" FOREIGN KEY ("run_id","family","item") REFERENCES "touchstone"."signatures"("run_id","family","item") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touchstone"."task_blobs" ADD CONSTRAINT "task_blobs_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "touchstone"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touchstone"."task_blobs" ADD CONSTRAINT "task_blobs_hash_blobs_hash_fk" FOREIGN KEY ("hash") REFERENCES "touchstone"."blobs"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touchstone"."task_secrets" ADD CONSTRAINT "task_secrets_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "touchstone"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touchstone"."task_state" ADD CONSTRAINT "task_state_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "touchstone"."tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touchstone"."tasks" ADD CONSTRAINT "tasks_environment_hash_environments_hash_fk" FOREIGN KEY ("environment_hash") REFERENCES "touchstone"."environments"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "certificates_key_hash_index" ON "touchstone"."certificates" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "drafts_task_id_index" ON "touchstone"."drafts" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "run_tasks_task_id_index" ON "touchstone"."run_tasks" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "signature_bands_run_id_family_band_index" ON "touchstone"."signature_bands" USING btree ("run_id","family","band");--> statement-breakpoint
CREATE INDEX "task_blobs_hash_index" ON "touchstone"."task_blobs" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "tasks_published_index" ON "touchstone"."tasks" USING btree ("category","id") WHERE published_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "tasks_environment_hash_index" ON "touchstone"."tasks" USING btree ("environment_hash");