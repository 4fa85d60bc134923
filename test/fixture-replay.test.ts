import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, _baseTest as test } from '@playwright/test';
import type { Fixture } from '../fixtures/fixture.ts';
import { loadFixtures, writeCall } from '../fixtures/folder.ts';
import type { ReplayedCall } from '../fixtures/replay.ts';
import { updateFixture } from '../fixtures/update.ts';
import type { Integration } from '../mutants/integration.ts';
import { json, reference } from '../mutants/reference.ts';
import { knownSecrets, newFolder, record, replay } from './fixture-stage.ts';
import { recorded } from './harness.ts';

const differences = (replayed: readonly ReplayedCall[]): readonly string[] =>
  replayed.flatMap(({ exchanges }) =>
    exchanges.flatMap(({ file, differences: all }) =>
      all.map(({ where, expected, actual }) => `${file} ${where} ${expected} ${actual}`),
    ),
  );

/** The answer of the menu, changed as text. */
const menu = (change: (text: string) => string): Partial<Integration> => ({
  menu: (...args) => JSON.parse(change(JSON.stringify(reference.menu(...args)))) as unknown,
});

test('three calls are recorded, and the same integration repeats them, under another secret too', async () => {
  const calls = await record(newFolder());
  expect(calls.map(({ name, exchanges }) => [name, exchanges.length])).toEqual([
    ['invalid-input', 6],
    ['no-answer', 6],
    ['normal', 6],
  ]);
  expect(differences(await replay(calls))).toEqual([]);
  expect(differences(await replay(calls, {}, { secret: 'another-secret-for-the-replay' }))).toEqual([]);
});

test('the committed recording of the reference is what it answers', async () => {
  const { calls, problems } = await loadFixtures(recorded, knownSecrets);
  expect(problems).toEqual([]);
  expect(calls).toHaveLength(3);
  expect(differences(await replay(calls))).toEqual([]);
});

test('a changed prompt, target, action, status and menu key are each found, with pointer and both values', async () => {
  const calls = await record(newFolder());
  const found = async (change: Partial<Integration>): Promise<string | undefined> =>
    differences(await replay(calls, change)).find((each) => each.startsWith('normal/'));
  expect(await found(menu((text) => text.replace('sales', 'our sales')))).toBe(
    'normal/05-menu.json /actions/0/say/text "Connecting you to sales." "Connecting you to our sales."',
  );
  expect(await found(menu((text) => text.replace('550111', '550112')))).toBe(
    'normal/05-menu.json /actions/1/transfer/destination "+12025550111" "+12025550112"',
  );
  expect(await found(menu((text) => text.replace('transfer', 'bridge')))).toBe(
    'normal/05-menu.json /actions/1 "transfer" "bridge"',
  );
  expect(await found({ encode: (answer) => json(500, answer) })).toBe('normal/03-answer.json status 200 500');
  expect(await found({ menu: (digits, ...more) => reference.menu(digits === '1' ? '2' : digits, ...more) })).toContain(
    '/actions/0/say/text "Connecting you to sales." "Connecting you to support."',
  );
  expect(await found({ acknowledge: () => json(404, {}) })).toBe('normal/01-call.created.json status 204 404');
});

test('other ids, other times and another order of members are no difference', async () => {
  const calls = await record(newFolder());
  const turned = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(turned)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .map(([name, each]) => [name, turned(each)] as const)
              .reverse(),
          )
        : value;
  expect(differences(await replay(calls, { encode: (answer) => json(200, turned(answer)) }))).toEqual([]);
});

test('numbers of people are fictional in what is kept, and compared all the same', async () => {
  const root = newFolder();
  const transfer = (to: string): Partial<Integration> => menu((text) => text.replace('+12025550111', to));
  const calls = await record(root, transfer('+4989998877'));
  const file = readFileSync(path.join(root, 'normal/05-menu.json'), 'utf8');
  expect(file).not.toContain('4989998877');
  expect(file).not.toContain('4930123456');
  expect(
    differences(await replay(calls, transfer('+4989998877'), { secret: 'another-secret-for-the-replay' })),
  ).toEqual([]);
  expect(differences(await replay(calls, transfer('+4989998878')))[0]).toMatch(
    /^normal\/05-menu\.json \/actions\/1\/transfer\/destination "\+1\d{10}" "\+1\d{10}"$/,
  );
});

test('a redirect with an id of the call, or to another page, is followed as a call would', async () => {
  const tokens = (answer: unknown): unknown =>
    JSON.parse(JSON.stringify(answer).replace('/menu?', `/menu?session=${crypto.randomUUID()}&`));
  const seen: string[] = [];
  const withSession: Partial<Integration> = {
    answer: (...args) => tokens(reference.answer(...args)),
    readAnswerRequest(request) {
      seen.push(request.url.searchParams.get('session') ?? '');
      return reference.readAnswerRequest(request);
    },
  };
  const calls = await record(newFolder(), withSession);
  seen.length = 0;
  expect(differences(await replay(calls, withSession))).toEqual([]);
  expect(new Set(seen.filter((each) => each !== '')).size).toBe(3);
});

test('what differs is rewritten on purpose, and the rules stay', async () => {
  const root = newFolder();
  const [first] = await record(root);
  if (!first) throw new Error('nothing was recorded');
  const change = menu((text) => text.replace('Goodbye.', 'See you.'));
  const [replayed] = await replay([first], change);
  const differing = replayed?.exchanges.filter(({ differences: all }) => all.length > 0) ?? [];
  expect(differing.map(({ file }) => file)).toEqual(['invalid-input/05-menu.json']);
  for (const each of differing)
    await updateFixture(path.join(root, each.file), {
      ...each,
      fixture: { ...each.fixture, match: { ...each.fixture.match, ignore: ['/x'] } },
    });
  const after = (await loadFixtures(root, knownSecrets)).calls.filter(({ name }) => name === 'invalid-input');
  expect(after[0]?.exchanges[4]?.fixture.match.ignore).toEqual(['/x']);
  expect(differences(await replay(after, change))).toEqual([]);
});

test('a folder is read in its order, and a call with a file that is none is left out', async () => {
  const root = newFolder();
  const fixture = (await record(newFolder()))[0]?.exchanges[0]?.fixture as Fixture;
  const named = ['10-b.json', '2-a.json'].map((name) => ({ name, fixture }));
  await writeCall(root, 'good', named);
  await writeCall(root, 'bad', [
    { name: '1.json', fixture: { ...fixture, version: 2 as 1 } },
    { name: '2.json', fixture },
  ]);
  await writeCall(root, 'good', named);
  const { calls, problems } = await loadFixtures(root);
  expect(calls.map(({ name, exchanges }) => [name, exchanges.map(({ file }) => file)])).toEqual([
    ['good', ['good/2-a.json', 'good/10-b.json']],
    ['good-2', ['good-2/2-a.json', 'good-2/10-b.json']],
  ]);
  expect(problems).toEqual([
    { file: 'bad/1.json', pointer: '/version', expected: 'a fixture of version 1', actual: 'version 2' },
  ]);
});
