/** Deletes packages' files for other machines and databases: 0.7 of 1.6 GB. */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** Prisma ships its query compiler for five databases, each in several formats. */
const OTHER_DATABASES = /\.(cockroachdb|mysql|sqlite|sqlserver)\./;
/** Parts of packages that no command here runs: sources, headers, Prisma's studio and local server. */
const UNUSED = [
  'effect/src',
  'effect/dist/dts',
  '@prisma/dev/dist/runtime-assets',
  '@prisma/query-plan-executor/dist',
  '@prisma/streams-local/dist',
  '@prisma/studio-core/dist/ui',
  'next/dist/docs',
];
/** Next's and Prisma's variants that this project's settings don't choose. */
const UNUSED_VARIANTS = [
  ['next/dist/compiled/next-server', /-experimental\./],
  ['@prisma/client/runtime', /query_compiler_small/],
];

/** Idempotent. Leaves a package with an unknown layout whole. */
export function prune(modules = 'node_modules') {
  const here = [process.platform, process.arch];
  for (const runtime of subfolders(path.join(modules, 'onnxruntime-node/bin'))) {
    for (const platform of subfolders(runtime)) {
      const isHere = path.basename(platform) === here[0];
      for (const arch of subfolders(platform)) {
        if (!isHere || path.basename(arch) !== here[1]) rmSync(arch, { recursive: true });
      }
    }
  }
  for (const folder of ['@prisma/client/runtime', 'prisma/build']) {
    for (const name of list(path.join(modules, folder))) {
      if (OTHER_DATABASES.test(name)) rmSync(path.join(modules, folder, name));
    }
  }
  for (const [folder, variant] of UNUSED_VARIANTS) {
    for (const name of list(path.join(modules, folder))) {
      if (variant.test(name)) rmSync(path.join(modules, folder, name), { recursive: true });
    }
  }
  for (const nodePackage of subfolders(path.join(modules, 'node/node_modules'))) {
    for (const part of ['include', 'share']) {
      rmSync(path.join(nodePackage, part), { recursive: true, force: true });
    }
  }
  // Its binary for this machine replaces the Java program.
  if (existsSync(path.join(modules, `recheck-${here.join('-')}`))) {
    rmSync(path.join(modules, 'recheck-jar'), { recursive: true, force: true });
  }
  for (const folder of UNUSED) rmSync(path.join(modules, folder), { recursive: true, force: true });
  deleteSourceMaps(modules);
}

/** Node reads source maps only with `--enable-source-maps`. */
function deleteSourceMaps(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) deleteSourceMaps(place);
    else if (entry.isFile() && entry.name.endsWith('.map')) rmSync(place);
  }
}

function subfolders(folder) {
  return list(folder)
    .map((name) => path.join(folder, name))
    .filter((place) => statSync(place).isDirectory());
}

function list(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}
