-- Eight rows are written for every mail. A foreign key looked up and locked the subscriber for each
-- of them, and wrote its page of "Subscription" to the log; the mail's own id nobody ever read.
ALTER TABLE "DeliveredPaper"
  DROP CONSTRAINT "DeliveredPaper_subscriptionId_fkey",
  DROP COLUMN "deliveryId";

-- They still go with their subscriber. A mail being written down meanwhile holds its delivery, for
-- which the deletion waits; what it left is seen here, after the deliveries are gone.
CREATE FUNCTION forget_delivered_papers() RETURNS TRIGGER
  LANGUAGE plpgsql
  AS $$
  BEGIN
    DELETE FROM "DeliveredPaper" d USING gone WHERE d."subscriptionId" = gone."id";
    RETURN NULL;
  END
  $$;
CREATE TRIGGER forget_delivered_papers AFTER DELETE ON "Subscription"
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_delivered_papers();
