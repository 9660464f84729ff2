/** Renders the error page for a request that never reached the app, in the site's own design. */

import { words } from '@/lib/words';
import { PATHS } from '@/lib/site/paths';

const { errors } = words;

/** A self-contained page, without style sheet, font or script. */
export function errorPage(
  siteName: string,
): (status: number, message: string, requestId: string) => string {
  return (status, message, requestId) => {
    const heading = errors.headings[status] ?? errors.otherHeading;
    return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="/icon.svg">
<title>${heading} · ${escapeHtml(siteName)}</title>
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
<h1>${heading}</h1>
<p>${escapeHtml(message)}</p>
<p><a href="${PATHS.latest}">${errors.latestEdition}</a></p>
<p><small>${escapeHtml(errors.request(status, requestId))}</small></p>
</main>
</body>
</html>
`;
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
