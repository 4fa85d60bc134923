import { expect, _baseTest as test } from '@playwright/test';
import { type Gathering, gathering, listening } from '../../platform/events/gathering.ts';
import { moveOf } from '../../platform/script.ts';
import { gather, played, say } from './answering.ts';

type Fields = Readonly<Record<string, unknown>>;
type Row = readonly [parameters: Fields, move: string, ends: Partial<Gathering>];

const rows: Readonly<Record<string, readonly Row[]>> = {
  'one digit unless a number is given': [
    [{}, '1', { digits: '1', ending: 'enough', seconds: 0.1, silentSeconds: 0 }],
    [{ num_digits: 3 }, '123', { digits: '123', ending: 'enough' }],
    [{ num_digits: 3 }, '1*#', { digits: '1*#', ending: 'enough' }],
  ],
  'at least min_digits, at most max_digits': [
    [{ min_digits: 2, max_digits: 4 }, '1234', { digits: '1234', ending: 'enough' }],
    [{ min_digits: 2, max_digits: 4 }, '12', { digits: '12', ending: 'enough', seconds: 5 }],
    [{ min_digits: 2, max_digits: 4 }, '1', { digits: '1', ending: 'timeout', seconds: 5 }],
    [{ min_digits: 0, max_digits: 4 }, '', { digits: '', ending: 'enough', seconds: 5 }],
    [{ num_digits: 2, max_digits: 4 }, '123', { digits: '123', ending: 'enough', seconds: 5 }],
  ],
  'the finish key ends it and is not collected': [
    [{ num_digits: 4, finish_on_key: '#' }, '12#', { digits: '12', ending: 'finish-key', heard: '12#' }],
    [{ num_digits: 4, finish_on_key: '#' }, '#', { digits: '', ending: 'finish-key' }],
    [{ num_digits: 4, finish_on_key: '*' }, '12#*', { digits: '12#', ending: 'finish-key' }],
    [{ num_digits: 4 }, '12#', { digits: '12#', ending: 'timeout' }],
  ],
  'keys that come too late are not heard': [
    [{}, '12', { digits: '1', heard: '1', unheard: '2' }],
    [{ finish_on_key: '#' }, '1#', { digits: '1', ending: 'enough', unheard: '#' }],
    [{ num_digits: 9, finish_on_key: '#' }, '1#23', { digits: '1', ending: 'finish-key', unheard: '23' }],
    [
      { num_digits: 20, timeout_seconds: 1 },
      '123456789012',
      { digits: '1234567890', ending: 'timeout', seconds: 1, unheard: '12' },
    ],
  ],
  'silence lasts until the time-out': [
    [{}, 'wait', { digits: '', ending: 'timeout', seconds: 5, silentSeconds: 5 }],
    [{ timeout_seconds: 30 }, 'wait', { seconds: 30, silentSeconds: 30 }],
    [
      { num_digits: 3, timeout_seconds: 7 },
      '12+wait',
      { digits: '12', ending: 'timeout', seconds: 7, silentSeconds: 6.8 },
    ],
  ],
  'who hangs up does so before the time-out, unless the keys ended it': [
    [{}, 'hangup', { digits: '', ending: 'hang-up', seconds: 1 }],
    [{ num_digits: 3 }, '12+hangup', { digits: '12', ending: 'hang-up', unheard: '' }],
    [{ num_digits: 2 }, '12+hangup', { digits: '12', ending: 'enough' }],
    [{ timeout_seconds: 1, num_digits: 9 }, '12345+hangup', { ending: 'hang-up', seconds: 1 }],
  ],
};

for (const [title, examples] of Object.entries(rows)) {
  test(title, () => {
    for (const [parameters, text, ends] of examples) {
      const move = moveOf(text);
      if (!move) throw new Error(text);
      const { silentSeconds, ...rest } = ends;
      const went = gathering(parameters, move);
      expect(went, `${text} at ${JSON.stringify(parameters)}`).toMatchObject(rest);
      if (silentSeconds !== undefined) expect(went.silentSeconds).toBeCloseTo(silentSeconds);
    }
  });
}

test('a caller who has to leave presses what there is time for', () => {
  const move = { keys: '1234', after: 'wait' } as const;
  const left = (seconds: number) => gathering({ num_digits: 4 }, move, seconds);
  expect(left(0.25)).toMatchObject({ heard: '12', digits: '12', unheard: '', ending: 'hang-up', seconds: 0.25 });
  expect(left(0)).toMatchObject({ heard: '', ending: 'hang-up', seconds: 0 });
  expect(left(3)).toMatchObject({ digits: '1234', ending: 'enough' });
  expect(gathering({}, { keys: '', after: 'wait' }, 5)).toMatchObject({ ending: 'hang-up', seconds: 5 });
});

test('a gather listens as its fields say, and as Q25 and Q26 read where they are silent', () => {
  expect(listening({})).toEqual({ min: 1, max: 1, finishKey: undefined, timeoutSeconds: 5 });
  expect(listening({ num_digits: 4, max_digits: 2 })).toMatchObject({ min: 2, max: 2 });
  expect(listening({ min_digits: 3 })).toMatchObject({ min: 3, max: 3 });
  expect(listening({ max_digits: 6 })).toMatchObject({ min: 1, max: 6 });
});

test('call.gathered says what was collected, whether it timed out, and how it listened', async () => {
  const fields = { min_digits: 2, max_digits: 4, timeout_seconds: 9, finish_on_key: '#' };
  const data = async (...script: string[]) => (await played([gather(fields)], { script })).events[2]?.data;
  expect(await data('123#')).toEqual({ digits: '123', status: 'completed', timed_out: false, ...fields });
  expect(await data('12+wait')).toMatchObject({ digits: '12', status: 'completed', timed_out: false });
  expect(await data('1+wait')).toMatchObject({ digits: '1', status: 'timeout', timed_out: true });
  expect(await data('wait')).toMatchObject({ digits: '', status: 'timeout', timed_out: true });
  expect(await data('1+hangup')).toMatchObject({ digits: '1', timed_out: false });
});

test('the list goes on after a time-out, with the next gather for the next turn', async () => {
  const { order, conversation } = await played([gather(), say('Once more.'), gather()], { script: ['wait', '2'] });
  expect(order.filter((name) => name === 'call.gathered')).toHaveLength(2);
  expect(conversation.slice(0, 3)).toEqual([
    'presses nothing and hears nothing for 5 s',
    'hears "Once more."',
    'presses 2',
  ]);
});

test('a script says what it cannot read', async () => {
  for (const entry of ['1 2', 'press 1', 'x', '1+', 'waits']) expect(moveOf(entry)).toBeUndefined();
  await expect(played([], { script: ['press 1'] })).rejects.toThrow('"press 1"');
});
