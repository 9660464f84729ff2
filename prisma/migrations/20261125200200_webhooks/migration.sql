-- Addresses that readers' programs are told of news at, and the log of what each was told.
CREATE TYPE "WebhookEvent" AS ENUM ('edition', 'trending');

CREATE TABLE "Webhook" (
  "id" TEXT PRIMARY KEY,
  "userId" TEXT NOT NULL REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "url" TEXT NOT NULL,
  "event" "WebhookEvent" NOT NULL,
  "topic" TEXT REFERENCES "Topic" ("slug") ON DELETE CASCADE ON UPDATE CASCADE,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE INDEX "Webhook_userId_idx" ON "Webhook" ("userId");
CREATE INDEX "Webhook_event_topic_idx" ON "Webhook" ("event", "topic");

CREATE TABLE "WebhookDelivery" (
  "id" TEXT PRIMARY KEY,
  "webhookId" TEXT NOT NULL REFERENCES "Webhook" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "key" TEXT NOT NULL,
  "body" JSONB NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "status" INTEGER,
  "lastError" TEXT,
  "deliveredAt" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "WebhookDelivery_webhookId_key_key" ON "WebhookDelivery" ("webhookId", "key");
CREATE INDEX "WebhookDelivery_webhookId_createdAt_idx"
  ON "WebhookDelivery" ("webhookId", "createdAt" DESC);
