-- Feeds are polled, and answered with 304 while nothing changed. Nothing publishes to a hub any more.
DROP TABLE "HubFeed";

-- A job that no worker knows would wait in the queue for ever.
DO $$ BEGIN
  IF to_regprocedure('graphile_worker.remove_job(text)') IS NOT NULL THEN
    PERFORM graphile_worker.remove_job('tell-hub');
  END IF;
END $$;
