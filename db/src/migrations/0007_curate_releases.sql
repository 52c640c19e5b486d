-- Undo is offered until a task of the set is in a release.
GRANT SELECT ON "touchstone"."releases", "touchstone"."release_tasks" TO touchstone_curate;
