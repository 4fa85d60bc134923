import { type Command, command } from '../command.ts';
import { shared, urlFlags } from '../flags.ts';

const { start, noStart, reuse, only, seed, remote, keepFailures, failOn, assume, report, json, quiet, help } = shared;

export const readiness: Command = command({
  flags: {
    ...urlFlags,
    ...{ start, noStart, reuse, only, seed, remote, keepFailures, failOn, assume, report, json, quiet, help },
  },
  example: [
    'MINIVOICE_API_KEY=mv_test_… mvk readiness --remote',
    'mvk readiness --remote --answer-url https://test.example.com/answer',
  ].join('\n  '),
  async run(flags, print) {
    const { runReadiness } = await import('../check/readiness.ts');
    return runReadiness(flags, print);
  },
});
