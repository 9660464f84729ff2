/** A paper's text on a page. Nothing in it reaches the page as markup: React escapes every word. */
import { createElement, Fragment, type ReactNode } from 'react';
import { renderMath, type MathNode } from '@/lib/papers/mathml';
import { parseRichText, typeset, type RichNode } from '@/lib/papers/rich-text';

type Props = {
  /** As lib/papers stores it. */
  text: string;
  /** For a title that is itself a link: addresses stay words, and nothing breaks the line. */
  inline?: boolean;
};

/** Words, maths and links, to stand inside a heading or paragraph. */
export function RichText({ text, inline = false }: Props): ReactNode {
  return parseRichText(text).map((node, index) => (
    <Fragment key={index}>{inline ? inlineNode(node) : richNode(node)}</Fragment>
  ));
}

function inlineNode(node: RichNode): ReactNode {
  switch (node.kind) {
    case 'text':
      return typeset(node.text);
    case 'link':
      return node.text;
    case 'math':
      return <Formula tex={node.tex} display={false} />;
    case 'break':
      return ' ';
  }
}

function richNode(node: RichNode): ReactNode {
  switch (node.kind) {
    case 'text':
      return typeset(node.text);
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
