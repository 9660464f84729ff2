-- Browsers that asked to be told what trends, and what each was told.
CREATE TABLE "PushSubscription" (
  "id" TEXT PRIMARY KEY,
  "endpoint" TEXT NOT NULL,
  "p256dh" TEXT NOT NULL,
  "auth" TEXT NOT NULL,
  "topics" TEXT[],
  "timeZone" TEXT NOT NULL,
  "userId" TEXT REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "networkHash" TEXT NOT NULL,
  "failures" INTEGER NOT NULL DEFAULT 0,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE INDEX "PushSubscription_userId_idx" ON "PushSubscription" ("userId");
CREATE INDEX "PushSubscription_networkHash_idx" ON "PushSubscription" ("networkHash");

CREATE TYPE "PushNoticeState" AS ENUM ('known', 'planned', 'told', 'dropped');

CREATE TABLE "PushNotice" (
  "subscriptionId" TEXT NOT NULL
    REFERENCES "PushSubscription" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "paperId" TEXT NOT NULL REFERENCES "Paper" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "state" "PushNoticeState" NOT NULL,
  "topic" TEXT,
  "place" INTEGER NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL,
  "dueAt" TIMESTAMPTZ(3) NOT NULL,
  "leaseUntil" TIMESTAMPTZ(3),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "lastError" TEXT,
  "toldAt" TIMESTAMPTZ(3),
  PRIMARY KEY ("subscriptionId", "paperId")
);
CREATE INDEX "PushNotice_paperId_idx" ON "PushNotice" ("paperId");
-- The few that are still to be told.
CREATE INDEX "PushNotice_open_idx" ON "PushNotice" ("dueAt") WHERE "state" = 'planned';
