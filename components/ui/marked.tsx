/** Renders a sentence of the catalogue that holds links (lib/words/links.ts). */
import { Fragment, type ReactNode } from 'react';
import { sentenceParts } from '@/lib/words/links';

/** The address of a named link, or a function that renders its label. */
type Target = string | ((label: string) => ReactNode);

export function Marked({ text, ...targets }: { text: string } & Record<string, Target>) {
  return sentenceParts(text).map((part, at) => (
    <Fragment key={at}>
      {part.link === undefined ? part.text : linked(part.text, targets[part.link])}
    </Fragment>
  ));
}

function linked(label: string, target: Target | undefined): ReactNode {
  if (typeof target === 'function') return target(label);
  return (
    <a href={target} className="link">
      {label}
    </a>
  );
}

/** Renders a mail address in a sentence. */
export function strongAddress(address: string): ReactNode {
  return <strong className="wrap-break-word">{address}</strong>;
}
