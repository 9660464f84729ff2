/**
 * Authenticates messages of Amazon SNS, by which SES reports events.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
import { verify, X509Certificate } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { readBody } from '@/lib/http/body';
import { isSameSecret, parseJson, type WebhookContext, type WebhookRequest } from './request';

const FETCH_TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 16_384;
const CERTIFICATE_PATH = /^\/SimpleNotificationService-[A-Za-z0-9]{1,64}\.pem$/;
/** `arn:aws:sns:eu-central-1:123456789012:mail-events` */
const TOPIC_ARN = /^arn:(aws|aws-us-gov|aws-cn):sns:([a-z0-9-]{3,40}):\d{1,20}:[\w.-]{1,256}$/;

const message = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string(),
  TopicArn: z.string(),
  Subject: z.string().nullish(),
  Message: z.string(),
  Timestamp: z.string(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string(),
  SigningCertURL: z.string(),
  SubscribeURL: z.string().nullish(),
  Token: z.string().nullish(),
});
export type SnsMessage = z.infer<typeof message>;

const SIGNED_NOTIFICATION = 'Message MessageId Subject Timestamp TopicArn Type'.split(' ');
const SIGNED_CONFIRMATION = 'Message MessageId SubscribeURL Timestamp Token TopicArn Type'.split(
  ' ',
);

/** By address; Amazon changes them about once a year. */
const certificates = new LRUCache<string, X509Certificate>({ max: 8 });

/** The message, verified as sent by SNS for the configured topic. Throws unauthorized. */
export async function readSnsMessage(
  { rawBody }: WebhookRequest,
  context: WebhookContext,
): Promise<SnsMessage> {
  const event = parseJson(message, rawBody);
  // Checked first, so that a stranger's request doesn't cause a request to Amazon.
  if (!isSameSecret(event.TopicArn, context.secret)) throw new AppError('unauthorized');
  const certificate = await certificateAt(event.SigningCertURL, context);
  if (certificate.validToDate < context.now) throw new AppError('unauthorized');
  const algorithm = event.SignatureVersion === '1' ? 'sha1' : 'sha256';
  const signature = Buffer.from(event.Signature, 'base64');
  if (!verify(algorithm, Buffer.from(signedText(event)), certificate.publicKey, signature)) {
    throw new AppError('unauthorized');
  }
  return event;
}

/** Confirms the subscription to SNS. */
export async function confirmTopic(
  { SubscribeURL }: SnsMessage,
  context: WebhookContext,
): Promise<void> {
  const url = atSns(SubscribeURL ?? '', context.secret);
  if (!url) throw new AppError('unauthorized');
  await getText(url, context.fetch);
}

function signedText(event: SnsMessage): string {
  const fields = event.Type === 'Notification' ? SIGNED_NOTIFICATION : SIGNED_CONFIRMATION;
  const values: Record<string, string | null | undefined> = event;
  return fields
    .flatMap((field) => (values[field] == null ? [] : [`${field}\n${values[field]}\n`]))
    .join('');
}

async function certificateAt(
  address: string,
  { secret, fetch }: WebhookContext,
): Promise<X509Certificate> {
  const url = atSns(address, secret);
  if (!url || !CERTIFICATE_PATH.test(url.pathname)) throw new AppError('unauthorized');
  const known = certificates.get(url.href);
  if (known) return known;
  const certificate = new X509Certificate(await getText(url, fetch));
  certificates.set(url.href, certificate);
  return certificate;
}

/** An address at SNS in the topic's region; null for all others. */
function atSns(address: string, topicArn: string): URL | null {
  const [, partition, region] = TOPIC_ARN.exec(topicArn) ?? [];
  if (!region || !URL.canParse(address)) return null;
  const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const url = new URL(address);
  return url.origin === `https://sns.${region}.${domain}` && !url.username && !url.password
    ? url
    : null;
}

async function getText(url: URL, fetch: WebhookContext['fetch']): Promise<string> {
  const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
  const response = await fetch(url, { redirect: 'error', signal });
  const text = (await readBody(response.body, MAX_ANSWER_BYTES)).toString();
  if (!response.ok) {
    throw new AppError('upstream_unavailable', `Amazon SNS answered HTTP ${response.status}.`);
  }
  return text;
}
