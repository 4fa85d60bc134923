import { existsSync } from 'node:fs';
import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import { expect, _baseTest as test } from '@playwright/test';
import { replayDocument, replayLines } from '../cli/replay-view.ts';
import { savedLines } from '../cli/saved-lines.ts';
import type { Fixture } from '../fixtures/fixture.ts';
import { type StoredCall, writeCall } from '../fixtures/folder.ts';
import { crossedIn, type Saved, saveCall } from '../fixtures/save.ts';
import type { Integration, Reply } from '../mutants/integration.ts';
import { json, reference } from '../mutants/reference.ts';
import type { Result } from '../spec/index.ts';
import { knownSecrets, newFolder, on, record, replay } from './fixture-stage.ts';
import { checkAll } from './harness.ts';

/** The recorded calls, one of them, with its answer changed. */
const changed = (calls: readonly StoredCall[], change: (fixture: Fixture) => Fixture): readonly StoredCall[] =>
  calls
    .filter(({ name }) => name === 'normal')
    .map(({ name, exchanges }) => ({
      name,
      exchanges: exchanges.map(({ file, fixture }) => ({ file, fixture: change(fixture) })),
    }));
const withoutBody = (fixture: Fixture): Fixture =>
  fixture.kind === 'answer' && fixture.response
    ? { ...fixture, response: { status: fixture.response.status, headers: {}, truncated: true } }
    : fixture;
const other: Partial<Integration> = { encode: () => json(200, { actions: [{ say: { text: 'Something else.' } }] }) };

test('a recording without a body is said not to be compared, and is no pass', async () => {
  const calls = changed(await record(newFolder()), withoutBody);
  const document = replayDocument('fixtures', await replay(calls, other), false);
  expect(document.counts).toMatchObject({ differing: 0, notCompared: 2 });
  const lines = replayLines(document, true).join('\n');
  expect(lines).toContain(
    '– normal/03-answer.json was not compared: the body of the recorded response was not kept whole',
  );
  expect(lines).not.toContain('✓');
  expect(lines).toContain('nothing differs of what was compared, 2 not compared');
});

test('a request whose body was not kept is not sent', async () => {
  const calls = changed(await record(newFolder()), (fixture) =>
    fixture.kind === 'event' ? { ...fixture, request: { ...fixture.request, truncated: true } } : fixture,
  );
  const [replayed] = await replay(calls);
  const events = replayed?.exchanges.filter(({ fixture }) => fixture.kind === 'event') ?? [];
  expect(events.map(({ exchange, notCompared }) => [exchange, notCompared])).toEqual(
    events.map(() => [undefined, 'the body of the recorded request was not kept whole']),
  );
});

test('headers that no client can send, in a recording of before, do not end a replay', async () => {
  const calls = changed(await record(newFolder()), (fixture) => ({
    ...fixture,
    request: { ...fixture.request, headers: { ...fixture.request.headers, Expect: '100-continue', 'X-Name': 'Ł' } },
  }));
  expect((await replay(calls)).flatMap(({ exchanges }) => exchanges.flatMap((each) => each.differences))).toEqual([]);
});

const check = async (change: (fixture: Fixture) => Fixture): Promise<readonly Result[]> => {
  const root = newFolder();
  for (const { name, exchanges } of changed(await record(newFolder()), change)) {
    await writeCall(
      root,
      name,
      exchanges.map(({ file, fixture }) => ({ name: file.split('/')[1] ?? file, fixture })),
    );
  }
  return checkAll(reference, { only: ['fixture.replay', 'fixture.conforms'], fixtures: root });
};

test('in check a recording without a body is neither replayed nor judged', async () => {
  const results = await check(withoutBody);
  expect(results.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
    'fixture.replay could-not-run',
    'fixture.conforms could-not-run',
  ]);
  expect(results[0]?.reason).toContain('normal/03-answer.json');
});

test('in check an event that was recorded as refused without a signature is no failure, and one with a signature is', async () => {
  const refused =
    (signed: boolean) =>
    (fixture: Fixture): Fixture => {
      if (fixture.kind !== 'event') return fixture;
      const { 'X-MiniVoice-Signature': _, ...headers } = fixture.request.headers;
      const request = signed ? fixture.request : { ...fixture.request, headers };
      return { ...fixture, request, response: { status: 401, headers: {} } };
    };
  const outcome = async (signed: boolean) =>
    (await check(refused(signed))).find(({ id }) => id === 'fixture.conforms')?.outcome;
  expect([await outcome(false), await outcome(true)]).toEqual(['passed', 'failed']);
});

const save = (change: Partial<Integration>, keepFailures = false): Promise<Saved> =>
  on(change, async (bench) => {
    const { answerUrl, webhookUrl } = bench.options;
    const { steps } = await bench.call({ script: ['1'] });
    const recording = { answerUrl, webhookUrl, secrets: knownSecrets };
    return saveCall(newFolder(), 'call', crossedIn(steps), recording, { keepFailures });
  });

for (const [what, reply] of Object.entries<Reply>({
  'answered 500': json(500, {}),
  'answered 404': json(404, {}),
  'answered with a redirect': { status: 302, headers: { Location: '/' }, body: '' },
  'never answered': { status: 200, headers: {}, body: '', cut: true },
})) {
  test(`a call with an event that was ${what} is not kept, and kept with a note where that is wanted`, async () => {
    const failing: Partial<Integration> = {
      acknowledge: (event, ...more) =>
        event.event === 'call.answered' ? reply : reference.acknowledge(event, ...more),
    };
    const refused = await save(failing);
    expect(refused.folder).toBeUndefined();
    expect(savedLines(refused)[0]).toContain('not kept: 1 exchange of the call failed');
    expect(savedLines(refused)[1]).toContain('02-call.answered.json: ');
    const wanted = await save(failing, true);
    expect(existsSync(wanted.folder ?? '')).toBe(true);
    expect(savedLines(wanted).at(-1)).toContain('a replay asks for that failure again');
  });
}

const packings: Readonly<Record<string, (text: string) => Buffer>> = {
  gzip: gzipSync,
  'gzip, br': (text) => brotliCompressSync(gzipSync(text)),
  deflate: deflateRawSync,
  'UTF-8': (text) => Buffer.from(text),
  'aws-chunked': (text) => Buffer.from(text),
  br: (text) => Buffer.from(text),
};
for (const [coding, pack] of Object.entries(packings)) {
  test(`an answer under "Content-Encoding: ${coding}" is kept, and another one is found`, async () => {
    const saying = (text: string): Partial<Integration> => ({
      encode: () => ({
        status: 200,
        headers: { 'Content-Type': 'application/json', 'Content-Encoding': coding },
        body: pack(JSON.stringify({ actions: [{ say: { text } }] })),
      }),
    });
    const calls = (await record(newFolder(), saying('Goodbye.'))).filter(({ name }) => name === 'normal');
    const texts = async (text: string) =>
      (await replay(calls, saying(text))).flatMap(({ exchanges }) => exchanges.flatMap((each) => each.differences));
    expect(await texts('Goodbye.')).toEqual([]);
    expect(await texts('Hello.')).toMatchObject([{ expected: '"Goodbye."', actual: '"Hello."' }]);
  });
}
