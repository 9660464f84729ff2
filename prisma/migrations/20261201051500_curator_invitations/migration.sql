CREATE TABLE "CuratorInvitation" (
  "email" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "CuratorInvitation_pkey" PRIMARY KEY ("email")
);
