/** The curators’ desk. */
export const desk = {
  sameAs: (keptId: string) => `Duplicate of ${keptId}.`,
};
