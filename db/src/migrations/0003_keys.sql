CREATE TABLE "touchstone"."api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"hash" text NOT NULL,
	"requests_per_minute_max" integer NOT NULL,
	"episodes_max" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
-- Keys are revoked, never deleted: a server that has ever had one asks for one.
GRANT SELECT, INSERT, UPDATE ON "touchstone"."api_keys" TO touchstone_verify;
