/** `node scripts/run.mjs NAME …` runs one of Broadsheet's programs, bundling it first if need be. */
import { pathToFileURL } from 'node:url';
import process from 'node:process';
import { ensurePrograms } from './serve/programs.mjs';

const [name = ''] = process.argv.splice(2, 1);
await ensurePrograms();
await import(pathToFileURL(`.programs/${name}.mjs`).href);
