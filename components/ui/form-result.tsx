/** The result of a form: a success, or an error. */
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
