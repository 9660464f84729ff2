/** One thing that a reader can do, with its title: a form of its own on a page of several. */
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
