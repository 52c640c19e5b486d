CREATE TABLE "touchstone"."releases" (
	"name" text NOT NULL,
	"version" text NOT NULL,
	"digest" text NOT NULL,
	"description" text NOT NULL,
	"filter" text NOT NULL,
	"tasks" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "releases_name_version_pk" PRIMARY KEY("name","version")
);
--> statement-breakpoint
CREATE TABLE "touchstone"."release_certificates" (
	"hash" text PRIMARY KEY NOT NULL,
	"body" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "touchstone"."release_tasks" (
	"name" text NOT NULL,
	"version" text NOT NULL,
	"task_id" text NOT NULL,
	"certificate_hash" text NOT NULL,
	CONSTRAINT "release_tasks_name_version_task_id_pk" PRIMARY KEY("name","version","task_id")
);
--> statement-breakpoint
CREATE TABLE "touchstone"."release_scores" (
	"name" text NOT NULL,
	"version" text NOT NULL,
	"task_id" text NOT NULL,
	"trial" text NOT NULL,
	"outcome" text NOT NULL,
	"reward" double precision NOT NULL,
	CONSTRAINT "release_scores_name_version_task_id_trial_pk" PRIMARY KEY("name","version","task_id","trial")
);
--> statement-breakpoint
ALTER TABLE "touchstone"."release_tasks" ADD CONSTRAINT "release_tasks_release_fk" FOREIGN KEY ("name","version") REFERENCES "touchstone"."releases"("name","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- No action on deletion: a task that was released cannot be deleted.
ALTER TABLE "touchstone"."release_tasks" ADD CONSTRAINT "release_tasks_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "touchstone"."tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touchstone"."release_tasks" ADD CONSTRAINT "release_tasks_certificate_hash_release_certificates_hash_fk" FOREIGN KEY ("certificate_hash") REFERENCES "touchstone"."release_certificates"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "touchstone"."release_scores" ADD CONSTRAINT "release_scores_release_task_fk" FOREIGN KEY ("name","version","task_id") REFERENCES "touchstone"."release_tasks"("name","version","task_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "release_tasks_task_id_index" ON "touchstone"."release_tasks" USING btree ("task_id");--> statement-breakpoint
-- A release never changes: nobody is granted more than reading and adding, and a trigger stops the owner too.
GRANT SELECT, INSERT ON "touchstone"."releases", "touchstone"."release_tasks", "touchstone"."release_certificates",
  "touchstone"."release_scores" TO touchstone_verify;
--> statement-breakpoint
-- Bodies of certificates may quote submissions: the serve role sees which tasks a release has, and no more.
GRANT SELECT ON "touchstone"."releases", "touchstone"."release_tasks" TO touchstone_serve;
--> statement-breakpoint
CREATE FUNCTION "touchstone"."refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a release never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER "releases_never_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "touchstone"."releases" FOR EACH STATEMENT EXECUTE FUNCTION "touchstone"."refuse_change"();--> statement-breakpoint
CREATE TRIGGER "release_tasks_never_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "touchstone"."release_tasks" FOR EACH STATEMENT EXECUTE FUNCTION "touchstone"."refuse_change"();--> statement-breakpoint
CREATE TRIGGER "release_certificates_never_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "touchstone"."release_certificates" FOR EACH STATEMENT EXECUTE FUNCTION "touchstone"."refuse_change"();--> statement-breakpoint
CREATE TRIGGER "release_scores_never_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "touchstone"."release_scores" FOR EACH STATEMENT EXECUTE FUNCTION "touchstone"."refuse_change"();
