-- A vote counts in full once its account has a record of confirmed votes, and counts by mailbox and
-- IPv6 /48 besides its network (lib/votes/weight.ts).
ALTER TYPE "DiscountReason" ADD VALUE 'mailbox';
ALTER TYPE "DiscountReason" ADD VALUE 'unproven';

ALTER TABLE "User" ADD COLUMN "provenAt" TIMESTAMPTZ(3);

ALTER TABLE "Vote" ADD COLUMN "mailboxHash" TEXT,
  ADD COLUMN "blockHash" TEXT,
  ADD COLUMN "isUnproven" BOOLEAN NOT NULL DEFAULT false;
UPDATE "Vote" SET "isUnproven" = true WHERE "isNew";
CREATE INDEX "Vote_paperId_mailboxHash_idx" ON "Vote" ("paperId", "mailboxHash");
CREATE INDEX "Vote_paperId_blockHash_idx" ON "Vote" ("paperId", "blockHash")
  WHERE "blockHash" IS NOT NULL;

ALTER TABLE "Paper" RENAME COLUMN "newUpvotes" TO "unprovenUpvotes";
