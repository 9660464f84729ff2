/**
 * Removes hydration data from a page: a framework's scripts, and the copy of the page that they
 * start from. No page has a component that runs in the browser
 * (docs/decisions/0004-no-hydration.md).
 */

/** Next's own scripts, inline and external; Broadsheet's scripts and data (JSON-LD) stay. */
const FRAMEWORK_SCRIPT =
  /<script(?: (?:id="_R_"|async=""|noModule=""|src="\/_next\/static\/[\w./~-]+"))*>(?:(?:\(?self\.__next_f\b|\(globalThis\["TURBOPACK)[^]*?)?<\/script>/g;
const FRAMEWORK_PRELOAD =
  /<link rel="preload" as="script"(?: \w+="\w+")* href="\/_next\/static\/[\w./~-]+"\/>/g;
/** React's markers for the borders of texts and boundaries. */
const REACT_MARK = /<!--(?: |\/?\$)-->/g;

/**
 * Returns the page without hydration data. Text can't match, because `<` in an abstract is escaped.
 */
export function withoutHydration(html: string): string {
  return html.replace(FRAMEWORK_SCRIPT, '').replace(FRAMEWORK_PRELOAD, '').replace(REACT_MARK, '');
}
