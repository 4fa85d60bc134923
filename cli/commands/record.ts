import { type Command, command } from '../command.ts';
import { shared, targetFlags } from '../flags.ts';

export const record: Command = command({
  summary: 'Listen in on calls and keep them as fixtures.',
  flags: {
    ...targetFlags,
    api: { takes: 'text', value: 'URL', about: 'the API that is asked (default: that of the kit)' },
    fixtures: { takes: 'text', value: 'DIR', about: 'where calls are kept (default mvk-fixtures)' },
    name: { takes: 'text', value: 'NAME', about: 'of the folder of a call (default: the time)' },
    port: { takes: 'integer', min: 0, value: 'PORT', about: 'first of the ports (default 4100; 0 takes free ones)' },
    allowHost: { takes: 'texts', value: 'HOST', about: 'host name of a tunnel' },
    calls: { takes: 'integer', min: 1, value: 'N', about: 'ends after so many calls' },
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
