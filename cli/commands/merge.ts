import type { Command } from '../command.ts';
import { flags } from '../flags.ts';

export const merge: Command = {
  name: 'merge',
  summary: 'Merge the reports of a sharded run.',
  operand: 'FILE…',
  options: {
    report: { type: 'string', value: 'DIR', about: 'folder of the merged reports (default mvk-report)' },
    annotations: flags.annotations,
    json: flags.json,
    quiet: flags.quiet,
    help: flags.help,
  },
  example: ['mvk merge shard-1/report.json shard-2/report.json', 'mvk merge shards/* --report mvk-report'].join('\n  '),
  async run(values, print, files) {
    const { runMerge } = await import('../report/merge.ts');
    return runMerge(files, values, print);
  },
};
