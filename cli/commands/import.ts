import type { Command } from '../command.ts';
import { flags } from '../flags.ts';

export const importFixtures: Command = {
  name: 'import',
  summary: 'Make fixtures from a HAR file or raw HTTP.',
  operand: 'FILE|DIR',
  options: {
    config: flags.config,
    'answer-url': flags['answer-url'],
    'webhook-url': flags['webhook-url'],
    'webhook-secret': flags['webhook-secret'],
    api: { type: 'string', value: 'URL', about: 'base URL of the recorded API (default: detected)' },
    fixtures: { type: 'string', value: 'DIR', about: 'where calls are kept (default mvk-fixtures)' },
    name: { type: 'string', value: 'NAME', about: 'folder name for the call (default: the file)' },
    help: flags.help,
  },
  example: ['mvk import calls.har', 'mvk import wire/    01-request.txt, 01-response.txt, …'].join('\n  '),
  async run(values, print, [source = '']) {
    const { runImport } = await import('../fixtures/import.ts');
    return runImport(source, values, print);
  },
};
