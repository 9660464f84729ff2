/** Kendall's tau-b: agreement between two rankings of the same papers, corrected for ties. */
export function kendallTau(pairs: readonly (readonly [number, number])[]): number | null {
  let [agreeing, untiedOnes, untiedOthers] = [0, 0, 0];
  for (const [at, [one, other]] of pairs.entries()) {
    for (const [nextOne, nextOther] of pairs.slice(at + 1)) {
      const [a, b] = [Math.sign(one - nextOne), Math.sign(other - nextOther)];
      agreeing += a * b;
      untiedOnes += a * a;
      untiedOthers += b * b;
    }
  }
  // No order to preserve if all are equal.
  return untiedOnes === 0 ? null : agreeing / Math.sqrt(untiedOnes * Math.max(untiedOthers, 1));
}
