-- A paper names the source that its id belongs to. The default fills the column without rewriting
-- the table; it goes at once, so that no writer can leave the source out.
ALTER TABLE "Paper" ADD COLUMN "source" TEXT NOT NULL DEFAULT 'arxiv';
UPDATE "Paper" SET "source" = 'sample' WHERE "id" LIKE 'x-%';
ALTER TABLE "Paper" ALTER COLUMN "source" DROP DEFAULT;

-- Sources are rows of lib/sources/table.ts, so a new one needs no value of an enum. A new column
-- spares the rewrite that a change of type would need.
ALTER TABLE "Paper" RENAME COLUMN "abstractSource" TO "oldAbstractSource";
ALTER TABLE "Paper" ADD COLUMN "abstractSource" TEXT NOT NULL DEFAULT 'arxiv';
UPDATE "Paper" SET "abstractSource" = "oldAbstractSource"::text
  WHERE "oldAbstractSource" <> 'arxiv';
ALTER TABLE "Paper" ALTER COLUMN "abstractSource" DROP DEFAULT;
ALTER TABLE "Paper" DROP COLUMN "oldAbstractSource";
DROP TYPE "AbstractSource";

-- Papers that arXiv was not asked for yet.
DROP INDEX "Paper_unread_idx";
CREATE INDEX "Paper_unread_idx" ON "Paper" ("createdAt" DESC, "id")
  WHERE "arxivReadAt" IS NULL AND "source" = 'arxiv';
