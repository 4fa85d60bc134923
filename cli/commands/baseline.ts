import { type Command, command } from '../command.ts';
import { accessFlags, shared, urlFlags } from '../flags.ts';

const { start, noStart, reuse, only, seed, runs, remote, failOn, assume, report, help } = shared;

export const baseline: Command = command({
  operand: '[REPORT]',
  flags: {
    reason: { takes: 'text', value: 'TEXT', about: 'why it is accepted' },
    owner: { takes: 'text', value: 'WHO', about: 'person or team responsible' },
    expires: { takes: 'text', value: 'DATE', about: 'last day, as 2026-12-31 (default: in 30 days)' },
    ...urlFlags,
    ...accessFlags,
    ...{ start, noStart, reuse, only, seed, runs, remote, failOn, assume, report, help },
  },
  example: [
    'mvk baseline --reason "waits for release 4" --owner voice-team',
    'mvk baseline mvk-report/report.json --reason … --owner …',
  ].join('\n  '),
  async run(flags, print, [file]) {
    const { runBaseline } = await import('../check/baseline.ts');
    return runBaseline(file, flags, print);
  },
});
