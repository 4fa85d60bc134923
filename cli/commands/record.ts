import type { Command } from '../command.ts';
import { flags, targetFlags } from '../flags.ts';

export const record: Command = {
  name: 'record',
  summary: 'Listen in on calls and keep them as fixtures.',
  options: {
    ...targetFlags,
    api: { type: 'string', value: 'URL', about: 'the API that is asked (default: that of the kit)' },
    fixtures: { type: 'string', value: 'DIR', about: 'where calls are kept (default mvk-fixtures)' },
    name: { type: 'string', value: 'NAME', about: 'of the folder of a call (default: the time)' },
    port: { type: 'string', value: 'PORT', about: 'first of the ports (default 4100; 0 takes free ones)' },
    'allow-host': { type: 'string', multiple: true, value: 'HOST', about: 'host name of a tunnel' },
    calls: { type: 'string', value: 'N', about: 'ends after so many calls' },
    'keep-failures': { type: 'boolean', about: 'keeps a call although exchanges of it failed' },
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
