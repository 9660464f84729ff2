/**
 * Encodes vectors as 8-bit numbers, the largest component at 127. Only directions are compared, so
 * the scale isn't stored; a vector takes a quarter of its floats.
 */

const INT8_MAX = 127;

/** The vector at length 1. */
export function unitVector(values: ArrayLike<number>): Float32Array {
  const vector = Float32Array.from(values);
  const length = Math.hypot(...vector);
  return length > 0 ? vector.map((value) => value / length) : vector;
}

export function toInt8(vector: Float32Array): Int8Array {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  const scale = largest > 0 ? INT8_MAX / largest : 0;
  return Int8Array.from(vector, (value) => Math.round(value * scale));
}

/** Decodes the stored bytes. */
export function fromBytes(bytes: Uint8Array): Int8Array {
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** From −1 to 1; 0 for a zero vector. */
export function cosine(one: Int8Array | Float32Array, other: Int8Array | Float32Array): number {
  let product = 0;
  let ones = 0;
  let others = 0;
  for (let index = 0; index < one.length; index += 1) {
    const a = one[index] ?? 0;
    const b = other[index] ?? 0;
    product += a * b;
    ones += a * a;
    others += b * b;
  }
  return ones > 0 && others > 0 ? product / Math.sqrt(ones * others) : 0;
}
