/** Copies the text of another element and confirms it (public/reading.js). Hidden without scripts. */
import type { ReactNode } from 'react';
import { words } from '@/lib/words';

/** `copies` is that element's id. */
export function CopyButton({ copies, children }: { copies: string; children: ReactNode }) {
  return (
    <span className="needs-script flex items-center gap-3">
      <button
        type="button"
        data-copies={copies}
        data-copied={words.paper.copied}
        data-not-copied={words.paper.notCopied}
        className="link min-h-11"
      >
        {children}
      </button>
      <span role="status" />
    </span>
  );
}
