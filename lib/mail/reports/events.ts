/**
 * Defines the events that providers, mail servers and readers' mail programs report about a mail.
 */

export type MailEventKind = 'bounce' | 'soft_bounce' | 'complaint' | 'unsubscribe';

export type ReportedEvent = {
  /** Identifies an event, so that a repeated report counts once. */
  key: string;
  kind: MailEventKind;
  /** The address in the provider's spelling. */
  address: string;
  /** The sent mail's, with angle brackets, where the provider has it. */
  messageId: string | null;
  /** Reason, without addresses. */
  detail: string | null;
  at: Date;
};
