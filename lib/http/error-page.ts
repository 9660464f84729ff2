/** The page for a request that never reached the app: words, a way back, in the paper's own look. */

const HEADING: Record<number, string> = {
  400: 'That could not be understood',
  403: 'That can’t be done from there',
  404: 'There is nothing here',
  405: 'That can’t be done here',
  413: 'That is more than can be taken at once',
  414: 'That address is too long',
  429: 'A little slower, please',
  431: 'A header is too long',
  503: 'Back in a moment',
};

/** A whole page that needs nothing else: no style sheet, font or script. */
export function errorPage(
  siteName: string,
): (status: number, message: string, requestId: string) => string {
  return (status, message, requestId) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="/icon.svg">
<title>${HEADING[status] ?? 'Something went wrong'} · ${escapeHtml(siteName)}</title>
<style>
:root { color-scheme: light dark; --paper: light-dark(#fffdf8, #151410); --ink: light-dark(#1b1a17, #ece8df);
  --second: light-dark(#5d5a52, #a29d91); --accent: light-dark(#a8321e, #ef8a72); }
body { background: var(--paper); color: var(--ink); font: 1.125rem/1.75rem Georgia, serif; margin: 0; overflow-wrap: break-word; }
main { max-width: 38rem; margin: 0 auto; padding: 3rem 1rem; }
p.name { font-size: 2.375rem; font-weight: 600; text-align: center; margin: 0 0 3rem; }
h1 { font-size: 1.9375rem; line-height: 2.25rem; text-wrap: balance; }
a { color: var(--accent); } small { color: var(--second); }
</style>
</head>
<body>
<main>
<p class="name">${escapeHtml(siteName)}</p>
<h1>${HEADING[status] ?? 'Something went wrong'}</h1>
<p>${escapeHtml(message)}</p>
<p><a href="/papers">Read the latest edition</a></p>
<p><small>${status} · request ${escapeHtml(requestId)}</small></p>
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
