import { type Command, command } from '../command.ts';
import { shared } from '../flags.ts';

export const merge: Command = command({
  operand: 'FILE…',
  flags: {
    report: { takes: 'text', value: 'DIR', about: 'folder of the merged reports (default mvk-report)' },
    contract: shared.contract,
    annotations: shared.annotations,
    json: shared.json,
    quiet: shared.quiet,
    help: shared.help,
  },
  example: ['mvk merge shard-1/report.json shard-2/report.json', 'mvk merge shards/* --report mvk-report'].join('\n  '),
  async run(flags, print, files) {
    const { knownVersion } = await import('../config/contract-version.ts');
    knownVersion(flags.contract);
    const { runMerge } = await import('../report/merge.ts');
    return runMerge(files, flags, print);
  },
});
