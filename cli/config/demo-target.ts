import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import type { KitConfig } from '../../spec/index.ts';
import { text, UsageError, type Values } from '../command.ts';
import { nodeArguments } from '../package-paths.ts';
import { quoted } from '../terminal/shell.ts';
import { type Resolved, resolve } from './resolve.ts';

/** What the flags and the configuration point at, or with `--demo` the integration that comes with the kit. */
export function targetOf(values: Values): Promise<Resolved> {
  if (values.demo === true) return demoTarget(values);
  if (values.flawed === true) throw new UsageError('--flawed needs --demo');
  return resolve(values, process.cwd(), process.env);
}

/** The integration that comes with the kit, on a free port and with a secret of its own unless one is given; `flawed` is one with mistakes. */
export async function demoTarget(values: Values): Promise<Resolved> {
  const origin = `http://127.0.0.1:${await freePort()}`;
  const flawed = values.flawed === true;
  const words = [process.execPath, ...nodeArguments('mutants/serve'), ...(flawed ? ['--flawed'] : [])];
  const given = {
    ...values,
    'answer-url': `${origin}/answer`,
    'webhook-url': `${origin}/webhook`,
    'webhook-secret': text(values, 'webhook-secret') ?? randomBytes(24).toString('hex'),
  };
  const base: KitConfig = {
    name: flawed ? 'flawed demo' : 'demo',
    start: { command: words.map(quoted).join(' '), env: { PORT: new URL(origin).port } },
    observe: { callUrl: `${origin}/calls/{call_id}` },
    api: {
      triggers: [
        {
          name: 'dial',
          operation: 'createCall',
          request: { method: 'POST', url: `${origin}/dial?to=%2B12025550150` },
          distinguish: [['insufficient_balance', 'no_active_trunk'], ['cps_limit_reached'], ['invalid_request']],
        },
        {
          name: 'summary',
          operation: 'getCallAiSummary',
          request: { method: 'GET', url: `${origin}/summary?call_id=call_123` },
        },
      ],
    },
  };
  return resolve(given, process.cwd(), {}, base);
}

export function freePort(): Promise<number> {
  return new Promise((found, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
