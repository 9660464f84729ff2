-- Since when a webhook is told nothing, as its reader wishes.
ALTER TABLE "Webhook" ADD COLUMN "pausedAt" TIMESTAMPTZ(3);
