/** Renders a sentence of the catalogue that holds links: `Read [the notes](notes) first.` */
import { Fragment, type ReactNode } from 'react';

/** Matches a label and the name of its link. */
const LINK = /\[([^[\]]+)\]\((\w+)\)/;

/** The address of a named link, or a function that renders its label. */
type Target = string | ((label: string) => ReactNode);

export function Marked({ text, ...targets }: { text: string } & Record<string, Target>) {
  // A split by a pattern with two groups yields text, label, name, text, and so on.
  const parts = text.split(LINK);
  return parts.map((part, at) => {
    if (at % 3 === 0) return part;
    if (at % 3 === 2) return null;
    return <Fragment key={at}>{linked(part, targets[parts[at + 1] ?? ''])}</Fragment>;
  });
}

function linked(label: string, target: Target | undefined): ReactNode {
  if (typeof target === 'function') return target(label);
  return (
    <a href={target} className="link">
      {label}
    </a>
  );
}
