/** Reads weights from a safetensors file: https://github.com/huggingface/safetensors#format */
import { z } from 'zod';

export type Tensor = { shape: number[]; values: Float32Array };

const LENGTH_BYTES = 8;
const header = z.record(
  z.string(),
  z.object({
    dtype: z.string(),
    shape: z.array(z.number().int().nonnegative()),
    data_offsets: z.tuple([z.number().int(), z.number().int()]),
  }),
);

/** The tensors in `file` by name, converted to floats on access. */
export function readSafetensors(file: Buffer): (name: string) => Tensor {
  const headerBytes = Number(file.readBigUInt64LE(0));
  const dataStart = LENGTH_BYTES + headerBytes;
  const { __metadata__, ...tensors } = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(file.toString('utf8', LENGTH_BYTES, dataStart)));
  const known = header.parse(tensors);
  return (name) => {
    const tensor = known[name];
    if (!tensor) throw new Error(`The model has no ${name}.`);
    if (tensor.dtype !== 'F16') throw new Error(`${name} is ${tensor.dtype}, not F16.`);
    const [from, to] = tensor.data_offsets;
    const bytes = file.subarray(dataStart + from, dataStart + to);
    return { shape: tensor.shape, values: halfFloats(bytes) };
  };
}

/** Copied first, because a view of 16-bit numbers must begin at an even address. */
function halfFloats(bytes: Buffer): Float32Array {
  const halves = new Uint16Array(Uint8Array.from(bytes).buffer);
  return Float32Array.from(halves, fromHalf);
}

const EXPONENT_BIAS = 15;
const MANTISSA = 1 << 10;

/** IEEE 754 binary16. */
function fromHalf(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const mantissa = bits & (MANTISSA - 1);
  if (exponent === 0x1f) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * mantissa * 2 ** (1 - EXPONENT_BIAS) * (1 / MANTISSA);
  return sign * (1 + mantissa / MANTISSA) * 2 ** (exponent - EXPONENT_BIAS);
}
