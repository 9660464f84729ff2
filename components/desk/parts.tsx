/** Parts of the desk's pages: a head, rows divided by hairlines, small forms. */
import type { ComponentProps, ReactNode } from 'react';
import { RichText } from '@/components/paper/rich-text';
import { words } from '@/lib/words';
import { deskPath, paperPath } from '@/lib/site/paths';

export function DeskHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header>
      <h1 className="text-26 md:text-31">{title}</h1>
      {children && <div className="prose-serif mt-2">{children}</div>}
    </header>
  );
}

/** Rows of work, or a sentence for an empty queue. */
export function DeskRows({ children, none }: { children: ReactNode[]; none: string }) {
  if (children.length === 0) return <p className="prose-serif">{none}</p>;
  return (
    <ul className="border-t border-hairline [&>li]:border-b [&>li]:border-hairline [&>li]:py-4">
      {children}
    </ul>
  );
}

export function PaperLine({ id, title }: { id: string; title: string | null }) {
  return (
    <p className="font-serif text-18" dir="auto">
      <a href={paperPath(id)} className="hover:text-accent">
        {title === null ? id : <RichText text={title} inline />}
      </a>
    </p>
  );
}

/** A table of facts with named columns; scrolls by itself on a narrow phone. */
export function DeskTable(props: {
  caption: string;
  columns: string[];
  rows: { key: string; cells: ReactNode[] }[];
}) {
  const { caption, columns, rows } = props;
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full border-collapse text-left tabular-nums [&_td]:border-b [&_td]:border-hairline [&_td]:py-2 [&_td]:pr-4 [&_td]:align-top [&_th]:border-b [&_th]:border-second [&_th]:py-2 [&_th]:pr-4 [&_th]:font-semibold">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, index) => (
                <td key={columns[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A one-line form: its fields, and a button for each action. */
export function Acts({ section, children }: { section: string; children: ReactNode }) {
  return (
    <form
      action={deskPath(section)}
      method="post"
      className="mt-2 flex flex-wrap items-end gap-x-4 gap-y-2"
    >
      {children}
    </form>
  );
}

export function Act(props: ComponentProps<'button'>) {
  return <button type="submit" name="act" className="link min-h-11 px-1" {...props} />;
}

type Field = { id: string; label: string };

export function LineField({ label, ...input }: Field & ComponentProps<'input'>) {
  return (
    <label className="min-w-0 flex-1 basis-52 text-13 text-second">
      {label}
      <input
        {...input}
        className="block h-11 w-full border-b border-second bg-transparent text-15 text-ink"
      />
    </label>
  );
}

/** `14 March 2025 at 09:30 UTC` */
export function instant(at: Date | null): string {
  return at ? words.dates.instant(at) : '–';
}
