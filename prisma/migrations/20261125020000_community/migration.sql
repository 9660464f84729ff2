-- Readers' accounts, and what they make: votes, comments, libraries, submissions, reports.

CREATE TYPE "Role" AS ENUM ('reader', 'curator');
CREATE TYPE "DiscountReason" AS ENUM ('new_account', 'network', 'lockstep');
CREATE TYPE "ReportReason" AS ENUM ('spam', 'off_topic', 'abuse', 'wrong_data', 'other');
CREATE TYPE "SubmissionState" AS ENUM ('fetching', 'queued', 'listed', 'refused');
CREATE TYPE "ClaimState" AS ENUM ('waiting', 'accepted', 'refused');

-- better-auth's own tables, with what we add to its user.
CREATE TABLE "User" (
  "id" TEXT PRIMARY KEY,
  "name" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "emailVerified" BOOLEAN NOT NULL DEFAULT false,
  "image" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "updatedAt" TIMESTAMPTZ(3) NOT NULL,
  "handle" TEXT NOT NULL,
  "role" "Role" NOT NULL DEFAULT 'reader',
  "topics" TEXT[],
  "authors" TEXT[],
  "networkHash" TEXT,
  "orcid" TEXT,
  "mailsReplies" BOOLEAN NOT NULL DEFAULT true,
  "trustedAt" TIMESTAMPTZ(3),
  "suspendedAt" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "User_email_key" ON "User" ("email");
CREATE UNIQUE INDEX "User_handle_key" ON "User" ("handle");

CREATE TABLE "Session" (
  "id" TEXT PRIMARY KEY,
  "token" TEXT NOT NULL,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "updatedAt" TIMESTAMPTZ(3) NOT NULL,
  "ipAddress" TEXT,
  "userAgent" TEXT,
  "userId" TEXT NOT NULL REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "Session_token_key" ON "Session" ("token");
CREATE INDEX "Session_userId_idx" ON "Session" ("userId");

CREATE TABLE "Account" (
  "id" TEXT PRIMARY KEY,
  "accountId" TEXT NOT NULL,
  "providerId" TEXT NOT NULL,
  "userId" TEXT NOT NULL REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "accessToken" TEXT,
  "refreshToken" TEXT,
  "idToken" TEXT,
  "accessTokenExpiresAt" TIMESTAMPTZ(3),
  "refreshTokenExpiresAt" TIMESTAMPTZ(3),
  "scope" TEXT,
  "password" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "updatedAt" TIMESTAMPTZ(3) NOT NULL
);
CREATE UNIQUE INDEX "Account_providerId_accountId_key" ON "Account" ("providerId", "accountId");
CREATE INDEX "Account_userId_idx" ON "Account" ("userId");

CREATE TABLE "Verification" (
  "id" TEXT PRIMARY KEY,
  "identifier" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "updatedAt" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX "Verification_identifier_idx" ON "Verification" ("identifier");

CREATE TABLE "Passkey" (
  "id" TEXT PRIMARY KEY,
  "name" TEXT,
  "publicKey" TEXT NOT NULL,
  "userId" TEXT NOT NULL REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "credentialID" TEXT NOT NULL,
  "counter" INTEGER NOT NULL,
  "deviceType" TEXT NOT NULL,
  "backedUp" BOOLEAN NOT NULL,
  "transports" TEXT,
  "createdAt" TIMESTAMPTZ(3),
  "aaguid" TEXT
);
CREATE UNIQUE INDEX "Passkey_credentialID_key" ON "Passkey" ("credentialID");
CREATE INDEX "Passkey_userId_idx" ON "Passkey" ("userId");

ALTER TABLE "Subscription"
  ADD COLUMN "userId" TEXT REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE UNIQUE INDEX "Subscription_userId_key" ON "Subscription" ("userId");

-- A vote may count for less than one, so what editions sort by has a fraction.
ALTER TABLE "Paper"
  ALTER COLUMN "votes" TYPE DOUBLE PRECISION,
  ADD COLUMN "countedUpvotes" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "hiddenAt" TIMESTAMPTZ(3),
  ADD COLUMN "hiddenReason" TEXT,
  ADD COLUMN "mergedIntoId" TEXT REFERENCES "Paper" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "Paper_mergedIntoId_idx" ON "Paper" ("mergedIntoId") WHERE "mergedIntoId" IS NOT NULL;
CREATE INDEX "Paper_hiddenAt_idx" ON "Paper" ("hiddenAt" DESC) WHERE "hiddenAt" IS NOT NULL;
ALTER TABLE "Appearance"
  ALTER COLUMN "votes" TYPE DOUBLE PRECISION,
  ADD COLUMN "isHidden" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "Vote" (
  "paperId" TEXT NOT NULL REFERENCES "Paper" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "userId" TEXT NOT NULL REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "weight" DOUBLE PRECISION NOT NULL DEFAULT 1 CHECK ("weight" BETWEEN 0 AND 1),
  "networkHash" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("paperId", "userId")
);
CREATE INDEX "Vote_userId_createdAt_idx" ON "Vote" ("userId", "createdAt" DESC);
CREATE INDEX "Vote_createdAt_idx" ON "Vote" ("createdAt");

CREATE TABLE "VoteDiscount" (
  "paperId" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "reason" "DiscountReason" NOT NULL,
  "factor" DOUBLE PRECISION NOT NULL CHECK ("factor" BETWEEN 0 AND 1),
  "detail" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "undoneAt" TIMESTAMPTZ(3),
  "undoneById" TEXT,
  PRIMARY KEY ("paperId", "userId", "reason"),
  FOREIGN KEY ("paperId", "userId") REFERENCES "Vote" ("paperId", "userId") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "Comment" (
  "id" TEXT PRIMARY KEY,
  "paperId" TEXT NOT NULL REFERENCES "Paper" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "userId" TEXT REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  "parentId" TEXT REFERENCES "Comment" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  "body" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "editedAt" TIMESTAMPTZ(3),
  "deletedAt" TIMESTAMPTZ(3),
  "hiddenAt" TIMESTAMPTZ(3),
  "hiddenReason" TEXT,
  "isByAuthor" BOOLEAN NOT NULL DEFAULT false
);
CREATE INDEX "Comment_paperId_createdAt_idx" ON "Comment" ("paperId", "createdAt");
CREATE INDEX "Comment_userId_createdAt_idx" ON "Comment" ("userId", "createdAt" DESC);
CREATE INDEX "Comment_parentId_idx" ON "Comment" ("parentId");

CREATE TABLE "Report" (
  "id" TEXT PRIMARY KEY,
  "paperId" TEXT REFERENCES "Paper" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "commentId" TEXT REFERENCES "Comment" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "userId" TEXT REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  "reason" "ReportReason" NOT NULL,
  "note" TEXT NOT NULL DEFAULT '',
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "resolvedAt" TIMESTAMPTZ(3),
  "resolvedById" TEXT,
  "resolution" TEXT,
  CHECK (("paperId" IS NULL) <> ("commentId" IS NULL))
);
-- A reader says the same thing once; what was resolved may be reported again.
CREATE UNIQUE INDEX "Report_open_paper_key" ON "Report" ("userId", "paperId")
  WHERE "resolvedAt" IS NULL AND "paperId" IS NOT NULL;
CREATE UNIQUE INDEX "Report_open_comment_key" ON "Report" ("userId", "commentId")
  WHERE "resolvedAt" IS NULL AND "commentId" IS NOT NULL;
CREATE INDEX "Report_open_idx" ON "Report" ("createdAt", "id") WHERE "resolvedAt" IS NULL;

CREATE TABLE "Bookmark" (
  "userId" TEXT NOT NULL REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "paperId" TEXT NOT NULL REFERENCES "Paper" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "note" TEXT NOT NULL DEFAULT '',
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("userId", "paperId")
);
CREATE INDEX "Bookmark_userId_createdAt_idx" ON "Bookmark" ("userId", "createdAt" DESC);
CREATE INDEX "Bookmark_paperId_idx" ON "Bookmark" ("paperId");

CREATE TABLE "Collection" (
  "id" TEXT PRIMARY KEY,
  "userId" TEXT NOT NULL REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "name" TEXT NOT NULL,
  "description" TEXT NOT NULL DEFAULT '',
  "shareToken" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "updatedAt" TIMESTAMPTZ(3) NOT NULL
);
CREATE UNIQUE INDEX "Collection_shareToken_key" ON "Collection" ("shareToken");
CREATE INDEX "Collection_userId_createdAt_idx" ON "Collection" ("userId", "createdAt" DESC);

CREATE TABLE "CollectionPaper" (
  "collectionId" TEXT NOT NULL REFERENCES "Collection" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "paperId" TEXT NOT NULL REFERENCES "Paper" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "note" TEXT NOT NULL DEFAULT '',
  "addedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("collectionId", "paperId")
);
CREATE INDEX "CollectionPaper_paperId_idx" ON "CollectionPaper" ("paperId");

CREATE TABLE "Submission" (
  "id" TEXT PRIMARY KEY,
  "paperId" TEXT NOT NULL,
  "userId" TEXT REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  "note" TEXT NOT NULL DEFAULT '',
  "codeUrl" TEXT,
  "projectUrl" TEXT,
  "state" "SubmissionState" NOT NULL,
  "version" INTEGER,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "decidedAt" TIMESTAMPTZ(3),
  "decidedById" TEXT,
  "reason" TEXT,
  "listedOn" DATE
);
CREATE INDEX "Submission_userId_createdAt_idx" ON "Submission" ("userId", "createdAt" DESC);
CREATE INDEX "Submission_paperId_idx" ON "Submission" ("paperId");
-- What waits for upstream or for a curator; of one paper only one submission does.
CREATE UNIQUE INDEX "Submission_open_key" ON "Submission" ("paperId")
  WHERE "state" IN ('fetching', 'queued');
CREATE INDEX "Submission_open_idx" ON "Submission" ("createdAt", "id")
  WHERE "state" IN ('fetching', 'queued');

CREATE TABLE "AuthorClaim" (
  "paperId" TEXT NOT NULL REFERENCES "Paper" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "userId" TEXT NOT NULL REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "authorName" TEXT NOT NULL,
  "evidence" TEXT NOT NULL,
  "state" "ClaimState" NOT NULL DEFAULT 'waiting',
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "decidedAt" TIMESTAMPTZ(3),
  "decidedById" TEXT,
  PRIMARY KEY ("paperId", "userId")
);
CREATE INDEX "AuthorClaim_open_idx" ON "AuthorClaim" ("createdAt") WHERE "state" = 'waiting';

CREATE TABLE "AuditEntry" (
  "id" BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  "actorId" TEXT,
  "actor" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "target" TEXT NOT NULL,
  "detail" JSONB NOT NULL DEFAULT '{}',
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry" ("at" DESC, "id" DESC);
