/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/) as a strict JSON Schema. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const url = { type: 'string', format: 'uri' };
const text = { type: 'string', minLength: 1 };
const instant = { type: 'string', format: 'date-time' };
const authors = {
  type: 'array',
  items: {
    type: 'object',
    properties: { name: text, url, avatar: url },
    // The specification requires at least one of them.
    minProperties: 1,
    additionalProperties: false,
  },
};

const SCHEMA = {
  type: 'object',
  required: ['version', 'title', 'items'],
  properties: {
    version: { const: 'https://jsonfeed.org/version/1.1' },
    title: text,
    home_page_url: url,
    feed_url: url,
    description: text,
    user_comment: text,
    next_url: url,
    icon: url,
    favicon: url,
    authors,
    language: text,
    expired: { type: 'boolean' },
    hubs: {
      type: 'array',
      items: { type: 'object', required: ['type', 'url'], properties: { type: text, url } },
    },
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id'],
        anyOf: [{ required: ['content_html'] }, { required: ['content_text'] }],
        properties: {
          id: text,
          url,
          external_url: url,
          title: text,
          content_html: { type: 'string' },
          content_text: { type: 'string' },
          summary: text,
          image: url,
          banner_image: url,
          date_published: instant,
          date_modified: instant,
          authors,
          tags: { type: 'array', items: text },
          language: text,
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

const ajv = new Ajv2020({ allErrors: true });
addFormats(ajv);
const validate = ajv.compile(SCHEMA);

/** Errors of a JSON Feed; empty for a valid one. */
export function jsonFeedProblems(feed: unknown): string[] {
  return validate(feed)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
