import { type Command, command } from '../command.ts';
import { shared, targetFlags } from '../flags.ts';

export const explore: Command = command({
  flags: {
    ...targetFlags,
    format: {
      takes: 'word',
      words: ['mermaid', 'dot', 'svg', 'json'],
      value: 'FORMAT',
      about: 'mermaid, dot, svg or json instead of text',
    },
    against: { takes: 'text', value: 'FILE', about: 'says what differs from an earlier graph (json)' },
    strict: { takes: 'nothing', about: 'with --against: exit 1 when a path is lost' },
    maxDepth: { takes: 'integer', min: 1, value: 'N', about: 'turns of a caller (default 12)' },
    maxStates: { takes: 'integer', min: 1, value: 'N', about: 'places of the flow (default 500)' },
    maxRequests: { takes: 'integer', min: 1, value: 'N', about: 'requests (default 100000)' },
    help: shared.help,
  },
  example: ['mvk explore --format svg > flow.svg', 'mvk explore --against flow.json --strict'].join('\n  '),
  async run(flags, print) {
    const { runExplore } = await import('../explore/run.ts');
    return runExplore(flags, print);
  },
});
