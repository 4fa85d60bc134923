import path from 'node:path';
import { cyclesIn } from './imports/cycles.ts';
import { folders, forbidden } from './imports/rooms.ts';
import { type Source, sourcesIn } from './imports/sources.ts';
import { unusedExports } from './imports/unused.ts';

/** Checks the imports: none against the tables, no circle, no export without an importer, no file that is too long. */
const root = path.resolve(import.meta.dirname, '..');
const rooms = sourcesIn(root, Object.keys(folders));
const others = sourcesIn(root, ['test', 'tools', 'bench']);
const all = [...rooms, ...others];

/** Files whose exports people import, or a runner reads. */
const doors: ReadonlySet<string> = new Set([
  'nock/index.ts',
  'playwright/index.ts',
  'reporters/adapter.ts',
  'spec/define-config.ts',
  'spec/types.ts',
  'suites/playwright.config.ts',
  'test/build.ts',
]);

/** Beyond this a file has a second idea; what is generated has none of its own. */
const maxLines = 200;
const isTooLong = ({ file, lines }: Source) => lines > maxLines && !file.startsWith('spec/generated/');

const problems = [
  ...forbidden(rooms),
  ...cyclesIn(all).map((files) => `a circle of imports: ${files.join(' → ')}`),
  ...unusedExports(all, doors).map((name) => `${name} is exported, and nobody imports it`),
  ...all.filter(isTooLong).map(({ file, lines }) => `${file} has ${lines} lines; the maximum is ${maxLines}`),
];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
