ALTER TABLE "Paper" ADD COLUMN "publishedAt" TIMESTAMPTZ(3);
ALTER TABLE "Appearance" ADD COLUMN "publishedAt" TIMESTAMPTZ(3);
-- Unchanged days must be read once more, for these times and for authors that were left out.
DELETE FROM "UpstreamValidator" WHERE "question" LIKE 'huggingface:%';
