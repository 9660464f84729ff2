/** Bundles the programs of tests, because a bundle starts with a sixth of the CPU of tsx. */
import path from 'node:path';

/** Not in .programs, which a start beside the tests may replace. */
const FOLDER = 'node_modules/.cache/broadsheet-tests';

/** Bundles the programs; called once for each run of tests. */
export async function bundleTestPrograms(): Promise<void> {
  const { build } = await import('esbuild');
  const from = JSON.stringify(import.meta.url);
  await build({
    entryPoints: {
      'digest-worker': path.join(import.meta.dirname, 'digest-worker.ts'),
      'embedded-opener': path.join(import.meta.dirname, 'embedded-opener.ts'),
    },
    outdir: FOLDER,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    // Neither program loads native modules or the bundler.
    external: ['esbuild', 'onnxruntime-node', 'usearch'],
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(${from});`,
    },
  });
}

export function testProgram(name: 'digest-worker' | 'embedded-opener'): string {
  return path.resolve(FOLDER, `${name}.mjs`);
}
