import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { answering, mvk, mvkCall, secret, test } from '../run-command.ts';

const folder = (): string => mkdtempSync(path.join(tmpdir(), 'mvk-record-'));

test('call --save keeps a call; replay finds what changed, shows it, and rewrites it when told to', async ({
  integration,
}) => {
  const root = folder();
  const normal = path.join(root, 'normal');
  const saved = await mvkCall([...(await integration()), '--press', '1', '--quiet', '--save', normal]);
  expect(saved.stderr).toContain(`6 fixtures in ${normal}`);
  expect(readdirSync(normal)).toHaveLength(6);
  const again = await mvkCall([...(await integration()), '--press', '1', '--save', normal]);
  expect(again.stderr).toContain('is not empty');
  expect(again.code).toBe(2);

  const changed = await integration({
    menu: () => ({ actions: [{ say: { text: 'Something else.' } }, { transfer: { destination: '+12025550111' } }] }),
  });
  const found = await mvk(['replay', root, ...changed]);
  expect(found.stdout).toContain(
    'normal/05-menu.json /actions/0/say/text\n      expected "Connecting you to sales.", got "Something else."',
  );
  expect(found.code).toBe(1);
  const json = await mvk(['replay', root, ...changed, '--json']);
  const schema = JSON.parse(
    readFileSync(new URL('../../../spec/schemas/kit/replay.schema.json', import.meta.url), 'utf8'),
  ) as object;
  const validate = new Ajv2020().compile(schema);
  expect(validate(JSON.parse(json.stdout)), JSON.stringify(validate.errors)).toBe(true);
  const updated = await mvk(['replay', root, ...changed, '--update']);
  expect(updated.stdout).toContain('was "Connecting you to sales.", is now "Something else."');
  expect(updated.code).toBe(0);
  expect((await mvk(['replay', root, ...changed])).stdout).toContain('nothing differs');
});

test('what cannot be replayed is said in one sentence', async ({ integration }) => {
  const root = folder();
  const target = await integration(answering([{ say: { text: 'Hello.' } }]));
  const cases: ReadonlyArray<readonly [string, string, number]> = [
    ['there is no folder', path.join(root, 'nowhere'), 2],
    ['there is no recorded call', root, 2],
  ];
  for (const [sentence, where, exit] of cases) {
    const { stderr, code } = await mvk(['replay', where, ...target]);
    expect(stderr).toContain(sentence);
    expect(code).toBe(exit);
  }
  await mvkCall([...target, '--press', '', '--quiet', '--save', path.join(root, 'call')]);
  const [name = ''] = readdirSync(path.join(root, 'call'));
  const file = path.join(root, 'call', name);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"headers": {', `"headers": {"X-Token": "${secret}",`));
  const { stderr, code } = await mvk(['replay', root, ...target]);
  expect(stderr).toContain(`call/${name}/request/headers/X-Token: expected no secret`);
  expect(stderr).not.toContain(secret);
  expect(code).toBe(2);
});
