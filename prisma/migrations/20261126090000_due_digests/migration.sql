-- Planning moves each subscriber it plans to their next hour. With that hour in an index of
-- "Subscription", the row's entries in all its indexes were written anew, each on a page of its own
-- among a million. Now the row is rewritten in place, and who is due when stands in a table that is
-- in the order of time: those who are due together lie together, before and after.
CREATE TABLE "DueDigest" (
  "at" TIMESTAMPTZ(3) NOT NULL,
  "subscriptionId" TEXT NOT NULL,
  PRIMARY KEY ("at", "subscriptionId")
);
INSERT INTO "DueDigest" ("at", "subscriptionId")
  SELECT "nextDueAt", "id" FROM "Subscription" WHERE "nextDueAt" IS NOT NULL ORDER BY 1, 2;

DROP INDEX "Subscription_due_idx";
ALTER TABLE "Subscription" SET (fillfactor = 85);

-- "nextDueAt" is what counts; this keeps the table in step. Its plans are kept by the connection, so
-- they must fit one subscriber as well as twenty thousand: by the key, row by row.
CREATE FUNCTION keep_due_digests() RETURNS TRIGGER
  LANGUAGE plpgsql
  SET enable_seqscan TO off
  SET enable_hashjoin TO off
  SET enable_mergejoin TO off
  AS $$
  BEGIN
    IF TG_OP <> 'INSERT' THEN
      DELETE FROM "DueDigest" d USING gone
      WHERE d."at" = gone."nextDueAt" AND d."subscriptionId" = gone."id";
    END IF;
    IF TG_OP <> 'DELETE' THEN
      INSERT INTO "DueDigest" ("at", "subscriptionId")
      SELECT "nextDueAt", "id" FROM came WHERE "nextDueAt" IS NOT NULL ORDER BY 1, 2;
    END IF;
    RETURN NULL;
  END
  $$;
CREATE TRIGGER keep_due_digests_inserted AFTER INSERT ON "Subscription"
  REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION keep_due_digests();
CREATE TRIGGER keep_due_digests_updated AFTER UPDATE ON "Subscription"
  REFERENCING OLD TABLE AS gone NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION keep_due_digests();
CREATE TRIGGER keep_due_digests_deleted AFTER DELETE ON "Subscription"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION keep_due_digests();
