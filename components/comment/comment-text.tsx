/** Renders a comment from its tree: React escapes every word, and no other element is possible. */
import { Fragment, type ReactNode } from 'react';
import { Formula } from '@/components/paper/rich-text';
import { parseMarkdown, type Block, type Inline } from '@/lib/comments/markdown/parse';
import { profilePath } from '@/lib/site/paths';

type Props = {
  /** The text as typed. */
  text: string;
  /** Existing handles; a mention of another stays text. All by default. */
  handles?: ReadonlySet<string>;
};

export function CommentText({ text, handles }: Props): ReactNode {
  return <Blocks blocks={parseMarkdown(text)} handles={handles} />;
}

type BlocksProps = { blocks: readonly Block[]; handles: ReadonlySet<string> | undefined };

function Blocks({ blocks, handles }: BlocksProps): ReactNode {
  return blocks.map((block, index) => (
    <Fragment key={index}>{blockElement(block, handles)}</Fragment>
  ));
}

function blockElement(block: Block, handles: BlocksProps['handles']): ReactNode {
  switch (block.kind) {
    case 'paragraph':
      return <p dir="auto">{inlineElements(block.children, handles)}</p>;
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.children} handles={handles} />
        </blockquote>
      );
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index}>
          <Blocks blocks={item} handles={handles} />
        </li>
      ));
      return block.start === null ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
    case 'code':
      // A wide line scrolls, so keyboards must be able to focus it.
      return (
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
  }
}

function inlineElements(nodes: readonly Inline[], handles: BlocksProps['handles']): ReactNode {
  return nodes.map((node, index) => (
    <Fragment key={index}>{inlineElement(node, handles)}</Fragment>
  ));
}

function inlineElement(node: Inline, handles: BlocksProps['handles']): ReactNode {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'code':
      return <code>{node.text}</code>;
    case 'emphasis':
      return <em>{inlineElements(node.children, handles)}</em>;
    case 'strong':
      return <strong>{inlineElements(node.children, handles)}</strong>;
    case 'link':
      return (
        <a href={node.href} rel="nofollow ugc noopener">
          {inlineElements(node.children, handles)}
        </a>
      );
    case 'mention':
      return handles?.has(node.handle) === false ? (
        `@${node.handle}`
      ) : (
        <a href={profilePath(node.handle)}>@{node.handle}</a>
      );
    case 'math':
      return <Formula tex={node.tex} display={node.display} />;
    case 'break':
      return <br />;
  }
}
