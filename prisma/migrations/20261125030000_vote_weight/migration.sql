-- What the next vote's weight depends on (lib/votes/weight.ts), at hand without counting a paper's votes.

ALTER TABLE "Vote" ADD COLUMN "isNew" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Paper" ADD COLUMN "newUpvotes" INTEGER NOT NULL DEFAULT 0;
CREATE INDEX "Vote_paperId_networkHash_idx" ON "Vote" ("paperId", "networkHash");
