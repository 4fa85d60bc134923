import { gzipSync } from 'node:zlib';
import { expect, _baseTest as test } from '@playwright/test';
import type { Integration, Reply } from '../../mutants/integration.ts';
import { reference } from '../../mutants/reference.ts';
import { ahead } from '../ahead.ts';
import { checkAll, everywhere } from '../harness.ts';

/** The part of the requirements that one fault may leave unjudged at the most. */
const maxHidden = 0.3;

type Change = Partial<Integration> & ThisType<Integration>;

const refused = (name: string): Change => ({
  acknowledge(event, isNew, environment) {
    if (event.event === name) return { status: 500, headers: {}, body: '' };
    return reference.acknowledge.call(this, event, isNew, environment);
  },
});

const first = (change: (reply: Reply) => Reply): Change => ({
  encode(answer, context, environment) {
    const reply = reference.encode.call(this, answer, context, environment);
    return context.digits === undefined ? change(reply) : reply;
  },
});

/** One fault each, in one place of an integration that is right otherwise. */
const faults: Readonly<Record<string, Change>> = {
  'a gather time-out of null': first((reply) => {
    const text = reply.body.toString().replace('"gather":{', '"gather":{"timeout":null,');
    return { ...reply, headers: { ...reply.headers, 'Content-Length': String(Buffer.byteLength(text)) }, body: text };
  }),
  'a packed answer that nobody asked for': first((reply) => {
    const body = gzipSync(reply.body);
    return {
      ...reply,
      headers: { ...reply.headers, 'Content-Encoding': 'gzip', 'Content-Length': String(body.length) },
      body,
    };
  }),
  'a status of 500 with the right body': first((reply) => ({ ...reply, status: 500 })),
  'a menu of which every key leads to a port where nobody listens': first((reply) => {
    const text = reply.body
      .toString()
      .replace(/"redirect":\{"url":"[^"]*"/, '"redirect":{"url":"http://127.0.0.1:9/menu"');
    return { ...reply, headers: { ...reply.headers, 'Content-Length': String(Buffer.byteLength(text)) }, body: text };
  }),
  'call.created refused': refused('call.created'),
  'call.completed refused': refused('call.completed'),
  'call.gathered refused': refused('call.gathered'),
};

const named = Object.entries(faults);
const only = everywhere.map(({ id }) => id).filter((id) => /^(answer|flow|webhook)\./.test(id));
const checked = ahead(
  named.map(
    ([, change]) =>
      () =>
        checkAll(() => ({ ...reference, ...change }), { only, runs: 5 }),
  ),
  2,
);

for (const [index, [what]] of named.entries()) {
  test(`${what} leaves at least 70 % of the requirements judged`, async () => {
    test.setTimeout(300_000);
    const results = await checked(index);
    const unjudged = results.filter(({ outcome }) => outcome === 'could-not-run');
    const broken = results.filter(({ outcome }) => outcome === 'failed' || outcome === 'warned');
    expect(broken.map(({ id }) => id)).not.toEqual([]);
    // Each says what it waits for.
    for (const { id, reason } of unjudged) expect(reason, id).toMatch(/\(fix [a-z.-]+/);
    expect(unjudged.length / results.length, unjudged.map(({ id }) => id).join()).toBeLessThanOrEqual(maxHidden);
    test.info().annotations.push({
      type: 'measured',
      description: `${what}: ${broken.length} broken (${broken.map(({ id }) => id).join()}), ${unjudged.length} of ${results.length} not judged`,
    });
  });
}
