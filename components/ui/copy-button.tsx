/** Copies what another element says, and tells so (public/reading.js); nothing where scripts don't run. */
import type { ReactNode } from 'react';

/** `copies` is that element's id. */
export function CopyButton({ copies, children }: { copies: string; children: ReactNode }) {
  return (
    <span className="needs-script flex items-center gap-3">
      <button type="button" data-copies={copies} className="link min-h-11">
        {children}
      </button>
      <span role="status" />
    </span>
  );
}
