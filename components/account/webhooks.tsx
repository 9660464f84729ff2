/** Webhooks with their actions and deliveries, and a form to add one. */
import { ActForm } from '@/components/ui/act-form';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { SelectField, TextField } from '@/components/ui/fields';
import { Marked } from '@/components/ui/marked';
import { dayInWords, fromUtcDate, instantInWords } from '@/lib/calendar';
import { PATHS } from '@/lib/site/paths';
import { isPing, MAX_ATTEMPTS, PAUSED } from '@/lib/webhooks/rules';
import { words } from '@/lib/words';

export function NewSecret({ url, secret }: { url: string; secret: string }) {
  return (
    <div role="status" className="space-y-2 border-t border-hairline pt-6">
      <p>
        <Marked
          text={words.webhooks.secret}
          url={() => <span className="font-mono text-15 break-all">{url}</span>}
        />
      </p>
      <p id="new-secret" className="font-mono text-15 break-all">
        {secret}
      </p>
      <CopyButton copies="new-secret">{words.webhooks.copySecret}</CopyButton>
    </div>
  );
}

type Webhook = {
  id: string;
  url: string;
  event: 'edition' | 'trending';
  createdAt: Date;
  pausedAt: Date | null;
};
type Delivery = {
  id: string;
  key: string;
  createdAt: Date;
  attempts: number;
  status: number | null;
  lastError: string | null;
  deliveredAt: Date | null;
};
type SectionProps = { webhook: Webhook; topicName: string | null; deliveries: Delivery[] };

export function WebhookSection({ webhook, topicName, deliveries }: SectionProps) {
  const { id, url, event, createdAt, pausedAt } = webhook;
  const added = dayInWords(fromUtcDate(createdAt));
  const titleId = `webhook-${id}`;
  return (
    <section aria-labelledby={titleId} className="border-t border-hairline pt-6">
      <h2 id={titleId} className="scroll-mt-16 text-22">
        {newsInWords({ event, topicName })}
      </h2>
      <p className="mt-1 font-mono text-15 break-all">{url}</p>
      <p className="text-15 text-second">
        {pausedAt
          ? words.webhooks.addedAndPaused(added, instantInWords(pausedAt))
          : words.webhooks.added(added)}
      </p>
      <form action={PATHS.webhooks} method="post" className="flex flex-wrap gap-x-6">
        <input type="hidden" name="id" value={id} />
        <Act name="ping" label={words.webhooks.ping} url={url} />
        {pausedAt ? (
          <Act name="resume" label={words.preferences.resume} url={url} />
        ) : (
          <Act name="pause" label={words.preferences.pause} url={url} />
        )}
        <Act name="end" label={words.webhooks.end} url={url} />
      </form>
      <Log deliveries={deliveries} />
    </section>
  );
}

function Act({ name, label, url }: { name: string; label: string; url: string }) {
  return (
    <button name="act" value={name} className="link min-h-11">
      {label}
      <span className="sr-only">: {url}</span>
    </button>
  );
}

function Log({ deliveries }: { deliveries: Delivery[] }) {
  if (deliveries.length === 0)
    return <p className="text-15 text-second">{words.webhooks.nothingSent}</p>;
  return (
    <details open={deliveries.some(({ deliveredAt }) => !deliveredAt)}>
      <summary className="flex min-h-11 items-center text-15 text-accent">
        {words.webhooks.log}
      </summary>
      <ul className="text-15">
        {deliveries.map(({ id, createdAt, ...delivery }) => (
          <li
            key={id}
            className="flex flex-wrap justify-between gap-x-4 border-t border-hairline py-2"
          >
            <span className="min-w-0">
              {keyInWords(delivery.key)}
              <span className="block text-13 text-second">{instantInWords(createdAt)}</span>
            </span>
            <span className="min-w-0 break-words">{outcomeInWords(delivery)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

type FormProps = { topicNames: ReadonlyMap<string, string>; isFirst: boolean };

export function WebhookForm({ topicNames, isFirst }: FormProps) {
  return (
    <ActForm
      path={PATHS.webhooks}
      title={isFirst ? words.webhooks.add : words.webhooks.addAnother}
      id="add"
    >
      <div className="max-w-120 space-y-4">
        <TextField
          id="webhook-url"
          name="url"
          type="url"
          label={words.webhooks.address}
          placeholder="https://"
          pattern="https://.+"
          maxLength={500}
          required
          help={words.webhooks.addressHelp}
        />
        <SelectField id="webhook-news" name="news" label={words.webhooks.news}>
          <option value="edition">{words.webhooks.edition}</option>
          <option value="trending">{words.webhooks.trending}</option>
          <optgroup label={words.webhooks.trendingInTopic}>
            {[...topicNames].map(([slug, name]) => (
              <option key={slug} value={`trending:${slug}`}>
                {name}
              </option>
            ))}
          </optgroup>
        </SelectField>
        <Button name="act" value="add">
          {words.webhooks.addButton}
        </Button>
      </div>
    </ActForm>
  );
}

type Subject = { event: 'edition' | 'trending'; topicName: string | null };

export function newsInWords({ event, topicName }: Subject): string {
  if (event === 'edition') return words.webhooks.edition;
  return topicName ? words.webhooks.trendingIn(topicName) : words.webhooks.trending;
}

/** The subject of a delivery, which its key names. */
export function keyInWords(key: string): string {
  const [kind = '', subject = ''] = key.split(/:(.*)/s);
  if (kind === 'edition') return words.webhooks.editionOf(dayInWords(subject));
  return kind === 'trending' ? words.webhooks.isTrending(subject) : words.webhooks.test;
}

type Outcome = Omit<Delivery, 'id' | 'createdAt'>;

export function outcomeInWords(outcome: Outcome): string {
  const { attempts, status, lastError, deliveredAt } = outcome;
  if (deliveredAt) return words.webhooks.delivered(status);
  if (lastError === PAUSED) return words.webhooks.pausedThen;
  if (lastError === null) return words.webhooks.queued;
  if (isPing(outcome)) return words.webhooks.failed(lastError);
  const state = attempts < MAX_ATTEMPTS ? words.webhooks.retrying : words.webhooks.gaveUp;
  return state(lastError, attempts);
}
