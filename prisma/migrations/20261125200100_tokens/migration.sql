-- Keys by which readers' programs act for them, and what was answered to a repeated request.

CREATE TABLE "PersonalToken" (
  "id" TEXT PRIMARY KEY,
  "userId" TEXT NOT NULL REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "name" TEXT NOT NULL,
  "tokenHash" TEXT NOT NULL,
  "hint" TEXT NOT NULL,
  "scopes" TEXT[],
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "lastUsedAt" TIMESTAMPTZ(3),
  "expiresAt" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "PersonalToken_tokenHash_key" ON "PersonalToken" ("tokenHash");
CREATE INDEX "PersonalToken_userId_createdAt_idx" ON "PersonalToken" ("userId", "createdAt" DESC);

CREATE TABLE "KeptAnswer" (
  "userId" TEXT NOT NULL REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "key" TEXT NOT NULL,
  "requestHash" TEXT NOT NULL,
  "body" JSONB,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("userId", "key")
);
