import { expect, _baseTest as test } from '@playwright/test';
import { createInbox } from '../../cli/watch/inbox.ts';

test('the newest request stops the one at work and comes next', async () => {
  const inbox = createInbox({ kind: 'all' });
  const first = await inbox.take();
  expect(first.request.kind).toBe('all');
  expect(first.stop.aborted).toBe(false);
  inbox.put({ kind: 'changed' });
  inbox.put({ kind: 'failed' });
  expect(first.stop.aborted).toBe(true);
  const second = await inbox.take();
  expect(second.request.kind).toBe('failed');
  expect(second.stop.aborted).toBe(false);
});

test('a change does not replace what a person asked for', async () => {
  const inbox = createInbox({ kind: 'all' });
  await inbox.take();
  inbox.put({ kind: 'pattern', glob: 'webhook.*' });
  inbox.put({ kind: 'changed' });
  expect((await inbox.take()).request).toEqual({ kind: 'pattern', glob: 'webhook.*' });
});

test('nothing comes after the end', async () => {
  const inbox = createInbox({ kind: 'quit' });
  inbox.put({ kind: 'all' });
  expect((await inbox.take()).request.kind).toBe('quit');
});

test('a request that comes while nothing is at work is waited for', async () => {
  const inbox = createInbox({ kind: 'all' });
  await inbox.take();
  const next = inbox.take();
  inbox.put({ kind: 'changed' });
  expect((await next).request.kind).toBe('changed');
});
