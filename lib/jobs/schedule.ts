/**
 * Schedules jobs with graphile-worker's crontab, in UTC. Each slot is enqueued once for any number
 * of workers; `fill` is how far back missed slots are enqueued. See
 * https://worker.graphile.org/docs/cron
 */
export const CRONTAB = [
  '*/15 * * * * ingest ?fill=1h&max=3&jobKey=ingest&jobKeyMode=replace',
  // Not filled, because planning finds everything that is due.
  '* * * * * plan-digests ?max=3&jobKey=plan-digests&jobKeyMode=replace',
  // A queue of its own, so that one job runs at a time across all machines.
  '* * * * * embed-papers ?max=3&queue=embed-papers&jobKey=embed-papers&jobKeyMode=replace',
  '*/10 * * * * weigh-lockstep ?max=3&queue=weigh-lockstep&jobKey=weigh-lockstep&jobKeyMode=replace',
  // Filled at the start, so that the first run after an update indexes old papers.
  '7 * * * * index-unread ?fill=2h&max=3&jobKey=index-unread&jobKeyMode=replace',
  // Filled, because missed events are still news and are notified once.
  '*/5 * * * * plan-webhooks ?max=3&jobKey=plan-webhooks&jobKeyMode=replace',
  // Filled, so that a machine that sleeps at night purges as well.
  '23 3 * * * sweep ?fill=1d&max=3&jobKey=sweep&jobKeyMode=replace',
  '*/5 * * * * tell-trending ?max=3&jobKey=tell-trending&jobKeyMode=replace',
].join('\n');
