/** Markup rendered once with marks where values go, then filled by joining escaped values. */
import { quote } from '@/lib/mail/quoted';

declare const markup: unique symbol;
/** Text that is safe to put into markup: escaped, or made here. */
export type Html = string & { readonly [markup]: true };

/** What stays as it is, and between each two of those the name of a value. */
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

/** Fit for an element's text and for a quoted attribute, by the same entities as React's. */
export function escapeHtml(text: string): Html {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!) as Html;
}

/** Each value escaped. */
export function escapeAll<Name extends string>(values: Record<Name, string>): Record<Name, Html> {
  return each(values, escapeHtml);
}

/** Each value escaped, and quoted too. */
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

/** What stands for a value while a template is rendered. */
export function mark(name: string): string {
  return `${OPEN}${name}${CLOSE}`;
}

/** The template that rendered markup with marks is. */
export function templateOf<Name extends string>(rendered: string): Template<Name> {
  const parts = rendered.split(MARK);
  return {
    literals: parts.filter((_, index) => index % 2 === 0),
    names: parts.filter((_, index) => index % 2 === 1) as Name[],
  };
}

/** The template with some of its values in place, for those that stay the same. */
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
 * Text, and the same as a mail's lines carry it. Joining is all that is done with either, so the one
 * that nobody reads is never put together.
 */
export type Phrase<Text extends string = string> = { plain: Text; quoted: string };

export function phrase<Text extends string>(plain: Text): Phrase<Text> {
  return { plain, quoted: quote(plain) };
}

/** A template of which only values are still to be quoted. */
export type Prepared<Name extends string> = { literals: Phrase[]; names: Name[] };

export function prepare<Name extends string>({ literals, names }: Template<Name>): Prepared<Name> {
  return { literals: literals.map(phrase), names };
}

/** The whole with all its values: one pass, in which nothing that was put in is read again. */
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
