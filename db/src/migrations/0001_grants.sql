-- Two roles: `touchstone_serve` serves attempts and has no grant on anything secret; `touchstone_verify` has all.
-- The roles themselves are made before migrations run (src/roles.ts): they belong to the server, not to the database.
GRANT USAGE ON SCHEMA "touchstone" TO touchstone_serve, touchstone_verify;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "touchstone" TO touchstone_verify;
--> statement-breakpoint
GRANT SELECT ON "touchstone"."sources", "touchstone"."blobs", "touchstone"."environments", "touchstone"."tasks",
  "touchstone"."task_state", "touchstone"."run_tasks" TO touchstone_serve;
--> statement-breakpoint
-- A recipe holds the random seed; a certificate's body may quote submissions.
GRANT SELECT ("id", "name", "started_at") ON "touchstone"."runs" TO touchstone_serve;
--> statement-breakpoint
GRANT SELECT ("task_id", "driver", "key_hash", "issued_at", "outcomes", "weakest_evidence", "sandbox_runs")
  ON "touchstone"."certificates" TO touchstone_serve;
--> statement-breakpoint
-- Blobs of secret halves and candidates that are not published are rows of the same tables: row-level policies part them.
ALTER TABLE "touchstone"."blobs" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "serve_reads_public" ON "touchstone"."blobs" FOR SELECT TO touchstone_serve USING ("public");
--> statement-breakpoint
CREATE POLICY "verify_does_all" ON "touchstone"."blobs" FOR ALL TO touchstone_verify USING (true) WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE "touchstone"."tasks" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "serve_reads_published" ON "touchstone"."tasks" FOR SELECT TO touchstone_serve USING ("published_at" IS NOT NULL);
--> statement-breakpoint
CREATE POLICY "verify_does_all" ON "touchstone"."tasks" FOR ALL TO touchstone_verify USING (true) WITH CHECK (true);
--> statement-breakpoint
-- Already zstd, or worth no second try: store out of line as it is.
ALTER TABLE "touchstone"."blobs" ALTER COLUMN "compressed" SET STORAGE EXTERNAL;
