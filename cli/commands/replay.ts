import type { Command } from '../command.ts';
import { flags, targetFlags } from '../flags.ts';

export const replay: Command = {
  name: 'replay',
  summary: 'Send recorded calls again and compare the answers.',
  operand: '[DIR]',
  options: {
    ...targetFlags,
    update: { type: 'boolean', about: 'rewrites what differs, and shows it' },
    'api-port': { type: 'string', value: 'PORT', about: 'where the recorded API listens (default: a free one)' },
    json: flags.json,
    quiet: { type: 'boolean', about: 'prints only what differs' },
    help: flags.help,
  },
  example: ['mvk replay', 'mvk replay mvk-fixtures/normal --update'].join('\n  '),
  async run(values, print, [folder]) {
    const { runReplay } = await import('../fixtures/replay.ts');
    return runReplay(folder, values, print);
  },
};
