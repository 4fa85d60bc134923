import type { Command } from '../command.ts';
import { flags } from '../flags.ts';
import { typed } from '../reproduce.ts';

const { only, seed, runs, shard, path, 'fail-on': failOn, annotations, assume, report, json, quiet, help } = flags;

export const demo: Command = {
  name: 'demo',
  summary: 'Check the bundled demo integration.',
  options: {
    flawed: { type: 'boolean', about: 'checks the faulty version instead' },
    ...{ only, seed, runs, shard, path, 'fail-on': failOn, 'min-coverage': flags['min-coverage'] },
    ...{ annotations, assume, report, json, quiet, help },
  },
  example: 'mvk demo --flawed',
  async run(values, print) {
    const [{ demoTarget }, { runCheck }] = await Promise.all([
      import('../config/demo-target.ts'),
      import('../check/run.ts'),
    ]);
    const flawed = values.flawed === true ? ' --flawed' : '';
    const commands = { command: typed(`demo${flawed}`), callCommand: typed(`call --demo${flawed}`) };
    return runCheck(await demoTarget(values), values, commands, print);
  },
};
