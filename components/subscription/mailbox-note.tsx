/** Links to the local mailbox, on a site that has no mail server yet. */
import { Marked } from '@/components/ui/marked';
import { words } from '@/lib/words';

export function MailboxNote({ url }: { url: string | undefined }) {
  if (!url) return null;
  return (
    <p role="note">
      <Marked text={words.subscribe.localMailbox} mailbox={url} />
    </p>
  );
}
