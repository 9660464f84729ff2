declare module '*/reader-words.js' {
  export const words: typeof import('@/lib/words/reader-script').readerWords;
}
