/** Markup rendered once with marks for values, then filled by joining escaped values. */
import { quote } from '@/lib/mail/quoted';

declare const markup: unique symbol;
/** Text that is safe in markup: escaped, or made here. */
export type Html = string & { readonly [markup]: true };

/** Constant pieces, and between each two the name of a value. */
export type Template<Name extends string> = { literals: string[]; names: Name[] };

// Private use characters, which no renderer escapes. Values are never searched for them.
const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARK = new RegExp(`${OPEN}(\\w+)${CLOSE}`);

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

/** Escapes for an element's text and a quoted attribute, with the same entities as React. */
export function escapeHtml(text: string): Html {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!) as Html;
}

/** Each value escaped. */
export function escapeAll<Name extends string>(values: Record<Name, string>): Record<Name, Html> {
  return each(values, escapeHtml);
}

/** Each value escaped and quoted. */
export function sayAll<Name extends string>(
  values: Record<Name, string>,
): Record<Name, Phrase<Html>> {
  return each(values, (value) => phrase(escapeHtml(value)));
}

function each<Name extends string, Made>(
  values: Record<Name, string>,
  make: (value: string) => Made,
): Record<Name, Made> {
  const made: Partial<Record<Name, Made>> = {};
  for (const name in values) made[name] = make(values[name]);
  return made as Record<Name, Made>;
}

/** The mark of a value during rendering. */
export function mark(name: string): string {
  return `${OPEN}${name}${CLOSE}`;
}

/** Parses a template from markup rendered with marks. */
export function templateOf<Name extends string>(rendered: string): Template<Name> {
  const parts = rendered.split(MARK);
  return {
    literals: parts.filter((_, index) => index % 2 === 0),
    names: parts.filter((_, index) => index % 2 === 1) as Name[],
  };
}

/** Fills some values of a template, those that stay constant. */
export function bind<Name extends string, Known extends string>(
  { literals, names }: Template<Name>,
  values: Record<Known, Html>,
): Template<Exclude<Name, Known>> {
  const open: Exclude<Name, Known>[] = [];
  const [first = '', ...following] = literals;
  const kept = [first];
  following.forEach((literal, index) => {
    const name = names[index]!;
    if (isKey(values, name)) {
      kept[kept.length - 1] += values[name] + literal;
    } else {
      open.push(name as Exclude<Name, Known>);
      kept.push(literal);
    }
  });
  return { literals: kept, names: open };
}

function isKey<Key extends string>(values: Record<Key, Html>, name: string): name is Key {
  return Object.hasOwn(values, name);
}

/**
 * Text, also encoded as a mail's lines. Both are only joined, so the unused one is never assembled.
 */
export type Phrase<Text extends string = string> = { plain: Text; quoted: string };

export function phrase<Text extends string>(plain: Text): Phrase<Text> {
  return { plain, quoted: quote(plain) };
}

/** A template whose values remain to be quoted. */
export type Prepared<Name extends string> = { literals: Phrase[]; names: Name[] };

export function prepare<Name extends string>({ literals, names }: Template<Name>): Prepared<Name> {
  return { literals: literals.map(phrase), names };
}

/** The text with all values: one pass, which never reads inserted values again. */
export function fill<Name extends string, Text extends string>(
  { literals, names }: Prepared<Name>,
  values: Record<Name, Phrase<Text>>,
): Phrase<Text> {
  let { plain, quoted } = literals[0] ?? phrase('');
  names.forEach((name, index) => {
    const [value, literal] = [values[name], literals[index + 1]!];
    plain += value.plain + literal.plain;
    quoted += value.quoted + literal.quoted;
  });
  return { plain: plain as Text, quoted };
}

export function joined<Text extends string>(parts: readonly Phrase<Text>[]): Phrase<Text> {
  let [plain, quoted] = ['', ''];
  for (const part of parts) {
    plain += part.plain;
    quoted += part.quoted;
  }
  return { plain: plain as Text, quoted };
}
