/** Lists keyboard shortcuts in a dialog that `?` opens (public/reading.js). */
import { words } from '@/lib/words';

const KEYS = [
  ['j', words.site.nextPaper],
  ['k', words.site.previousPaper],
  ['o', words.site.openPaper],
  ['u', words.site.backToList],
  ['/', words.site.search],
  ['?', words.site.showKeys],
] as const;

export function KeysHelp() {
  return (
    <dialog
      id="keys"
      aria-labelledby="keys-title"
      className="m-auto border border-hairline bg-paper p-6 text-ink backdrop:bg-ink/30"
    >
      <h2 id="keys-title" className="mb-3 text-22">
        {words.site.keys}
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
        <button className="link min-h-11">{words.site.close}</button>
      </form>
    </dialog>
  );
}
