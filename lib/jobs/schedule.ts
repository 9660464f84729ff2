/**
 * When jobs run by themselves: graphile-worker's crontab, times in UTC.
 * A slot is enqueued once however many workers there are, and one missed while all were down
 * is caught up for as long as `fill` says. See
 * https://worker.graphile.org/docs/cron
 */
export const CRONTAB = [
  '*/15 * * * * ingest ?fill=1h&max=3&jobKey=ingest&jobKeyMode=replace',
  // Planning looks for what is due, so a missed minute needs no catching up.
  '* * * * * plan-digests ?max=3&jobKey=plan-digests&jobKeyMode=replace',
  // In a queue of its own, so that one runs at a time on all machines together.
  '* * * * * embed-papers ?max=3&queue=embed-papers&jobKey=embed-papers&jobKeyMode=replace',
  '*/10 * * * * weigh-lockstep ?max=3&queue=weigh-lockstep&jobKey=weigh-lockstep&jobKeyMode=replace',
  // Caught up at the start, so that the first one after an update makes old papers findable.
  '7 * * * * index-unread ?fill=2h&max=3&jobKey=index-unread&jobKeyMode=replace',
  // What was missed is still news, and told once.
  '*/5 * * * * plan-webhooks ?max=3&jobKey=plan-webhooks&jobKeyMode=replace',
  // Caught up, so that a machine that sleeps at night forgets as well.
  '23 3 * * * sweep ?fill=1d&max=3&jobKey=sweep&jobKeyMode=replace',
  '*/5 * * * * tell-trending ?max=3&jobKey=tell-trending&jobKeyMode=replace',
].join('\n');
