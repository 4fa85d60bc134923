import { _baseTest as test } from '@playwright/test';
import { openBench } from '../../platform/open-bench.ts';
import { type Call, type CallOptions, expect } from '../../playwright/index.ts';
import { openPhone } from '../../playwright/phone.ts';
import { openWebhooks } from '../../playwright/webhooks.ts';
import { type Answering, answering, gather, number, redirect, say, type Table } from '../call/answering.ts';

/** Makes one call to a server that answers by a table, without the fixtures. */
function calling(
  table: Table,
  use: (call: Call, answering: Answering) => Promise<void> | void,
  options: CallOptions = {},
) {
  return answering(table, async (all) => {
    const { phone, close } = openPhone(all.bench);
    await use(await phone.call(options), all);
    await close();
  });
}

/** What a matcher says when it fails. */
function message(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('the matcher did not fail');
}

test('a failure shows what was expected, what there was, and the call', async () => {
  const menu = {
    '/answer': [gather({ prompt: 'Press 1.' }), redirect('/b')],
    '/b': [say('Thanks.'), say('Bye.'), gather()],
  };
  await calling(menu, async (call) => {
    expect(message(() => expect(call).toHear('Press 3'))).toMatch(
      /^expect\(call\)\.toHear\n\nExpected: to hear "Press 3"\nReceived: heard since the last move: "Press 1\."\n\ninbound call call_\S+, at a gather:\n/,
    );
    await call.press('1');
    const text = message(() => expect(call).not.toHear(/thanks/i));
    expect(text).toContain('expect(call).not.toHear');
    expect(text).toContain('Expected: not to hear /thanks/i\nReceived: heard since the last move: "Thanks.", "Bye."');
    expect(text).toMatch(
      /\n {5}0\.0 s {3}hears "Press 1\."\n {5}\d\.\d s {3}presses 1\n {5}\d\.\d s · call\.gathered is acknowledged: 200/,
    );
    expect(text.split('\n')).toHaveLength(5 + 1 + call.transcript.length);
  });
});

test('who was transferred to, and how it ended', async () => {
  const menu = { '/answer': [gather(), { bridge: { destination: number } }] };
  await calling(menu, async (call) => {
    expect(message(() => expect(call).toBeTransferredTo(number))).toContain('it was transferred to nobody');
    expect(message(() => expect(call).toHaveEnded())).toContain('Received: it is at a gather');
    await call.press('1');
    expect(call).toBeTransferredTo(number);
    expect(message(() => expect(call).toBeTransferredTo('+12025550122'))).toContain(`Received: bridge to ${number}`);
    expect(message(() => expect(call).toHaveEnded())).toContain('Received: it is connected');
    await call.hangUp();
    const wrong = message(() => expect(call).toHaveEnded('call.failed'));
    expect(wrong).toContain('Expected: to have ended with call.failed');
    expect(wrong).toContain('Received: it has ended with call.completed: conversation over');
  });
});

test('an outbound call is transferred to nobody by being made', async () => {
  await calling({ '/answer': [] }, (call) => expect(call).not.toBeTransferredTo(call.to), { direction: 'outbound' });
});

test('after hanging up, what was heard in the turn before still counts', async () => {
  await calling({ '/answer': [gather({ prompt: 'Press 1.' })] }, async (call) => {
    await call.hangUp();
    expect(call).toHear('Press 1.');
  });
});

test('what is said on hold is not heard', async () => {
  await calling({ '/answer': [{ hold: {} }, say('Unheard.'), gather()] }, (call) => {
    expect(call).not.toHear('Unheard.');
    expect(call.heard).toEqual([]);
  });
});

test('events that were not acknowledged are named', async () => {
  await calling({ '/answer': [gather()] }, async (call, { bench }) => {
    expect(call).toBeAcknowledged();
    const delivery = await openWebhooks({ ...bench, deliver: refusing(bench) }, []).send('call.failed');
    expect(delivery).not.toBeAcknowledged();
    const text = message(() => expect(delivery).toBeAcknowledged());
    expect(text).toMatch(
      /^expect\(delivery\)\.toBeAcknowledged\n\nExpected: .*2xx status\nReceived: call\.failed: 503 after \d+ ms$/,
    );
    expect(message(() => expect(call).not.toBeAcknowledged())).toContain('call.created: 200');
  });
});

