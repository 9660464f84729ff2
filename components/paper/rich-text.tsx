/** A paper's text on a page. Nothing in it reaches the page as markup: React escapes every word. */
import { createElement, Fragment, type ReactNode } from 'react';
import { renderMath, type MathNode } from '@/lib/papers/mathml';
import { parseRichText, type RichNode } from '@/lib/papers/rich-text';

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
      return node.text;
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

function Formula({ tex, display }: { tex: string; display: boolean }): ReactNode {
  const math = renderMath(tex, display);
  return math ? mathElement(math) : <code className="tex">{tex}</code>;
}

function mathElement(node: MathNode): ReactNode {
  if (typeof node === 'string') return node;
  return createElement(node.tag, node.attributes, ...node.children.map(mathElement));
}
