-- A reader's signal goes with the account, so that nothing trends by votes that nobody can undo.
-- Signals whose reader is gone keep a null here; `votes recount` removes them.
ALTER TABLE "Signal" ADD COLUMN "userId" TEXT,
  ADD COLUMN "before" DOUBLE PRECISION NOT NULL DEFAULT 0;
UPDATE "Signal" s SET "userId" = u."id" FROM "User" u
  WHERE s."kind" IN ('vote', 'comment') AND u."id" = s."key";
ALTER TABLE "Signal" ADD CONSTRAINT "Signal_userId_fkey"
  FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "Signal_userId_idx" ON "Signal" ("userId") WHERE "userId" IS NOT NULL;

-- Stars weigh by the sum of what was gained, so each signal needs what came before it.
UPDATE "Signal" s SET "before" = earlier."sum"
FROM (
  SELECT "id", coalesce(sum("amount") OVER (
    PARTITION BY "paperId" ORDER BY "at", "id" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  ), 0) AS "sum"
  FROM "Signal" WHERE "kind" = 'code_stars'
) earlier
WHERE s."id" = earlier."id" AND earlier."sum" > 0;

-- The greatest counts read so far, and the stars at which counting began: a count that falls and
-- rises again gains nothing.
ALTER TABLE "Paper" ADD COLUMN "mostUpstreamVotes" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "firstCodeStars" INTEGER,
  ADD COLUMN "mostCodeStars" INTEGER;
UPDATE "Paper" p SET "mostUpstreamVotes" = greatest(p."upstreamVotes", read."votes"),
  "mostCodeStars" = greatest(p."codeStars", read."stars"),
  "firstCodeStars" = greatest(0, greatest(p."codeStars", read."stars") - coalesce(read."gained", 0))
FROM (
  SELECT p."id",
    max(s."key"::int) FILTER (WHERE s."kind" = 'upstream_votes') AS "votes",
    max(s."key"::int) FILTER (WHERE s."kind" = 'code_stars') AS "stars",
    sum(s."amount") FILTER (WHERE s."kind" = 'code_stars') AS "gained"
  FROM "Paper" p LEFT JOIN "Signal" s ON s."paperId" = p."id"
    AND s."kind" IN ('upstream_votes', 'code_stars') AND s."key" ~ '^[0-9]{1,9}$'
  WHERE p."upstreamReadAt" IS NOT NULL GROUP BY p."id"
) read WHERE read."id" = p."id";
