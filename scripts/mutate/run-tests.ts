/** Runs test files repeatedly in one Vitest, with one source file replaced in memory. */
import path from 'node:path';
import process from 'node:process';
import { createVitest, type TestSpecification } from 'vitest/node';
import type { Plugin } from 'vite';
import type { UserWorkspaceConfig } from 'vitest/config';
import config from '../../vitest.config';

export type TestRequest = { file: string; text: string; tests: string[] };
export type TestAnswer = { ready: true } | { failed: string[] };

const replaced = { file: '', text: '' };

/** Serves the replacement from memory, so that no fault is ever on disk. */
const replace: Plugin = {
  name: 'replace-one-file',
  enforce: 'pre',
  load: (id) => (id.split('?')[0] === replaced.file ? replaced.text : null),
};

// Configured inline, because the plugin must reach every project.
const projects = (config.test?.projects ?? []).map((project) => {
  const { test } = project as UserWorkspaceConfig;
  const { setupFiles } = config.test ?? {};
  return { resolve: config.resolve, plugins: [replace], test: { ...test, setupFiles } };
});
const vitest = await createVitest({
  config: false,
  watch: false,
  silent: true,
  reporters: [{}],
  // Vitest keys this cache by file on disk, so it would return the unchanged module.
  fsModuleCache: false,
  bail: 1,
  maxWorkers: 1,
  projects,
});
await vitest.standalone();
const specifications = await vitest.globTestSpecifications();
const byFile = Map.groupBy(specifications, ({ moduleId }) => path.relative('', moduleId));

process.on('message', (request: TestRequest) => {
  void failedTests(request).then((failed) => process.send?.({ failed } satisfies TestAnswer));
});
process.once('disconnect', () => void vitest.close().then(() => process.exit()));
process.send?.({ ready: true } satisfies TestAnswer);

async function failedTests({ file, text, tests }: TestRequest): Promise<string[]> {
  if (replaced.file) vitest.invalidateFile(replaced.file);
  Object.assign(replaced, { file: path.resolve(file), text });
  vitest.invalidateFile(replaced.file);
  for (const test of tests) {
    const chosen: TestSpecification[] = byFile.get(test) ?? [];
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(chosen);
    // The list includes the modules of earlier runs.
    const modules = testModules.filter(({ moduleId }) => moduleId === path.resolve(test));
    if (unhandledErrors.length > 0 || modules.some((module) => !module.ok())) return [test];
  }
  return [];
}
