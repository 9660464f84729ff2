/** Where mail is, on a site that has no mail server yet. */
export function MailboxNote({ url }: { url: string | undefined }) {
  if (!url) return null;
  return (
    <p role="note">
      This site has no mail server yet, so its mail stays on this machine:{' '}
      <a href={url}>open the local mailbox</a>.
    </p>
  );
}
