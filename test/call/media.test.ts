import { expect, _baseTest as test } from '@playwright/test';
import { type Media, mediaAfter, silentMedia, stops } from '../../platform/call/media.ts';
import type { ActionName } from '../../spec/index.ts';
import { gather, number, played, say } from './answering.ts';

type Done = readonly [name: ActionName, parameters?: Readonly<Record<string, unknown>>];

const [a, b] = ['wss://a.example.com/x', 'wss://b.example.com/y'];

const rows: Readonly<Record<string, readonly (readonly [actions: readonly Done[], media: Partial<Media>])[]>> = {
  'hold lasts until resume': [
    [[['hold']], { held: true }],
    [[['hold'], ['hold'], ['say', { text: 'x' }]], { held: true }],
    [[['hold'], ['resume']], { held: false }],
    [[['resume']], { held: false }],
  ],
  'mute and unmute take each direction alone': [
    [[['mute', { direction: 'read' }]], { muted: 'read' }],
    [
      [
        ['mute', { direction: 'read' }],
        ['mute', { direction: 'write' }],
      ],
      { muted: 'both' },
    ],
    [
      [
        ['mute', { direction: 'both' }],
        ['unmute', { direction: 'read' }],
      ],
      { muted: 'write' },
    ],
    [
      [
        ['mute', { direction: 'read' }],
        ['unmute', { direction: 'write' }],
      ],
      { muted: 'read' },
    ],
    [
      [
        ['mute', { direction: 'write' }],
        ['unmute', { direction: 'both' }],
      ],
      { muted: 'no' },
    ],
  ],
  'one recording at a time': [
    [[['start_recording'], ['start_recording']], { recording: true }],
    [[['start_recording'], ['stop_recording']], { recording: false }],
    [[['stop_recording']], { recording: false }],
  ],
  'a stream is known by its URL and its track': [
    [[['start_stream', { stream_url: a }]], { streams: [`${a} `] }],
    [
      [
        ['start_stream', { stream_url: b }],
        ['start_stream', { stream_url: a, track: 'both' }],
      ],
      { streams: [`${a} both`, `${b} `] },
    ],
    [
      [
        ['start_stream', { stream_url: a }],
        ['start_stream', { stream_url: a }],
      ],
      { streams: [`${a} `] },
    ],
    [
      [
        ['start_stream', { stream_url: a }],
        ['stop_stream', { stream_url: b }],
      ],
      { streams: [`${a} `] },
    ],
    [
      [
        ['start_stream', { stream_url: a, track: 'inbound' }],
        ['stop_stream', { track: 'outbound' }],
      ],
      { streams: [`${a} inbound`] },
    ],
    [
      [
        ['start_stream', { stream_url: a }],
        ['start_stream', { stream_url: b }],
        ['stop_stream', {}],
      ],
      { streams: [] },
    ],
  ],
};

for (const [title, examples] of Object.entries(rows)) {
  test(title, () => {
    for (const [actions, expected] of examples) {
      const media = actions.reduce(
        (before, [name, parameters = {}]) => mediaAfter(before, { name, parameters }),
        silentMedia,
      );
      expect(media).toEqual({ ...silentMedia, ...expected });
    }
  });
}

test('each field of a stop_stream that is given must match', () => {
  expect(stops({}, `${a} both`)).toBe(true);
  expect(stops({ stream_url: a }, `${a} both`)).toBe(true);
  expect(stops({ stream_url: a, track: 'inbound' }, `${a} both`)).toBe(false);
  expect(stops({ track: 'inbound' }, `${a} `)).toBe(true);
});

test('what is said while on hold is not heard, and takes its time all the same', async () => {
  const { steps } = await played([
    { hold: {} },
    say('One two three.'),
    gather({ prompt: 'Press 1.' }),
    { resume: {} },
    say('Back.'),
  ]);
  const heard = steps.flatMap((step) => (step.kind === 'hears' ? [[step.text, step.held]] : []));
  expect(heard).toEqual([
    ['One two three.', true],
    ['Press 1.', true],
    ['Back.', false],
  ]);
  expect(steps.findLast(({ kind }) => kind === 'hears')?.at).toBeGreaterThan(5);
});

test('hold ends with the answer that resumes it, not with the one that set it', async () => {
  const table = {
    '/answer': [{ hold: {} }, { redirect: { url: '/b' } }],
    '/b': [say('Unheard.'), { resume: {} }, say('Heard.')],
  };
  expect((await played(table)).conversation).toContain('hears nothing while on hold: "Unheard."');
});

test('a second start of a recording tells nothing, a second recording is told again', async () => {
  const [start, stop] = [{ start_recording: {} }, { stop_recording: {} }];
  const told = async (...actions: unknown[]) =>
    (await played(actions)).order.filter((name) => name.startsWith('recording'));
  expect(await told(start, start, stop)).toEqual(['recording.started', 'recording.completed']);
  const twice = ['recording.started', 'recording.completed', 'recording.started', 'recording.completed'];
  expect(await told(start, stop, start, stop)).toEqual(twice);
});

test('a recording that runs on is completed before the call is, even when a transfer or a hang-up ends it', async () => {
  const told = ['recording.started', 'recording.completed'];
  const start = { start_recording: {} };
  const transfer = await played([start, { transfer: { destination: number } }], { script: ['busy'] });
  expect(transfer.order.slice(3)).toEqual([...told, 'call.failed']);
  const left = await played([start, gather()], { script: ['hangup'] });
  expect(left.order.slice(3)).toEqual(['recording.started', 'call.gathered', 'recording.completed', 'call.completed']);
});
