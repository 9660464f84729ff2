/** Webhooks on their page: each with its log and what can be done with it, and a form for another. */
import { ActForm } from '@/components/ui/act-form';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { SelectField, TextField } from '@/components/ui/fields';
import { dayInWords, instantInWords } from '@/lib/calendar';
import { keyInWords, newsInWords, outcomeInWords, WEBHOOKS_PATH } from './webhook-words';

export function NewSecret({ url, secret }: { url: string; secret: string }) {
  return (
    <div role="status" className="space-y-2 border-t border-hairline pt-6">
      <p>
        The secret that signs what <span className="font-mono text-15 break-all">{url}</span> is
        told. Copy it now; it is not shown again.
      </p>
      <p id="new-secret" className="font-mono text-15 break-all">
        {secret}
      </p>
      <CopyButton copies="new-secret">Copy the secret</CopyButton>
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
  const titleId = `webhook-${id}`;
  return (
    <section aria-labelledby={titleId} className="border-t border-hairline pt-6">
      <h2 id={titleId} className="scroll-mt-16 text-22">
        {newsInWords({ event, topicName })}
      </h2>
      <p className="mt-1 font-mono text-15 break-all">{url}</p>
      <p className="text-15 text-second">
        since {dayInWords(createdAt.toISOString().slice(0, 10))}
        {pausedAt && `, paused since ${instantInWords(pausedAt)}`}
      </p>
      <form action={WEBHOOKS_PATH} method="post" className="flex flex-wrap gap-x-6">
        <input type="hidden" name="id" value={id} />
        <Act name="ping" words="Send a test" url={url} />
        {pausedAt ? (
          <Act name="resume" words="Resume" url={url} />
        ) : (
          <Act name="pause" words="Pause" url={url} />
        )}
        <Act name="end" words="End it" url={url} />
      </form>
      <Log deliveries={deliveries} />
    </section>
  );
}

function Act({ name, words, url }: { name: string; words: string; url: string }) {
  return (
    <button name="act" value={name} className="link min-h-11">
      {words}
      <span className="sr-only">: {url}</span>
    </button>
  );
}

function Log({ deliveries }: { deliveries: Delivery[] }) {
  if (deliveries.length === 0) return <p className="text-15 text-second">Told nothing yet.</p>;
  return (
    <details open={deliveries.some(({ deliveredAt }) => !deliveredAt)}>
      <summary className="flex min-h-11 items-center text-15 text-accent">What it was told</summary>
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
    <ActForm path={WEBHOOKS_PATH} title={isFirst ? 'Add a webhook' : 'Add another'} id="add">
      <div className="max-w-120 space-y-4">
        <TextField
          id="webhook-url"
          name="url"
          type="url"
          label="Address"
          placeholder="https://"
          pattern="https://.+"
          maxLength={500}
          required
          help="An https address that anybody on the internet can reach."
        />
        <SelectField id="webhook-news" name="news" label="What it is told">
          <option value="edition">{newsInWords({ event: 'edition', topicName: null })}</option>
          <option value="trending">{newsInWords({ event: 'trending', topicName: null })}</option>
          <optgroup label="Papers that trend in">
            {[...topicNames].map(([slug, name]) => (
              <option key={slug} value={`trending:${slug}`}>
                {name}
              </option>
            ))}
          </optgroup>
        </SelectField>
        <Button name="act" value="add">
          Add the webhook
        </Button>
      </div>
    </ActForm>
  );
}
