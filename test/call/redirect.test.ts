import { expect, _baseTest as test } from '@playwright/test';
import { playCall } from '../../platform/call/call.ts';
import { openBench } from '../../platform/open-bench.ts';
import { answering, gather, played, redirect, say, type Table } from './answering.ts';

const asked = (order: readonly string[]) => order.filter((name) => name.startsWith('/'));

/** Two answers that redirect to each other. */
function circle(parameters: Readonly<Record<string, unknown>> = {}): Table {
  return { '/answer': [redirect('/b', parameters)], '/b': [redirect('/answer')] };
}

test('a circle ends as a loop after 20 redirects', async () => {
  const { order, conversation } = await played(circle());
  expect(asked(order)).toHaveLength(21);
  expect(order.at(-1)).toBe('call.failed');
  expect(conversation).toEqual([
    expect.stringMatching(/^is redirected in a loop: 20 redirects in a row, the next to .*\/b$/),
    'the call ends: it is redirected in a loop (call.failed)',
  ]);
});

test('it ends sooner where max_redirects says so', async () => {
  const requests = async (most: number) => asked((await played(circle({ max_redirects: most }))).order).length;
  expect(await requests(5)).toBe(6);
  expect(await requests(1)).toBe(2);
  expect(await requests(20)).toBe(21);
});

test('a redirect with max_redirects 0 is itself followed (Q31)', async () => {
  const { order } = await played({ '/answer': [redirect('/b', { max_redirects: 0 })], '/b': [say('Hello.')] });
  expect(asked(order)).toEqual(['/answer', '/b']);
  expect(order.at(-1)).toBe('call.completed');
});

test('a gather between redirects begins the count again', async () => {
  const menu = { '/answer': [gather(), redirect('/b', { max_redirects: 1 })], '/b': [redirect('/answer')] };
  expect((await played(menu, { script: ['1'] })).conversation.at(-2)).toContain('1 redirects in a row');
  const once = { '/answer': [gather(), redirect('/answer', { max_redirects: 1 })] };
  const { order } = await played(once, { script: [...'12345', 'hangup'] });
  expect(asked(order)).toHaveLength(6);
  expect(order.at(-1)).toBe('call.completed');
});

test('a redirect repeats the context, by the method that it names', async () => {
  const { seen, call } = await played({
    '/answer': [redirect('/post', { method: 'POST' })],
    '/post': [redirect('/get?call_id=mine')],
    '/get': [],
  });
  const requests = seen.filter(({ event }) => !event);
  expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET']);
  const [first, second, third] = requests;
  expect(first?.url.searchParams.get('call_id')).toBe(call.id);
  expect(JSON.parse(second?.body ?? '{}')).toMatchObject({ call: { id: call.id, from: call.from }, variables: {} });
  expect(third?.url.searchParams.getAll('call_id')).toEqual(['mine']);
  expect(third?.url.searchParams.get('from')).toBe(call.from);
});

test('another host is never asked', async () => {
  for (const url of ['http://192.0.2.1/menu', 'https://example.com/', 'http://127.0.0.1@example.com/']) {
    const { order, conversation } = await played([redirect(url), say('Never.')]);
    expect(order).toEqual(['call.created', 'call.answered', '/answer', 'call.completed']);
    expect(conversation).toEqual([
      `is redirected to another host, which is not asked: ${url}`,
      'the call ends: what follows is not known (call.completed)',
    ]);
  }
});

test('a target elsewhere cannot have this machine asked', async () => {
  await answering({ '/answer': [redirect('/menu')] }, async ({ bench, origin, seen }) => {
    const options = { ...bench.options, answerUrl: 'http://192.0.2.1/answer' };
    const remote = {
      ...bench,
      options,
      answer: () => bench.answer({ call: bench.newCall(), url: `${origin}/answer` }),
    };
    const kinds: string[] = [];
    for await (const { kind } of playCall(remote, bench.newCall(), [])) kinds.push(kind);
    expect(kinds).toContain('elsewhere');
    expect(seen.filter(({ event }) => !event)).toHaveLength(1);
  });
});

test('a redirect that fails ends the call', async () => {
  const broken = [{ status: 500 }, { status: 200, body: 'oops' }, [{ say: {} }]];
  for (const entry of broken) {
    const { order } = await played({ '/answer': [redirect('/b'), say('Never.')], '/b': entry });
    expect(order.slice(-2)).toEqual(['/b', 'call.failed']);
  }
});

test('so does one to where nothing listens, and one to what is no URL', async () => {
  const dead = await answering({}, async ({ origin }) => origin);
  for (const url of [`${dead}/menu`, 'http://127.0.0.1:99999/menu']) {
    const { order, conversation } = await played([redirect(url)]);
    expect(order.at(-1)).toBe('call.failed');
    expect(conversation).toEqual(['the call ends: there is no valid answer (call.failed)']);
  }
});

test('a target that is gone itself is no failed redirect', async () => {
  const { options } = await answering({}, async ({ bench }) => bench);
  const bench = await openBench(options, ['answer']);
  await expect(bench.call()).rejects.toThrow('nothing answers');
  await bench.close();
});
