import { type Command, command } from '../command.ts';
import { shared, urlFlags } from '../flags.ts';

export const importFixtures: Command = command({
  operand: 'FILE|DIR',
  flags: {
    ...urlFlags,
    api: { takes: 'text', value: 'URL', about: 'base URL of the recorded API (default: detected)' },
    fixtures: { takes: 'text', value: 'DIR', about: 'where calls are kept (default mvk-fixtures)' },
    name: { takes: 'text', value: 'NAME', about: 'folder name for the call (default: the file)' },
    help: shared.help,
  },
  example: ['mvk import calls.har', 'mvk import wire/    01-request.txt, 01-response.txt, …'].join('\n  '),
  async run(flags, print, [source = '']) {
    const { runImport } = await import('../fixtures/import.ts');
    return runImport(source, flags, print);
  },
});
