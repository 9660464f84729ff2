/** A paper's text on a page. Nothing in it reaches the page as markup: React escapes every word. */
import { createElement, Fragment, type ReactNode } from 'react';
import { renderMath, type MathNode } from '@/lib/papers/maths/mathml';
import { parseRichText, typeset, type RichNode } from '@/lib/papers/maths/rich-text';

type Props = {
  /** As lib/papers stores it. */
  text: string;
  /** For a title that is itself a link: addresses stay words, and nothing breaks the line. */
  inline?: boolean;
  /** Tells which of the words to mark. */
  findMarks?: FindMarks;
};

export type FindMarks = (text: string) => readonly { start: number; end: number }[];

/** Words, maths and links, to stand inside a heading or paragraph. */
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

/** A formula that browsers typeset themselves, or its TeX where it can't be read. */
export function Formula({ tex, display }: { tex: string; display: boolean }): ReactNode {
  const math = renderMath(tex, display);
  if (!math) return <code className="tex">{tex}</code>;
  // One that is wider than the page scrolls, for which keyboards must be able to reach it.
  const reachable: Record<string, string> = display ? { tabIndex: '0' } : {};
  return mathElement({ ...math, attributes: { ...math.attributes, ...reachable } });
}

function mathElement(node: MathNode): ReactNode {
  if (typeof node === 'string') return node;
  return createElement(node.tag, node.attributes, ...node.children.map(mathElement));
}
