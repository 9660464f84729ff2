-- What the curators' desk reads by.
CREATE INDEX "Comment_hiddenAt_idx" ON "Comment" ("hiddenAt" DESC) WHERE "hiddenAt" IS NOT NULL;
CREATE INDEX "VoteDiscount_createdAt_idx" ON "VoteDiscount" ("createdAt" DESC);
