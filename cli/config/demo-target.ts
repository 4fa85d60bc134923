import { randomBytes } from 'node:crypto';
import type { KitConfig } from '../../spec/index.ts';
import { UsageError } from '../command.ts';
import { nodeArguments } from '../package-paths.ts';
import { quoteShellWord } from '../terminal/shell.ts';
import { type ConfigFlags, type Resolved, resolve } from './resolve.ts';

/** The flags that say which integration is meant. */
export interface TargetFlags extends ConfigFlags {
  readonly demo?: boolean;
  readonly flawed?: boolean;
}

/** What the flags and the configuration point at, or with `--demo` the integration that comes with the kit. */
export function targetOf(flags: TargetFlags): Promise<Resolved> {
  if (flags.demo) return demoTarget(flags);
  if (flags.flawed) throw new UsageError('--flawed needs --demo');
  return resolve(flags, process.cwd(), process.env);
}

/** The integration that comes with the kit, on a free port and with a secret of its own unless one is given; `flawed` is one with mistakes. */
export async function demoTarget(flags: TargetFlags): Promise<Resolved> {
  const origin = `http://127.0.0.1:\${PORT}`;
  const { flawed = false } = flags;
  const words = [process.execPath, ...nodeArguments('mutants/serve'), ...(flawed ? ['--flawed'] : [])];
  const given = {
    ...flags,
    answerUrl: `${origin}/answer`,
    webhookUrl: `${origin}/webhook`,
    webhookSecret: flags.webhookSecret ?? randomBytes(24).toString('hex'),
  };
  const base: KitConfig = {
    name: flawed ? 'flawed demo' : 'demo',
    start: { command: words.map(quoteShellWord).join(' '), instances: 'auto' },
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
