/** Lists the small faults that a test should notice in a source file. Pure. */
import { parseSync, Visitor, type Node } from 'oxc-parser';

export type Mutant = {
  start: number;
  end: number;
  /** The text that replaces the characters from `start` to `end`. */
  replacement: string;
  line: number;
};

type Edit = Omit<Mutant, 'line'>;

const OPERATORS: Record<string, string> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '&&': '||',
  '||': '&&',
};

const METHODS: Record<string, string> = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  startsWith: 'endsWith',
};

/** Calls that only change the order or number of values. */
const OMITTED = new Set(['filter', 'sort', 'toSorted', 'reverse', 'toReversed', 'slice', 'trim']);

/** Faults in SQL: each pattern is applied to the constant text of a tagged template. */
const SQL_EDITS: [pattern: RegExp, replacement: string][] = [
  [/ < /g, ' <= '],
  [/ <= /g, ' < '],
  [/ > /g, ' >= '],
  [/ >= /g, ' > '],
  [/ = (?=[$'\d])/g, ' <> '],
  [/\bAND\b/g, 'OR'],
  [/\bDESC\b/g, 'ASC'],
  [/\bNOT EXISTS\b/g, 'EXISTS'],
  [/\bIS NOT NULL\b/g, 'IS NULL'],
  [/\bIS NULL\b/g, 'IS NOT NULL'],
  [/\bgreatest\(/gi, 'least('],
  [/\bleast\(/gi, 'greatest('],
];

/** Every mutant of a TypeScript source, in the order of the text. */
export function mutantsOf(fileName: string, text: string): Mutant[] {
  const { program, errors } = parseSync(fileName, text);
  if (errors.length > 0) throw new Error(`${fileName}: ${errors[0]?.message}`);
  const edits: Edit[] = [];
  const add = (start: number, end: number, replacement: string) =>
    edits.push({ start, end, replacement });
  const source = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  const swapOperator = (node: { left: Node; right: Node; operator: string }) => {
    const other = OPERATORS[node.operator];
    if (!other || isText(node.left) || isText(node.right)) return;
    const at = text.indexOf(node.operator, node.left.end);
    add(at, at + node.operator.length, other);
  };
  new Visitor({
    BinaryExpression: swapOperator,
    LogicalExpression(node) {
      if (node.operator === '??') add(node.start, node.end, source(node.left));
      else swapOperator(node);
    },
    UnaryExpression(node) {
      if (node.operator === '!') add(node.start, node.end, source(node.argument));
    },
    IfStatement: ({ test }) =>
      void (add(test.start, test.end, 'true'), add(test.start, test.end, 'false')),
    ConditionalExpression: ({ test }) =>
      void (add(test.start, test.end, 'true'), add(test.start, test.end, 'false')),
    Literal(node) {
      if (typeof node.value === 'boolean') add(node.start, node.end, String(!node.value));
      else if (typeof node.value === 'number') add(node.start, node.end, String(node.value + 1));
    },
    ExpressionStatement({ expression, start, end }) {
      const call = expression.type === 'AwaitExpression' ? expression.argument : expression;
      if (call.type === 'CallExpression') add(start, end, ';');
    },
    CallExpression({ callee, end }) {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      const { name } = callee.property;
      const other = METHODS[name];
      if (other) add(callee.property.start, callee.property.end, other);
      else if (OMITTED.has(name)) add(callee.object.end, end, '');
    },
    TaggedTemplateExpression({ quasi }) {
      for (const { start, end } of quasi.quasis) edits.push(...sqlEdits(text, start, end));
    },
  }).visit(program);
  return edits
    .sort((one, other) => one.start - other.start || one.end - other.end)
    .map((edit) => ({ ...edit, line: text.slice(0, edit.start).split('\n').length }));
}

/** Whether an operand of `+` is text: then `+` joins strings and has no opposite. */
function isText(node: Node): boolean {
  if (node.type === 'BinaryExpression') return isText(node.left) || isText(node.right);
  if (node.type === 'Literal') return typeof node.value === 'string';
  return node.type === 'TemplateLiteral';
}

function sqlEdits(text: string, start: number, end: number): Edit[] {
  const constant = text.slice(start, end);
  return SQL_EDITS.flatMap(([pattern, replacement]) =>
    [...constant.matchAll(pattern)].map((match) => ({
      start: start + match.index,
      end: start + match.index + match[0].length,
      replacement,
    })),
  );
}

/** The source with one fault in it. */
export function withMutant(text: string, { start, end, replacement }: Mutant): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
