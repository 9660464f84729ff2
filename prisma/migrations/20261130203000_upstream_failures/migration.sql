ALTER TYPE "IngestState" ADD VALUE 'incomplete';

CREATE TABLE "UpstreamFailure" (
  "question" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "tries" INTEGER NOT NULL,
  "failedAt" TIMESTAMPTZ(3) NOT NULL,
  "retryAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "UpstreamFailure_pkey" PRIMARY KEY ("question")
);
