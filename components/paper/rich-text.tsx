/** A paper's text on a page. React escapes every word, so no text becomes markup. */
import { createElement, Fragment, type ReactNode } from 'react';
import { renderMath, type MathNode } from '@/lib/papers/maths/mathml';
import { parseRichText, typeset, type RichNode } from '@/lib/papers/maths/rich-text';

type Props = {
  /** In the format of lib/papers. */
  text: string;
  /** For a title that is itself a link: addresses stay text, and nothing breaks the line. */
  inline?: boolean;
  /** Selects the words to mark. */
  findMarks?: FindMarks;
};

export type FindMarks = (text: string) => readonly { start: number; end: number }[];

/** Words, maths and links, for a heading or paragraph. */
export function RichText({ text, inline = false, findMarks }: Props): ReactNode {
  return parseRichText(text).map((node, index) => (
    <Fragment key={index}>
      {inline ? inlineNode(node, findMarks) : richNode(node, findMarks)}
    </Fragment>
  ));
}

function inlineNode(node: RichNode, findMarks?: FindMarks): ReactNode {
  switch (node.kind) {
    case 'text':
      return words(typeset(node.text), findMarks);
    case 'link':
      return node.text;
    case 'math':
      return <Formula tex={node.tex} display={false} />;
    case 'break':
      return ' ';
  }
}

function richNode(node: RichNode, findMarks?: FindMarks): ReactNode {
  switch (node.kind) {
    case 'text':
      return words(typeset(node.text), findMarks);
    case 'math':
      return <Formula tex={node.tex} display={node.display} />;
    case 'link':
      return (
        <a href={node.href} rel="nofollow noopener">
          {node.text}
        </a>
      );
    case 'break':
      return (
        <>
          <br />
          <br />
        </>
      );
  }
}

function words(text: string, findMarks?: FindMarks): ReactNode {
  const marks = findMarks?.(text) ?? [];
  if (marks.length === 0) return text;
  const parts = marks.map(({ start, end }, at) => (
    <Fragment key={start}>
      {text.slice(marks[at - 1]?.end ?? 0, start)}
      <mark>{text.slice(start, end)}</mark>
    </Fragment>
  ));
  return [...parts, text.slice(marks.at(-1)?.end)];
}

/** A formula as MathML, or its TeX if it can't be parsed. */
export function Formula({ tex, display }: { tex: string; display: boolean }): ReactNode {
  const math = renderMath(tex, display);
  if (!math) return <code className="tex">{tex}</code>;
  // A wide formula scrolls, so keyboards must be able to focus it.
  const reachable: Record<string, string> = display ? { tabIndex: '0' } : {};
  return mathElement({ ...math, attributes: { ...math.attributes, ...reachable } });
}

function mathElement(node: MathNode): ReactNode {
  if (typeof node === 'string') return node;
  return createElement(node.tag, node.attributes, ...node.children.map(mathElement));
}
