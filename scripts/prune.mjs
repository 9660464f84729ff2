/** Deletes packages' files for other machines and databases: 0.5 of 1.6 GB. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** Prisma ships its query compiler for five databases, each in several formats. */
const OTHER_DATABASES = /\.(cockroachdb|mysql|sqlite|sqlserver)\./;
/** Sources and types of packages that only Prisma's CLI runs. */
const UNUSED = ['effect/src', 'effect/dist/dts'];

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
  return list(folder).map((name) => path.join(folder, name));
}

function list(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}
