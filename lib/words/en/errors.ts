/** Errors: one sentence for each code, the headings of error pages, and failures of the site. */
import { number } from './count';

export const errors = {
  codes: {
    bad_request: 'Broadsheet can’t read this request.',
    unauthorized: 'This request needs a valid key.',
    forbidden: 'You don’t have permission for this.',
    not_found: 'This page doesn’t exist.',
    method_not_allowed: 'This address doesn’t support that method.',
    conflict: 'This conflicts with a newer change. Reload and try again.',
    payload_too_large: 'The request is too large.',
    uri_too_long: 'The address is too long.',
    unsupported_media_type: 'Send JSON, with the content type application/json.',
    rate_limited: 'Too many requests. Please wait a moment.',
    headers_too_large: 'A request header is too long. Deleting this site’s cookies may help.',
    internal: 'Server error. Please quote the request ID.',
    upstream_unavailable: 'A source that Broadsheet depends on didn’t answer.',
    unavailable: 'Broadsheet isn’t ready yet. Please try again in a moment.',
  },
  headings: {
    400: 'Broadsheet can’t read this request',
    403: 'You don’t have permission for this',
    404: 'Page not found',
    405: 'This address doesn’t support that method',
    413: 'The request is too large',
    414: 'The address is too long',
    429: 'Too many requests',
    431: 'A request header is too long',
    503: 'Temporarily unavailable',
  } as Record<number, string>,
  otherHeading: 'Server error',
  latestEdition: 'Read the latest edition',
  request: (status: number, requestId: string) => `Error ${status} · Request ID ${requestId}`,
  busy: 'The server is busy. Please try again in a few seconds.',
  searchBusy: 'Too many people are searching. Please try again in a few seconds.',
  databaseDown: 'Broadsheet can’t reach its database. Please try again in a moment.',
  /** Reasons in a webhook's log. */
  outgoing: {
    privateNetwork: 'the address is in a private network',
    port: 'the address uses another port',
    timeout: (seconds: number) => `no response within ${number(seconds)} s`,
  },
  noMailServer: 'No mail server is set. Start one with npm start.',
  embeddingFailed: 'Papers couldn’t be embedded.',
  pageFailed: 'This page couldn’t be shown',
  pageFailedHelp: 'Server error. Please try again in a moment.',
  pageFailedId: (requestId: string) => `If it happens again, quote this request ID: ${requestId}.`,
  notFoundTitle: 'Page not found',
  notFoundReasons:
    'The address may have a date without an edition, a paper that isn’t listed here, or a page after the end of a list.',
  notFoundHelp:
    '[Read the latest edition](latest), or search above. An arXiv ID leads straight to its paper. To add a paper that isn’t here, [submit it](submit).',
  notFoundMail:
    'If you followed a link in a mail, it may have been split. Copy the whole link from your newest mail.',
};
