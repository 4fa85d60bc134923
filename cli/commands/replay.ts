import { type Command, command } from '../command.ts';
import { shared, targetFlags } from '../flags.ts';

export const replay: Command = command({
  operand: '[DIR]',
  flags: {
    ...targetFlags,
    update: { takes: 'nothing', about: 'rewrites what differs, and shows it' },
    apiPort: {
      takes: 'integer',
      min: 1,
      value: 'PORT',
      about: 'where the recorded API listens (default: a free one)',
    },
    json: shared.json,
    quiet: { takes: 'nothing', about: 'prints only what differs' },
    help: shared.help,
  },
  example: ['mvk replay', 'mvk replay mvk-fixtures/normal --update'].join('\n  '),
  async run(flags, print, [folder]) {
    const { runReplay } = await import('../fixtures/replay.ts');
    return runReplay(folder, flags, print);
  },
});
