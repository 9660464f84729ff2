/** A titled form for one action, on a page with several. */
import type { ReactNode } from 'react';

type Props = { path: string; title: string; id: string; children: ReactNode };

export function ActForm({ path, title, id, children }: Props) {
  return (
    <form action={path} method="post" className="space-y-3 border-t border-hairline pt-6">
      <h2 id={id} className="scroll-mt-16 text-22">
        {title}
      </h2>
      {children}
    </form>
  );
}
