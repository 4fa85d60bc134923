import { _baseTest as test } from '@playwright/test';
import { catalogue, type Plan } from '../spec/index.ts';
import { attach, bind } from './bind.ts';
import type { Session } from './session.ts';

const plan = JSON.parse(process.env.MVK_PLAN ?? '{"selected":[]}') as Plan;

let begun: Promise<Session> | undefined;

/** Loaded by the worker that runs the tests; the process that lists them needs the catalogue only. */
function session(): Promise<Session> {
  begun ??= import('./session.ts').then(({ createSession }) => createSession(plan));
  return begun;
}

test('sentinel', { annotation: [{ type: 'requirement', description: 'sentinel' }] }, async () => {
  await attach(await (await session()).sentinel());
});

const selected = catalogue.filter(({ id }) => plan.selected.includes(id));
const restarts = selected.filter(({ needs }) => needs.includes('process'));
bind([...selected.filter((each) => !restarts.includes(each)), ...restarts], async (id) => (await session()).check(id));

test.afterAll(async () => {
  await (await begun)?.close();
});
