import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Benchmark, race, timed } from './measure.ts';

const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const boundMs = 120;

/** Whole processes of the compiled command, beside a Node that does nothing. */
export const startUp: Benchmark = {
  name: 'start-up',
  about: 'how long commands take that ask nobody',
  async run() {
    const run =
      (args: readonly string[], input = '') =>
      () =>
        timed(() => {
          const { status, stderr } = spawnSync(process.execPath, args, { input });
          if (status === null || status > 1) throw new Error(stderr.toString());
        });
    const found = await race(
      {
        bare: run(['-e', '0']),
        help: run([main, '--help']),
        list: run([main, 'list']),
        lint: run([main, 'lint', '-'], '{"actions":[{"say":{"text":"Hello."}}]}'),
      },
      9,
    );
    const { bare = 0 } = found;
    return ['help', 'list', 'lint'].map((name) => {
      const value = found[name] ?? 0;
      return {
        what: `mvk ${name === 'help' ? '--help' : name}`,
        value,
        unit: 'ms',
        against: { what: 'node -e 0', value: bare },
        target: { text: `at most ${boundMs} ms more`, met: value - bare <= boundMs },
      };
    });
  },
};
