import { type Command, command } from '../command.ts';
import { shared, targetFlags } from '../flags.ts';

export const record: Command = command({
  flags: {
    ...targetFlags,
    api: { takes: 'text', value: 'URL', about: 'API to forward to (default: the API of the kit)' },
    fixtures: { takes: 'text', value: 'DIR', about: 'where calls are kept (default mvk-fixtures)' },
    name: { takes: 'text', value: 'NAME', about: 'folder name for the call (default: the time)' },
    port: { takes: 'integer', min: 0, value: 'PORT', about: 'first port (default 4100; 0: any free ones)' },
    listen: shared.listen,
    allowHost: shared.allowHost,
    calls: { takes: 'integer', min: 1, value: 'N', about: 'stops after N calls' },
    keepFailures: shared.keepFailures,
    quiet: { takes: 'nothing', about: 'prints only where it listens, and what was kept' },
    help: shared.help,
  },
  example: [
    'mvk record --answer-url http://127.0.0.1:3000/answer',
    'mvk record --start "npm start" --name normal --calls 1',
  ].join('\n  '),
  async run(flags, print) {
    const { runRecord } = await import('../fixtures/record.ts');
    return runRecord(flags, print);
  },
});