function refusing({ deliver }: Answering['bench']): Answering['bench']['deliver'] {
  return async (...what) => ({ ...(await deliver(...what)), status: 503 });
}

test('no event is not the same as events that were acknowledged', async () => {
  await answering(
    { '/answer': [] },
    async ({ bench }) => {
      const { phone } = openPhone(bench);
      const call = await phone.call();
      expect(message(() => expect(call).toBeAcknowledged())).toContain('webhookUrl');
      expect(message(() => expect(call).not.toBeAcknowledged())).toContain('webhookUrl');
      await expect(openWebhooks(bench, []).send('call.created')).rejects.toThrow('webhookUrl');
      await expect(openWebhooks(bench, []).stored(call)).rejects.toThrow('observe');
    },
    { webhook: false },
  );
});

test('bytes of the target steer no terminal and no CI runner, and tell no secret', async () => {
  const secret = 'whsec_test_not_a_real_secret';
  const hostile =
    '\u001b[31m\r\u009b2J\u202e ##[error]no ##vso[task.complete] whsec_test_not_a_real_secret +4930123456 end';
  await answering({ '/answer': [say(hostile), gather()] }, async ({ bench: { options } }) => {
    const bench = await openBench({ ...options, webhookSecret: secret }, []);
    const { phone, close } = openPhone(bench);
    const call = await phone.call();
    const text = message(() => expect(call).toHear('Nothing of this.'));
    expect(text).toContain('end');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text).not.toMatch(/##\w*\[/);
    expect(text).not.toContain(secret);
    expect(text).not.toContain('4930123456');
    expect(String(call)).not.toContain(secret);
    await close();
    await bench.close();
  });
});

test('an integration that is gone is said so, with the call', async () => {
  const { options } = await answering({}, async ({ bench }) => bench);
  const bench = await openBench(options, []);
  const { phone, close } = openPhone(bench);
  await expect(phone.call()).rejects.toThrow(/^nothing answers at http:.*\n\ninbound call/s);
  await close();
  await bench.close();
});

test('an integration that never answers holds up no phone that is closed', async () => {
  await answering({}, async ({ bench }) => {
    const { phone, calls, close } = openPhone({ ...bench, answer: () => new Promise(() => {}) }, 50);
    void phone.call();
    await close();
    expect(calls.map(({ state }) => state)).toEqual(['running']);
  });
});

test('a call says what it cannot do', async () => {
  await answering({ '/answer': [] }, async ({ bench }) => {
    const { phone } = openPhone(bench);
    await expect(phone.call({ destination: 'bussy' as 'busy' })).rejects.toThrow('"bussy"');
    const { answerUrl: _, ...options } = bench.options;
    await expect(openPhone({ ...bench, options }).phone.call()).rejects.toThrow('answerUrl');
    await expect(openWebhooks(bench, []).send('call.created', { stale: true })).rejects.toThrow('webhookSecret');
  });
});

test('an event that is taken at its second attempt is acknowledged within two', async () => {
  await answering({ '/answer': [gather()] }, async ({ bench }) => {
    let before = 0;
    const deliver: typeof bench.deliver = async (...what) => {
      const delivered = await bench.deliver(...what);
      return before++ === 0 ? { ...delivered, status: 503 } : delivered;
    };
    const { phone } = openPhone({ ...bench, deliver });
    const call = await phone.call();
    await call.wait();
    expect(call.events.map(({ name, attempts }) => [name, attempts.map(({ status }) => status)])).toEqual([
      ['call.created', [503, 200]],
      ['call.answered', [200]],
      ['call.gathered', [200]],
      ['call.completed', [200]],
    ]);
    expect(call).not.toBeAcknowledged();
    expect(call).toBeAcknowledged({ attempts: 2 });
    expect(message(() => expect(call).toBeAcknowledged())).toMatch(
      /Received: call\.created: 503 after \d+ ms, attempt 2 200 after \d+ ms\n/,
    );
  });
});
