import type { Bench } from '../platform/bench.ts';
import { openBench } from '../platform/open-bench.ts';
import { type BenchOptions, defaultReadings } from '../spec/index.ts';

export const secret = 'whsec_test_not_a_real_secret_0123456789';

/** A bench on a target whose endpoints have the usual names. */
export function benchOn(origin: string, options: Partial<BenchOptions> = {}): Promise<Bench> {
  return openBench(
    {
      answerUrl: `${origin}/answer`,
      webhookUrl: `${origin}/webhook`,
      webhookSecret: secret,
      readings: defaultReadings,
      budgets: { answerMs: 1_000, ackMs: 1_000 },
      seed: 1,
      runs: 100,
      ...options,
    },
    ['answer', 'webhook', 'signed'],
  );
}
