import { type Command, command } from '../command.ts';
import { sharedFlags } from '../flags.ts';

export const demo: Command = command({
  flags: {
    flawed: { takes: 'nothing', about: 'checks the faulty version instead' },
    ...sharedFlags(
      'only',
      'seed',
      'runs',
      'shard',
      'path',
      'failOn',
      'minCoverage',
      'minContractCoverage',
      'contract',
      'annotations',
      'assume',
      'report',
      'json',
      'quiet',
      'help',
    ),
  },
  example: 'mvk demo --flawed',
  async run(flags, print) {
    const { knownVersion } = await import('../config/contract-version.ts');
    knownVersion(flags.contract);
    const [{ demoTarget }, { runCheck }, { typed }] = await Promise.all([
      import('../config/demo-target.ts'),
      import('../check/run.ts'),
      import('../reproduce.ts'),
    ]);
    const flawed = flags.flawed ? ' --flawed' : '';
    const commands = { command: typed(`demo${flawed}`), callCommand: typed(`call --demo${flawed}`) };
    return runCheck(await demoTarget(flags), flags, commands, print);
  },
});
