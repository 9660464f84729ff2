/**
 * Builds an ONNX model node by node: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto The
 * messages below are the needed part of that file; protobufjs encodes them.
 */
import protobuf from 'protobufjs/light.js';

const { onnx } = protobuf.Root.fromJSON({
  nested: {
    onnx: {
      nested: {
        Model: message({
          irVersion: [1, 'int64'],
          producerName: [2, 'string'],
          graph: [7, 'Graph'],
          opsetImport: [8, 'Opset', 'repeated'],
        }),
        Opset: message({ domain: [1, 'string'], version: [2, 'int64'] }),
        Graph: message({
          node: [1, 'Node', 'repeated'],
          name: [2, 'string'],
          initializer: [5, 'Tensor', 'repeated'],
          input: [11, 'Value', 'repeated'],
          output: [12, 'Value', 'repeated'],
        }),
        Node: message({
          input: [1, 'string', 'repeated'],
          output: [2, 'string', 'repeated'],
          name: [3, 'string'],
          opType: [4, 'string'],
          attribute: [5, 'Attribute', 'repeated'],
          domain: [7, 'string'],
        }),
        Attribute: message({
          name: [1, 'string'],
          f: [2, 'float'],
          i: [3, 'int64'],
          ints: [8, 'int64', 'repeated'],
          type: [20, 'int32'],
        }),
        Tensor: message({
          dims: [1, 'int64', 'repeated'],
          dataType: [2, 'int32'],
          name: [8, 'string'],
          rawData: [9, 'bytes'],
        }),
        Value: message({ name: [1, 'string'], type: [2, 'Type'] }),
        Type: message({ tensorType: [1, 'TensorType'] }),
        TensorType: message({ elemType: [1, 'int32'], shape: [2, 'Shape'] }),
        Shape: message({ dim: [1, 'Dimension', 'repeated'] }),
        Dimension: message({ dimValue: [1, 'int64'], dimParam: [2, 'string'] }),
      },
    },
  },
}).nested as { onnx: protobuf.Namespace };

type Field = [id: number, type: string, rule?: 'repeated'];

function message(fields: Record<string, Field>) {
  return {
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, [id, type, rule]]) => [name, { id, type, rule }]),
    ),
  };
}

const ELEMENT = { float: 1, int8: 3, int64: 7 } as const;
const ATTRIBUTE = { float: 1, int: 2, ints: 7 } as const;
const IR_VERSION = 8;
const OPSET = 17;
export const MICROSOFT = 'com.microsoft';

/** Marks a float attribute, because 1 could also be an int. */
export type Attributes = Record<string, number | number[] | { float: number }>;
/** A fixed size, or the name of one that is known at run time. */
type Dimension = number | string;
export type Port = { name: string; type: keyof typeof ELEMENT; shape: Dimension[] };

/** Names identify values; each method returns the name of its result. */
export class OnnxGraph {
  readonly #nodes: object[] = [];
  readonly #weights: object[] = [];

  node(op: string, inputs: string[], attributes: Attributes = {}, domain = ''): string {
    const name = `${op}_${this.#nodes.length}`;
    const attribute = Object.entries(attributes).map(encodeAttribute);
    this.#nodes.push({ input: inputs, output: [name], name, opType: op, attribute, domain });
    return name;
  }

  floats(name: string, dims: number[], values: ArrayLike<number>): string {
    return this.#weight(name, ELEMENT.float, dims, Float32Array.from(values));
  }

  int8s(name: string, dims: number[], values: Int8Array): string {
    return this.#weight(name, ELEMENT.int8, dims, values);
  }

  /** A short list of numbers, such as a shape or axes. */
  ints(...values: number[]): string {
    const list = BigInt64Array.from(values, BigInt);
    return this.#weight(`ints_${this.#weights.length}`, ELEMENT.int64, [values.length], list);
  }

  #weight(name: string, dataType: number, dims: number[], { buffer }: NodeJS.TypedArray): string {
    this.#weights.push({ dims, dataType, name, rawData: new Uint8Array(buffer) });
    return name;
  }

  /** The model that maps `input` to the value `result`, named `output`. */
  toBytes(input: Port, result: string, output: Port): Uint8Array {
    const rename = { input: [result], output: [output.name], name: 'result', opType: 'Identity' };
    return onnx
      .lookupType('Model')
      .encode({
        irVersion: IR_VERSION,
        producerName: 'broadsheet',
        opsetImport: [
          { domain: '', version: OPSET },
          { domain: MICROSOFT, version: 1 },
        ],
        graph: {
          name: 'sentence-encoder',
          node: [...this.#nodes, rename],
          initializer: this.#weights,
          input: [encodePort(input)],
          output: [encodePort(output)],
        },
      })
      .finish();
  }
}

function encodeAttribute([name, value]: [string, Attributes[string]]): object {
  if (Array.isArray(value)) return { name, ints: value, type: ATTRIBUTE.ints };
  if (typeof value === 'object') return { name, f: value.float, type: ATTRIBUTE.float };
  return { name, i: value, type: ATTRIBUTE.int };
}

function encodePort({ name, type, shape }: Port): object {
  const dim = shape.map((size) =>
    typeof size === 'number' ? { dimValue: size } : { dimParam: size },
  );
  return { name, type: { tensorType: { elemType: ELEMENT[type], shape: { dim } } } };
}
