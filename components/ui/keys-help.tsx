/** The keys, in a dialog that `?` opens (public/reading.js). */
const KEYS = [
  ['j', 'next paper'],
  ['k', 'previous paper'],
  ['o', 'open the paper'],
  ['u', 'back up to the list'],
  ['/', 'search'],
  ['?', 'these keys'],
] as const;

export function KeysHelp() {
  return (
    <dialog
      id="keys"
      aria-labelledby="keys-title"
      className="m-auto border border-hairline bg-paper p-6 text-ink backdrop:bg-ink/30"
    >
      <h2 id="keys-title" className="mb-3 text-22">
        Keys
      </h2>
      <dl className="grid grid-cols-[2rem_1fr] gap-y-1">
        {KEYS.map(([key, meaning]) => (
          <div key={key} className="contents">
            <dt className="font-mono">{key}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog" className="mt-4">
        <button className="link min-h-11">Close</button>
      </form>
    </dialog>
  );
}
