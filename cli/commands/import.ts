import { type Command, command } from '../command.ts';
import { shared, urlFlags } from '../flags.ts';

export const importFixtures: Command = command({
  summary: 'Make fixtures of a HAR, or of a folder of raw HTTP.',
  operand: 'FILE|DIR',
  flags: {
    ...urlFlags,
    api: { takes: 'text', value: 'URL', about: 'base URL of the API then (default: told by its paths)' },
    fixtures: { takes: 'text', value: 'DIR', about: 'where calls are kept (default mvk-fixtures)' },
    name: { takes: 'text', value: 'NAME', about: 'of the folder of a call (default: the file)' },
    help: shared.help,
  },
  example: ['mvk import calls.har', 'mvk import wire/    01-request.txt, 01-response.txt, …'].join('\n  '),
  async run(flags, print, [source = '']) {
    const { runImport } = await import('../fixtures/import.ts');
    return runImport(source, flags, print);
  },
});
