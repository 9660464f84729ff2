/**
 * Removes from a page what only a framework in the browser needs: its scripts, and the copy of
 * the page that they start from. No page has a component that runs in the browser
 * (docs/decisions/0004-no-hydration.md).
 */

/** Next's own scripts, inline and by address; ours and data (JSON-LD) stay. */
const FRAMEWORK_SCRIPT =
  /<script(?: (?:id="_R_"|async=""|noModule=""|src="\/_next\/static\/[\w./~-]+"))*>(?:(?:\(?self\.__next_f\b|\(globalThis\["TURBOPACK)[^]*?)?<\/script>/g;
const FRAMEWORK_PRELOAD =
  /<link rel="preload" as="script"(?: \w+="\w+")* href="\/_next\/static\/[\w./~-]+"\/>/g;
/** Where React would find the borders of texts and boundaries again. */
const REACT_MARK = /<!--(?: |\/?\$)-->/g;

/** The page without them. What an abstract says in `<…>` is escaped, so none of these can be text. */
export function withoutHydration(html: string): string {
  return html.replace(FRAMEWORK_SCRIPT, '').replace(FRAMEWORK_PRELOAD, '').replace(REACT_MARK, '');
}
