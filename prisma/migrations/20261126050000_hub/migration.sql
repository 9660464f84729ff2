-- What a WebSub hub has been told of each feed, and when it may be told again.
CREATE TABLE "HubFeed" (
  "feed" TEXT PRIMARY KEY,
  "fingerprint" TEXT NOT NULL,
  "toldFingerprint" TEXT,
  "tryAt" TIMESTAMPTZ(3) NOT NULL,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "lastError" TEXT
);
