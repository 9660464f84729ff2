/**
 * Cuts characters off the end of a text in linear time. An expression such as `[,;]+$` takes
 * quadratic time, because it begins anew at each character of a row that doesn't reach the end.
 */

/** `cut` matches one character. */
export function withoutEnd(text: string, cut: RegExp): string {
  let end = text.length;
  while (end > 0 && cut.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
