import type { Command } from '../command.ts';
import { flags, targetFlags } from '../flags.ts';

export const explore: Command = {
  name: 'explore',
  summary: 'Walk the call flow and draw it as a graph.',
  options: {
    ...targetFlags,
    format: { type: 'string', value: 'FORMAT', about: 'mermaid, dot, svg or json instead of text' },
    against: { type: 'string', value: 'FILE', about: 'says what differs from an earlier graph (json)' },
    strict: { type: 'boolean', about: 'with --against: exit 1 when a path is lost' },
    'max-depth': { type: 'string', value: 'N', about: 'turns of a caller (default 12)' },
    'max-states': { type: 'string', value: 'N', about: 'places of the flow (default 500)' },
    'max-requests': { type: 'string', value: 'N', about: 'requests (default 100000)' },
    help: flags.help,
  },
  example: ['mvk explore --format svg > flow.svg', 'mvk explore --against flow.json --strict'].join('\n  '),
  async run(values, print) {
    const { runExplore } = await import('../explore/run.ts');
    return runExplore(values, print);
  },
};
