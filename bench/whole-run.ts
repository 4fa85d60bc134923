import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Benchmark, type Row, race, timed } from './measure.ts';
import { havePeers } from './peers.ts';
import { main, run } from './process.ts';
import { startTarget } from './target.ts';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const playwright = here('../node_modules/@playwright/test/cli.js');
const exchanges = 1_000;

/** Whole processes, start-up included. */
export const wholeRun: Benchmark = {
  name: 'whole-run',
  about: 'mvk check of the bundled integration, and 1,000 checked exchanges, as whole processes',
  async run() {
    const target = await startTarget('bare.ts');
    const folder = mkdtempSync(path.join(tmpdir(), 'mvk-bench-'));
    const empty = emptySuite(folder);
    const report = ['--report', path.join(folder, 'report'), '--quiet'];
    const areas = ['--only', 'answer.*', '--only', 'webhook.*'];
    const property = ['--only', 'answer.input.unknown-fields', '--runs', String(exchanges / 2), '--answer-url'];
    try {
      const found = await race(
        {
          empty: () => timed(() => run([playwright, 'test', '-c', empty])),
          check: () => timed(() => run([main, 'demo', ...areas, ...report])),
          property: () => timed(() => run([main, 'check', ...property, `${target.origin}/answer`, ...report])),
          engine: () => timed(() => run([here('engine.js'), target.origin, String(exchanges)])),
          ...(havePeers() && {
            pactum: () => timed(() => run([here('peers/pactum.js'), target.origin, String(exchanges)])),
          }),
        },
        3,
      );
      const { empty: nothing = 0, check = 0, property: cases = 0, engine = 0, pactum } = found;
      return [
        within('mvk check, answer and webhook', check, 'an empty Playwright run', nothing, nothing + 3_000, '3 s more'),
        within('mvk check, one property', cases, 'an empty Playwright run', nothing, 3_500, '3.5 s'),
        within(
          'the engine, 1,000 exchanges',
          engine,
          'pactum',
          pactum,
          Math.min(800, (pactum ?? 1_600) / 2),
          '0.8 s, half of pactum',
        ),
      ];
    } finally {
      await target.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function within(
  what: string,
  value: number,
  name: string,
  against: number | undefined,
  bound: number,
  text: string,
): Row {
  return {
    what,
    value,
    unit: 'ms',
    ...(against !== undefined && { against: { what: name, value: against } }),
    target: { text: `at most ${text}`, met: value <= bound },
  };
}

/** One test that does nothing, by the runner that the kit uses, without what a browser needs. */
function emptySuite(folder: string): string {
  const kit = here('../node_modules/@playwright/test/index.js');
  const config = path.join(folder, 'playwright.config.cjs');
  writeFileSync(
    path.join(folder, 'empty.spec.cjs'),
    `require(${JSON.stringify(kit)})._baseTest('nothing', () => {});\n`,
  );
  writeFileSync(
    config,
    "module.exports = { testDir: __dirname, testMatch: 'empty.spec.cjs', workers: 1, reporter: 'null' };\n",
  );
  return config;
}
