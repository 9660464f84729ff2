/** Issues and their deliveries, what became of one address, and what must not be mailed. */
import { Act, Acts, DeskHead, DeskTable, instant, LineField } from '@/components/desk/parts';
import { Button } from '@/components/ui/button';
import { FormResult } from '@/components/ui/form-result';
import { suppressionCounts } from '@/lib/curation/queries';
import { database } from '@/lib/db/client';
import { findSubscriberHistory, recentIssues } from '@/lib/digests/queries';
import { fromUtcDate } from '@/lib/calendar';
import { type SearchParams, sentenceFor, single } from '@/lib/site/params';
import { findSuppression, mailEventsOf } from '@/lib/mail/queries';
import { normaliseAddress } from '@/lib/mail/address';
import { deskPath } from '@/lib/site/paths';
import { curator } from '../curator';
import { DONE } from '../words';

const ISSUES = 20;
const DELIVERIES = 30;
const STATES = ['planned', 'claimed', 'deferred', 'sent', 'failed', 'skipped'] as const;

export default async function MailPage({ searchParams }: { searchParams: SearchParams }) {
  await curator();
  const query = await searchParams;
  const typed = single(query.address)?.trim() ?? '';
  const address = normaliseAddress(typed);
  const db = database();
  const [issues, suppressed] = await Promise.all([recentIssues(db, ISSUES), suppressionCounts(db)]);
  return (
    <>
      <DeskHead title="Mail" />
      <FormResult
        done={sentenceFor(DONE, query.done)}
        problem={typed && !address ? 'This does not look like a mail address.' : undefined}
      />
      <form action={deskPath('mail')} method="get" className="flex items-end gap-4">
        <LineField
          id="address"
          name="address"
          type="email"
          label="What became of an address"
          maxLength={254}
          defaultValue={typed}
        />
        <Button formNoValidate>Look</Button>
      </form>
      {address && <Address address={address} />}
      <section aria-labelledby="issues">
        <h2 id="issues" className="mb-2 text-22">
          Issues
        </h2>
        {issues.length === 0 ? (
          <p className="prose-serif">Nothing has been sent yet.</p>
        ) : (
          <DeskTable
            caption="Deliveries of the newest issues by state"
            columns={['Day', 'Cadence', ...STATES]}
            rows={issues.map(({ localDay, cadence, counts }) => ({
              key: `${localDay} ${cadence}`,
              cells: [localDay, cadence, ...STATES.map((state) => counts[state] ?? 0)],
            }))}
          />
        )}
      </section>
      <section aria-labelledby="suppressed">
        <h2 id="suppressed" className="text-22">
          Addresses that must not be mailed
        </h2>
        <p>
          {suppressed.length === 0
            ? 'None.'
            : `${suppressed.map(({ reason, count }) => `${count} by ${reason}`).join(', ')}. `}
          We keep their hashes only, so look for an address above.
        </p>
      </section>
    </>
  );
}

async function Address({ address }: { address: string }) {
  const db = database();
  const [history, suppression, events] = await Promise.all([
    findSubscriberHistory(db, address, DELIVERIES),
    findSuppression(db, address),
    mailEventsOf(db, address, DELIVERIES),
  ]);
  return (
    <section aria-labelledby="history" className="space-y-3 border-y border-hairline py-4">
      <h2 id="history" className="text-22">
        {address}
      </h2>
      <p>
        {history
          ? `${history.state}, ${history.cadence} at ${history.hour}:00 ${history.timeZone}; confirmed ${instant(history.confirmedAt)}, next due ${instant(history.nextDueAt)}.`
          : 'No subscription has this address.'}
        {suppression &&
          ` Must not be mailed: ${suppression.reason}, since ${instant(suppression.since)}.`}
      </p>
      <Acts section="mail">
        <input type="hidden" name="address" value={address} />
        {suppression ? (
          <Act value="lift-bar">Lift that</Act>
        ) : (
          <Act value="bar-address">Mail it nothing any more</Act>
        )}
      </Acts>
      {events.length > 0 && (
        <DeskTable
          caption={`What was told of ${address}`}
          columns={['When', 'What', 'FormResult']}
          rows={events.map(({ kind, at, detail }, index) => ({
            key: String(index),
            cells: [instant(at), kind.replace('_', ' '), detail],
          }))}
        />
      )}
      {history && history.deliveries.length > 0 && (
        <DeskTable
          caption={`Deliveries to ${address}`}
          columns={['Day', 'Cadence', 'State', 'Tries', 'Sent', 'Last error']}
          rows={history.deliveries.map((delivery, index) => ({
            key: String(index),
            cells: [
              fromUtcDate(delivery.issue.localDay),
              delivery.issue.cadence,
              delivery.state,
              delivery.attempts,
              instant(delivery.sentAt),
              delivery.lastError,
            ],
          }))}
        />
      )}
    </section>
  );
}
