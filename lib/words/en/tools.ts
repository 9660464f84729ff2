/** The page about feeds, the bookmarklet and other tools. */
export const tools = {
  intro: 'Everything here is free and shares no data about you. Few tools need an account.',
  feedReader: 'In a feed reader',
  feeds:
    'Subscribe to [every paper of the daily editions](daily), to [trending papers](trending), or to [all topics](topics) as OPML. A search has a feed too: add its address to your reader. Each feed comes as RSS, Atom and JSON Feed, with full abstracts.',
  otherSites: 'From other sites',
  bookmarklet:
    'Create a bookmark with the address below. On a page of arXiv, Hugging Face or alphaXiv, it opens the paper here.',
  drag: (siteName: string) => `Or drag this to your bookmarks: [Read on ${siteName}](bookmarklet)`,
  copyAddress: 'Copy the address',
  referenceManager: 'In a reference manager',
  citations:
    'Zotero and Mendeley can save a paper from its page. Each paper and edition can also be downloaded: add `.bib`, `.ris` or `.csl.json` to its address.',
  phone: 'On a phone, and offline',
  app: (siteName: string) =>
    `Install ${siteName} as an app from the browser’s menu. You can then read recently opened editions offline and get [notifications of trending papers](notifications).`,
  assistant: 'For an assistant',
  mcp: (address: string) =>
    `Connect it to \`${address}\`, a Model Context Protocol server. Every reading page is also Markdown: add \`.md\` to its address. [llms.txt](llms) lists these pages.`,
  program: 'For a program',
  api: '[The API](api) serves JSON with the names of Hugging Face’s papers. With an account, a program can act for you with [a token](tokens), and [a webhook](webhooks) notifies it of new editions or trending papers.',
};
