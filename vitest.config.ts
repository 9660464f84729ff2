import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    // More than cores, because many tests wait for a database or a timer.
    maxWorkers: availableParallelism() + 1,
    setupFiles: ['tests/support/setup.ts'],
    // Files share their worker's modules; tests/support/setup.ts clears what one leaves behind.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          testTimeout: 60_000,
          include: ['{lib,components,app,emails,scripts}/**/*.test.{ts,tsx}', 'tests/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: ['tests/support/database-server.ts'],
          // A time-out ends hanging tests, not those of a busy machine.
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
