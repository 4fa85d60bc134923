import { expect } from '@playwright/test';
import { nowhere, test } from './run-mvk.ts';

const usage: ReadonlyArray<readonly [string, readonly string[], NodeJS.ProcessEnv, string]> = [
  ['no command', [], {}, 'no command'],
  ['an unknown command', ['chek'], {}, '"check"'],
  ['an unknown flag', ['check', '--onyl', 'x'], {}, '"--only"'],
  ['a flag without its value', ['check', '--seed', '--json'], {}, '--seed needs a value'],
  ['no target', ['check'], {}, '--answer-url URL'],
  ['a URL that is none', ['check', '--answer-url', 'localhost'], {}, 'not a URL: "localhost"'],
  ['another scheme', ['check', '--answer-url', 'ftp://127.0.0.1/'], {}, 'http:// or https://'],
  ['a target elsewhere', ['check', '--answer-url', 'http://192.0.2.1/'], {}, '--remote'],
  ['an empty secret flag', ['check', '--answer-url', nowhere, '--webhook-secret', ''], {}, '--webhook-secret is empty'],
  ['an empty secret', ['check', '--answer-url', nowhere], { MINIVOICE_WEBHOOK_SECRET: '' }, 'MINIVOICE_WEBHOOK_SECRET'],
  ['a production key', ['check', '--answer-url', nowhere], { MINIVOICE_API_KEY: 'mv_live_1' }, 'production key'],
  ['a seed that is no number', ['check', '--answer-url', nowhere, '--seed', '1.5'], {}, '"1.5"'],
  ['no runs', ['check', '--answer-url', nowhere, '--runs', '0'], {}, 'at least 1'],
  ['an unknown reading', ['check', '--answer-url', nowhere, '--assume', 'Q1=gett'], {}, '"get"'],
  ['an unknown assumption', ['check', '--answer-url', nowhere, '--assume', 'Q0001=get'], {}, '"Q0001"'],
  ['a glob that matches nothing', ['check', '--answer-url', nowhere, '--only', 'answr.*'], {}, '"answer.*"'],
  ['a path for many', ['check', '--answer-url', nowhere, '--path', '0:1'], {}, '--only ID'],
  ['a missing file', ['check', '--config', 'none.json'], {}, '"none.json"'],
  ['an unknown id', ['explain', 'answer.json.vald'], {}, '"answer.json.valid"'],
  ['an unknown event', ['send', 'call.creatd', '--webhook-url', nowhere], {}, '"call.created"'],
  ['a file that is not there', ['lint', 'none.json'], {}, '"none.json"'],
];
for (const [what, args, env, words] of usage) {
  test(`${what} is wrong usage`, async ({ mvk }) => {
    const { code, stdout, stderr } = await mvk(args, { env });
    expect(stderr).toContain(words);
    expect(stderr).toMatch(/^mvk: /);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
}

test('nothing that listens is a run that was not', async ({ mvk }) => {
  const { code, stderr } = await mvk(['check', '--answer-url', nowhere]);
  expect(stderr).toContain(`nothing listens at ${nowhere} (connection refused)`);
  expect(code).toBe(3);
});
