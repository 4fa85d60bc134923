import { _baseTest as test } from '@playwright/test';
import { catalogue, type Plan } from '../spec/index.ts';
import { attach, bind } from './bind.ts';
import type { Session } from './worker/session.ts';
import { planOfShare, shareName, sharesIn } from './worker/share.ts';

const plan = JSON.parse(process.env.MVK_PLAN ?? '{"selected":[]}') as Plan;

let begun: Promise<Session> | undefined;

/** Loaded by the worker that runs the tests of one instance; the process that lists them needs the catalogue only. */
function session(): Promise<Session> {
  const own = planOfShare(plan, test.info().project.name);
  begun ??= import('./worker/session.ts').then(({ createSession }) => createSession(own, plan.selected));
  return begun;
}

const annotation = [{ type: 'requirement', description: 'sentinel' }];
test('sentinel', { tag: `@${shareName(0)}`, annotation }, async () => {
  await attach(await (await session()).sentinel());
});

const selected = catalogue.filter(({ id }) => plan.selected.includes(id));
const restarts = selected.filter(({ needs }) => needs.includes('process'));
/** They wait for a time to pass since something that was done long before: in which a client may create a call again, or a duplicate may come. */
const longest: readonly string[] = [
  'webhook.retry.same-state',
  'webhook.repeat.once',
  'api.error.no-blind-retry',
  'api.error.ambiguous-create',
];
const waits = longest.flatMap((id) => selected.filter((each) => each.id === id));
const others = selected.filter((each) => !restarts.includes(each) && !waits.includes(each));
const { order } = plan;
const inOrder = order && selected.toSorted((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
const all = inOrder ?? [...others, ...waits, ...restarts];
for (const [index, share] of sharesIn(plan).entries()) {
  const own = all.filter(({ id }) => share.selected.includes(id));
  bind(own, shareName(index), async (id) => (await session()).check(id));
}

test.afterAll(async () => {
  await (await begun)?.close();
});
