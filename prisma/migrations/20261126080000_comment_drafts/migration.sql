-- What readers have written and looked at, and not sent yet.

CREATE TABLE "CommentDraft" (
  "userId" TEXT NOT NULL REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "paperId" TEXT NOT NULL REFERENCES "Paper" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "place" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  "keptAt" TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY ("userId", "paperId", "place")
);
CREATE INDEX "CommentDraft_paperId_idx" ON "CommentDraft" ("paperId");
CREATE INDEX "CommentDraft_keptAt_idx" ON "CommentDraft" ("keptAt");
