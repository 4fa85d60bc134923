import { _baseTest as test } from '@playwright/test';
import { type Bench, openBench } from '../platform/bench.ts';
import { launcher } from '../platform/launch.ts';
import type { Plan } from '../spec/index.ts';
import { attach, bind } from './bind.ts';
import { requirements } from './index.ts';
import { sentinel } from './sentinel.ts';

const plan = JSON.parse(process.env.MVK_PLAN ?? '{"selected":[]}') as Plan;

let opened: Promise<Bench> | undefined;

/** One bench for all tests of the worker: they share one integration. */
function open(): Promise<Bench> {
  opened ??= openBench(plan.bench, plan.capabilities, launcher(plan.bench));
  return opened;
}

test('sentinel', { annotation: [{ type: 'requirement', description: 'sentinel' }] }, async () => {
  await attach(await sentinel(plan.bench));
});

const selected = requirements.filter(({ id }) => plan.selected.includes(id));
const restarts = selected.filter(({ needs }) => needs.includes('process'));
bind([...selected.filter((each) => !restarts.includes(each)), ...restarts], open, plan);

test.afterAll(async () => {
  await opened?.then((bench) => bench.close()).catch(() => undefined);
});
