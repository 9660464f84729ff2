/** Bundles the digest worker as one file, which starts with a sixth of the CPU. */
import path from 'node:path';
import { build } from 'esbuild';

/** Returns its path. */
export async function bundleDigestWorker(folder: string): Promise<string> {
  const outfile = path.join(folder, 'digest-worker.mjs');
  const requireFrom = JSON.stringify(import.meta.url);
  await build({
    entryPoints: [path.join(import.meta.dirname, 'digest-worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    // Native modules, which no delivery loads.
    external: ['onnxruntime-node', 'usearch'],
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(${requireFrom});`,
    },
  });
  return outfile;
}
