/** Renders a sentence of the catalogue that holds links or code (lib/words/links.ts). */
import { Fragment, type ReactNode } from 'react';
import { sentenceParts, type SentencePart } from '@/lib/words/links';

/** The address of a named link, or a function that renders its label. */
type Target = string | ((label: string) => ReactNode);

export function Marked({ text, ...targets }: { text: string } & Record<string, Target>) {
  return sentenceParts(text).map((part, at) => (
    <Fragment key={at}>{rendered(part, targets)}</Fragment>
  ));
}

function rendered({ text, link, isCode }: SentencePart, targets: Record<string, Target>) {
  if (isCode) return <code className="font-mono text-15">{text}</code>;
  return link === undefined ? text : linked(text, targets[link]);
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
