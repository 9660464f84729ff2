/** Hidden fields that resume a reader's action after they sign in. */
export function Intent({ next, vote }: { next: string; vote?: string }) {
  return (
    <>
      <input type="hidden" name="next" value={next} />
      {vote && <input type="hidden" name="vote" value={vote} />}
    </>
  );
}
