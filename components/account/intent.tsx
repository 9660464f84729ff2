/** What the reader meant to do before signing in, carried along in a form. */
export function Intent({ next, vote }: { next: string; vote?: string }) {
  return (
    <>
      <input type="hidden" name="next" value={next} />
      {vote && <input type="hidden" name="vote" value={vote} />}
    </>
  );
}
