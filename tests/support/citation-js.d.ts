/** The part of citation-js that tests call; the library ships no types. */
declare module '@citation-js/core' {
  type Entry = {
    title: string;
    author: { family?: string; given?: string }[];
    issued: { 'date-parts': [number[]] };
  };
  export class Cite {
    constructor(text: string);
    data: Entry[];
  }
}
declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-ris';
