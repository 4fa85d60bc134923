import type { Command } from '../command.ts';
import { flags, targetFlags } from '../flags.ts';

export const record: Command = {
  name: 'record',
  summary: 'Record calls as fixtures, through a proxy.',
  options: {
    ...targetFlags,
    api: { type: 'string', value: 'URL', about: 'API to forward to (default: the API of the kit)' },
    fixtures: { type: 'string', value: 'DIR', about: 'where calls are kept (default mvk-fixtures)' },
    name: { type: 'string', value: 'NAME', about: 'folder name for the call (default: the time)' },
    port: { type: 'string', value: 'PORT', about: 'first port (default 4100; 0: any free ones)' },
    'allow-host': { type: 'string', multiple: true, value: 'HOST', about: 'host name of a tunnel' },
    calls: { type: 'string', value: 'N', about: 'stops after N calls' },
    'keep-failures': { type: 'boolean', about: 'keeps calls with failed exchanges too' },
    quiet: { type: 'boolean', about: 'prints only where it listens, and what was kept' },
    help: flags.help,
  },
  example: [
    'mvk record --answer-url http://127.0.0.1:3000/answer',
    'mvk record --start "npm start" --name normal --calls 1',
  ].join('\n  '),
  async run(values, print) {
    const { runRecord } = await import('../fixtures/record.ts');
    return runRecord(values, print);
  },
};
