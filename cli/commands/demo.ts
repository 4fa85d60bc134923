import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import type { Command } from '../command.ts';
import { flags } from '../flags.ts';
import { quoted } from '../shell.ts';
import { nodeArguments } from '../tree.ts';

const { only, seed, runs, path, 'fail-on': failOn, assume, report, json, quiet, help } = flags;

export const demo: Command = {
  name: 'demo',
  summary: 'Check the integration that comes with the kit.',
  options: {
    flawed: { type: 'boolean', about: 'checks one with mistakes instead' },
    ...{ only, seed, runs, path, 'fail-on': failOn, assume, report, json, quiet, help },
  },
  example: 'mvk demo --flawed',
  async run(values, print) {
    const [{ resolve }, { runCheck }] = await Promise.all([import('../config.ts'), import('../run-check.ts')]);
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const flawed = values.flawed === true;
    const words = [process.execPath, ...nodeArguments('mutants/serve'), ...(flawed ? ['--flawed'] : [])];
    const given = {
      ...values,
      'answer-url': `${origin}/answer`,
      'webhook-url': `${origin}/webhook`,
      'webhook-secret': randomBytes(24).toString('hex'),
    };
    const base = {
      name: flawed ? 'flawed demo' : 'demo',
      start: { command: words.map(quoted).join(' '), env: { PORT: String(port) } },
      observe: { callUrl: `${origin}/calls/{call_id}` },
    };
    const resolved = await resolve(given, process.cwd(), {}, base);
    return runCheck(resolved, values, `mvk demo${flawed ? ' --flawed' : ''}`, print);
  },
};

function freePort(): Promise<number> {
  return new Promise((found, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
