/** What a page says after a form: that it is done, or what was wrong. */
export function FormResult({ done, problem }: { done?: string; problem?: string }) {
  return (
    <>
      {problem && (
        <p role="alert" className="font-semibold">
          {problem}
        </p>
      )}
      {done && (
        <p role="status" className="font-semibold">
          {done}
        </p>
      )}
    </>
  );
}
