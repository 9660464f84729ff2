/** The Prisma model and the migrated database are equal, column by column. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Prisma } from '@/lib/db/generated/client';
import { testDatabase } from '../../support/database';

const { db, pool } = testDatabase();

const POSTGRES_TYPES: Record<string, string> = {
  String: 'text',
  Int: 'int4',
  'Int @db.SmallInt': 'int2',
  BigInt: 'int8',
  Float: 'float8',
  Boolean: 'bool',
  Json: 'jsonb',
  Bytes: 'bytea',
  'String @db.VarChar(255)': 'varchar',
  'DateTime @db.Date': 'date',
  'DateTime @db.Timestamptz(3)': 'timestamptz',
};

/** `Model.field: type`, with a question mark where null is allowed; relations have no column. */
function modelledColumns(schema: string): string[] {
  const enums = [...schema.matchAll(/^enum (\w+)/gm)].map((match) => match[1]);
  const models = [...schema.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)];
  return models.flatMap(([, model, body = '']) =>
    [...body.matchAll(/^ {2}(\w+) +(\w+)(\[\])?(\?)?(.*)$/gm)].flatMap((field) => {
      const [, name, type = '', list, optional, rest = ''] = field;
      const native = /@db\.\S+/.exec(rest)?.[0];
      const found = enums.includes(type)
        ? type
        : POSTGRES_TYPES[native ? `${type} ${native}` : type];
      if (!found) return [];
      return [`${model}.${name}: ${list ? `_${found}?` : found}${optional ?? ''}`];
    }),
  );
}

test('every column has its field, with the same type, and every field its column', async () => {
  const columns = await pool.query<{ name: string; type: string }>(`
    SELECT table_name || '.' || column_name AS name,
      udt_name || CASE is_nullable WHEN 'YES' THEN '?' ELSE '' END AS type
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`);
  const inDatabase = columns.rows.map(({ name, type }) => `${name}: ${type}`);
  const inModel = modelledColumns(readFileSync('prisma/schema.prisma', 'utf8'));
  expect(inModel.length).toBeGreaterThan(0);
  expect(inDatabase.toSorted()).toEqual(inModel.toSorted());
});

test('Prisma can read every column of every model', async () => {
  for (const model of Object.values(Prisma.ModelName)) {
    const name = `${model.charAt(0).toLowerCase()}${model.slice(1)}`;
    const delegate = Reflect.get(db, name) as { findMany: () => Promise<unknown[]> };
    await expect(delegate.findMany(), model).resolves.toEqual([]);
  }
});

test('every enum has the same values in the same order', async () => {
  const schema = readFileSync('prisma/schema.prisma', 'utf8');
  const inModel = [...schema.matchAll(/^enum (\w+) \{\n(.*?)^\}/gms)].map(([, name, body = '']) => {
    const values = body.split('\n').map((line) => line.trim());
    return `${name}: ${values.filter((line) => /^\w/.test(line)).join(' ')}`;
  });
  const enums = await pool.query<{ line: string }>(`
    SELECT typname || ': ' || string_agg(enumlabel, ' ' ORDER BY enumsortorder) AS line
    FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid GROUP BY typname`);
  expect(enums.rows.map(({ line }) => line).toSorted()).toEqual(inModel.toSorted());
});
