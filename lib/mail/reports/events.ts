/** What a provider, a mail server or a reader's mail program told us about a mail, in our words. */

export type MailEventKind = 'bounce' | 'soft_bounce' | 'complaint' | 'unsubscribe';

export type ReportedEvent = {
  /** Tells one event from another, so that the same one told twice counts once. */
  key: string;
  kind: MailEventKind;
  /** As the provider wrote it. */
  address: string;
  /** Ours, with its angle brackets, where the provider knows it. */
  messageId: string | null;
  /** Why, without addresses. */
  detail: string | null;
  at: Date;
};
