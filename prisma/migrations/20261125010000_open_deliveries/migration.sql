-- A claim changes a delivery's state and not whether it is open: with that as the index's condition,
-- and room on its page, the row is written again in place and no index is touched.
ALTER TABLE "Delivery"
  ADD COLUMN "isOpen" BOOLEAN NOT NULL
    GENERATED ALWAYS AS ("state" IN ('planned', 'deferred', 'claimed')) STORED;
ALTER TABLE "Delivery" SET (fillfactor = 60);
DROP INDEX "Delivery_open_idx";
CREATE INDEX "Delivery_open_idx" ON "Delivery" ("dueAt", "id") WHERE "isOpen";
