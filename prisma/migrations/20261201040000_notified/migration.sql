ALTER TYPE "PushNoticeState" RENAME VALUE 'told' TO 'notified';
ALTER TABLE "PushNotice" RENAME COLUMN "toldAt" TO "notifiedAt";
