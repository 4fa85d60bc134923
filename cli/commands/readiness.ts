import type { Command } from '../command.ts';
import { flags } from '../flags.ts';

const { config, start, reuse, only, seed, remote, assume, report, json, quiet, help } = flags;

export const readiness: Command = {
  name: 'readiness',
  summary: 'Check whether a deployed test application is ready.',
  options: {
    config,
    'answer-url': flags['answer-url'],
    'webhook-url': flags['webhook-url'],
    'webhook-secret': flags['webhook-secret'],
    ...{ start, reuse, only, seed, remote },
    'keep-failures': { type: 'boolean', about: 'keeps calls with failed exchanges too' },
    'fail-on': flags['fail-on'],
    ...{ assume, report, json, quiet, help },
  },
  example: [
    'MINIVOICE_API_KEY=mv_test_… mvk readiness --remote',
    'mvk readiness --remote --answer-url https://test.example.com/answer',
  ].join('\n  '),
  async run(values, print) {
    const { runReadiness } = await import('../check/readiness.ts');
    return runReadiness(values, print);
  },
};
