/** Finds words outside the brackets of the pseudo-language, in pages, mails, Markdown and JSON. */
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';

/** Elements without words, and code, which is the same in every language. */
const SILENT = /^(script|style|template|code|pre|math|svg|annotation)$/;
/** Attributes that people see or hear. */
const SPOKEN = /^(aria-label|title|alt|placeholder|label)$/;
/** Addresses, ids, times and names that are the same in every language. */
const NAMES = [
  /https?:\/\/\S*/g,
  /\S+@\S+/g,
  /\blocalhost\b/g,
  /\b(arXiv|Hugging Face|GitHub|BibTeX|RIS|CSL|PDF|RSS|Atom|JSON|OPML|Markdown|UTC|llms\.txt)\b/g,
  /\b[a-z-]+(\/[\w-]+)?\.(bib|ris|md|rss|jsonl?|txt)\b/g,
];

/** Greek letters stand for data, because no sentence of the catalogue has any. */
export const LATIN =
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZáàäâãåéèëêíìïîóòöôõúùüûçñČčřšŠžŽýő';
export const GREEK = [...LATIN].map((_, at) => String.fromCodePoint(0x3b1 + (at % 24))).join('');

/** The words of a text that the pseudo-language doesn't bracket, without data. */
export function wordsOutside(text: string, data: readonly string[] = []): string[] {
  let rest = text;
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/gu, ' ');
  }
  for (const item of data) rest = rest.replaceAll(item, ' ');
  for (const name of NAMES) rest = rest.replace(name, ' ');
  return rest.match(/(?!\p{Script=Greek}|\p{Script=Hebrew}|\p{Script=Han})\p{L}{2,}/gu) ?? [];
}

/** The text that a page shows, and each attribute that is read aloud. */
export function spokenIn(html: string): string[] {
  const texts: string[] = [''];
  visit(parse(html) as Tree.Node, (text, isAttribute) => {
    if (isAttribute) texts.push(text);
    else texts[0] += `${text} `;
  });
  return texts;
}

function visit(node: Tree.Node, onText: (text: string, isAttribute: boolean) => void): void {
  if (node.nodeName === '#text') onText((node as Tree.TextNode).value, false);
  const { attrs = [] } = node as Partial<Tree.Element>;
  const attributes = new Map(attrs.map(({ name, value }) => [name, value]));
  // The API's document is English on every site, and time zones have the names of the tz database.
  const isEnglish = node.nodeName !== 'html' && attributes.get('lang') === 'en';
  if (SILENT.test(node.nodeName) || isEnglish || attributes.get('name') === 'timeZone') return;
  for (const [name, value] of attributes) if (SPOKEN.test(name)) onText(value, true);
  const { childNodes = [] } = node as Partial<Tree.ParentNode>;
  for (const child of childNodes) visit(child, onText);
}

/** Markdown without its code and the addresses of its links. */
export function proseOf(markdown: string): string {
  return markdown.replace(/`[^`]*`/g, ' ').replace(/\]\([^)]*\)/g, ' ');
}
