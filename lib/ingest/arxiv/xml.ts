/** Parses arXiv's XML into plain values: numbers stay text, a single element is a list of one. */
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { DamagedAnswer, dropUnstorable, readText } from '../parse/answer';

const SOURCE = 'arXiv';
/** arXiv's own documents nest less than ten levels. */
const MAX_DEPTH = 30;

const OPTIONS = {
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  // 2503.12340 is an id, not the number 2503.1234.
  parseTagValue: false,
  parseAttributeValue: false,
  // Also decodes &#39; and &#34;, which arXiv's OAI-PMH service writes for quotes.
  htmlEntities: true,
  // Without a DTD an entity is never longer than its name, so expansion can't be abused.
  processEntities: { enabled: true, maxExpandedLength: Number.MAX_SAFE_INTEGER },
  maxNestedTags: MAX_DEPTH,
};

/** The document's root element by name. Rejects DTDs, truncated documents and other formats. */
function readXml(body: string | Uint8Array): Record<string, unknown> {
  const text = readText(body, SOURCE);
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) {
    throw new DamagedAnswer(
      /<!doctype\s+html/i.test(text)
        ? 'arXiv answered with a web page instead of data.'
        : 'The answer of arXiv declares a document type, which its data never does.',
    );
  }
  try {
    return new XMLParser(OPTIONS).parse(text, true) as Record<string, unknown>;
  } catch (error) {
    throw new DamagedAnswer('The answer of arXiv is damaged: it is not whole XML.', {
      cause: error,
    });
  }
}

/** Parses the document with `schema`; rejects other documents. */
export function readDocument<T extends z.ZodType>(
  body: string | Uint8Array,
  schema: T,
  expected: string,
): z.output<T> {
  const parsed = schema.safeParse(readXml(body));
  if (parsed.success) return parsed.data;
  throw new DamagedAnswer(`The answer of arXiv is not ${expected}.`);
}

/** An element's text, whether or not it has attributes. */
export const text = z.preprocess(
  (node) => (isObject(node) ? (node['#text'] ?? '') : node),
  z.string().transform(dropUnstorable).pipe(z.string().trim()),
);

/** An element's text, or null where it is absent or blank. */
export const optionalText = z.preprocess((node) => node ?? '', text).transform((it) => it || null);

/** A repeated element, of which there may be one or none. */
export const listOf = <T extends z.ZodType>(schema: T) =>
  z.preprocess(
    (node) => (node === undefined || node === '' ? [] : Array.isArray(node) ? node : [node]),
    z.array(schema),
  );

function isObject(node: unknown): node is Record<string, unknown> {
  return typeof node === 'object' && node !== null;
}
