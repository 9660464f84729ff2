/** Digests and their deliveries, the history of one address, and blocked addresses. */
import { Act, Acts, DeskHead, DeskTable, instant, LineField } from '@/components/desk/parts';
import { Button } from '@/components/ui/button';
import { FormResult } from '@/components/ui/form-result';
import { suppressionCounts } from '@/lib/curation/queries';
import { database } from '@/lib/db/client';
import { findSubscriberHistory, recentIssues } from '@/lib/digests/queries';
import { cadenceInWords } from '@/lib/subscriptions/rules';
import { fromUtcDate } from '@/lib/calendar';
import { type SearchParams, sentenceFor, single } from '@/lib/site/params';
import { findSuppression, mailEventsOf } from '@/lib/mail/queries';
import { normaliseAddress } from '@/lib/mail/address';
import { deskPath } from '@/lib/site/paths';
import { words } from '@/lib/words';
import { curator } from '../curator';

const ISSUES = 20;
const DELIVERIES = 30;
const { states, subscriptionStates, blockedBy, blockReasons } = words.desk.mail;

export default async function MailPage({ searchParams }: { searchParams: SearchParams }) {
  await curator();
  const query = await searchParams;
  const typed = single(query.address)?.trim() ?? '';
  const address = normaliseAddress(typed);
  const db = database();
  const [issues, suppressed] = await Promise.all([recentIssues(db, ISSUES), suppressionCounts(db)]);
  return (
    <>
      <DeskHead title={words.desk.sections.mail} />
      <FormResult
        done={sentenceFor(words.outcomes.desk.done, query.done)}
        problem={typed && !address ? words.signIn.noAddress : undefined}
      />
      <form action={deskPath('mail')} method="get" className="flex items-end gap-4">
        <LineField
          id="address"
          name="address"
          type="email"
          label={words.desk.mail.query}
          maxLength={254}
          defaultValue={typed}
        />
        <Button formNoValidate>{words.desk.mail.find}</Button>
      </form>
      {address && <Address address={address} />}
      <section aria-labelledby="issues">
        <h2 id="issues" className="mb-2 text-22">
          {words.desk.mail.digests}
        </h2>
        {issues.length === 0 ? (
          <p className="prose-serif">{words.desk.mail.none}</p>
        ) : (
          <DeskTable
            caption={words.desk.mail.digestsByState}
            columns={[words.desk.mail.day, words.desk.mail.cadence, ...Object.values(states)]}
            rows={issues.map(({ localDay, cadence, counts }) => ({
              key: `${localDay} ${cadence}`,
              cells: [
                localDay,
                words.cadences[cadence].label,
                ...Object.keys(states).map((state) => counts[state] ?? 0),
              ],
            }))}
          />
        )}
      </section>
      <section aria-labelledby="suppressed">
        <h2 id="suppressed" className="text-22">
          {words.desk.mail.blocked}
        </h2>
        <p>
          {suppressed.length === 0
            ? words.desk.mail.noneBlocked
            : suppressed
                .map(({ reason, count }) => blockedBy(count, blockReasons[reason]))
                .join(', ')}
        </p>
        <p>{words.desk.mail.blockedHelp}</p>
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
          ? words.desk.mail.subscription(
              subscriptionStates[history.state],
              cadenceInWords(history),
              instant(history.confirmedAt),
              instant(history.nextDueAt),
            )
          : words.refusals.noSubscriptionFor}{' '}
        {suppression &&
          words.desk.mail.blockedSince(
            instant(suppression.since),
            blockReasons[suppression.reason],
          )}
      </p>
      <Acts section="mail">
        <input type="hidden" name="address" value={address} />
        {suppression ? (
          <Act value="lift-bar">{words.desk.mail.unblock}</Act>
        ) : (
          <Act value="bar-address">{words.desk.mail.block}</Act>
        )}
      </Acts>
      {events.length > 0 && (
        <DeskTable
          caption={words.desk.mail.events(address)}
          columns={words.desk.mail.eventColumns}
          rows={events.map(({ kind, at, detail }, index) => ({
            key: String(index),
            cells: [instant(at), words.desk.mail.eventKinds[kind], detail],
          }))}
        />
      )}
      {history && history.deliveries.length > 0 && (
        <DeskTable
          caption={words.desk.mail.deliveries(address)}
          columns={words.desk.mail.deliveryColumns}
          rows={history.deliveries.map((delivery, index) => ({
            key: String(index),
            cells: [
              fromUtcDate(delivery.issue.localDay),
              words.cadences[delivery.issue.cadence].label,
              states[delivery.state],
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
