import type { Command } from '../command.ts';
import { flags } from '../flags.ts';

const { config, start, reuse, only, seed, runs, remote, assume, report, help } = flags;

export const baseline: Command = {
  name: 'baseline',
  summary: 'Accept current failures until a date, with a reason.',
  operand: '[REPORT]',
  options: {
    reason: { type: 'string', value: 'TEXT', about: 'why it is accepted' },
    owner: { type: 'string', value: 'WHO', about: 'person or team responsible' },
    expires: { type: 'string', value: 'DATE', about: 'last day, as 2026-12-31 (default: in 30 days)' },
    config,
    'answer-url': flags['answer-url'],
    'webhook-url': flags['webhook-url'],
    'webhook-secret': flags['webhook-secret'],
    ...{ start, reuse, only, seed, runs, remote },
    'fail-on': flags['fail-on'],
    ...{ assume, report, help },
  },
  example: [
    'mvk baseline --reason "waits for release 4" --owner voice-team',
    'mvk baseline mvk-report/report.json --reason … --owner …',
  ].join('\n  '),
  async run(values, print, [file]) {
    const { runBaseline } = await import('../check/baseline.ts');
    return runBaseline(file, values, print);
  },
};
