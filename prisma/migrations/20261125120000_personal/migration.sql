-- What a reader searches for again and again, and what they want less of.

CREATE TABLE "SavedSearch" (
  "id" TEXT PRIMARY KEY,
  "userId" TEXT NOT NULL REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "query" TEXT NOT NULL,
  "inDigest" BOOLEAN NOT NULL DEFAULT true,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX "SavedSearch_userId_query_key" ON "SavedSearch" ("userId", "query");

CREATE TABLE "Dismissal" (
  "userId" TEXT NOT NULL REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "paperId" TEXT NOT NULL REFERENCES "Paper" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("userId", "paperId")
);
CREATE INDEX "Dismissal_userId_createdAt_idx" ON "Dismissal" ("userId", "createdAt" DESC);
CREATE INDEX "Dismissal_paperId_idx" ON "Dismissal" ("paperId");
