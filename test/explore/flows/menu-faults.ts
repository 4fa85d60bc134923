import { asks, listening, type Place, says } from './menu-places.ts';

type Places = Record<string, Place>;

/** A mistake that can be made at any menu of a tree, and what has to be found there, and nothing else. */
interface Fault {
  readonly name: string;
  readonly finds: readonly string[];
  /** `menu` is a menu of the lowest level, `leaf` the place behind one of its keys, which is `key`. */
  plant(places: Places, at: { readonly menu: string; readonly leaf: string; readonly key: string }): void;
}

const stream = (name: string) => ({ stream_url: `wss://media.example.com/${name}`, track: 'both' });
const everyKey = 'flow.gather.every-key';
const invalidInput = 'flow.gather.invalid-input';
const timeout = 'flow.gather.timeout';

/** Something is done at a leaf before the rest of it. */
function before(...actions: readonly unknown[]): Fault['plant'] {
  return (places, { leaf }) => {
    places[leaf] = { actions: [...actions, ...(places[leaf]?.actions ?? [])] };
  };
}

function plantAt(place: Place): Fault['plant'] {
  return (places, { leaf }) => {
    places[leaf] = place;
  };
}

function changed(places: Places, name: string, change: (place: Place) => Partial<Place>): void {
  const place = places[name] ?? { actions: [] };
  places[name] = { ...place, ...change(place) };
}

/** The menu leads elsewhere for some input. */
function leading(
  input: string,
  to: (at: { menu: string; leaf: string }) => string,
  more: Partial<Place> = {},
): Fault['plant'] {
  return (places, at) => {
    places.crash = { actions: [], fault: 500 };
    changed(places, at.menu, ({ next }) => ({ next: { ...next, [input]: to(at) }, ...more }));
  };
}

export const faults: readonly Fault[] = [
  { name: '500 on a key', finds: [everyKey], plant: plantAt({ actions: [], fault: 500 }) },
  { name: 'a connection that is cut', finds: [everyKey], plant: plantAt({ actions: [], fault: 'cut' }) },
  { name: 'invalid JSON', finds: ['answer.json.valid'], plant: plantAt({ actions: [], text: '{"actions": [' }) },
  {
    name: 'an invalid field',
    finds: ['answer.actions.fields'],
    plant: plantAt({ actions: [{ transfer: { destination: '555-0100' } }] }),
  },
  { name: 'no action', finds: ['answer.actions.not-empty'], plant: plantAt({ actions: [] }) },
  {
    name: 'a redirect to what is not served',
    finds: ['flow.redirect.valid'],
    plant: (places, { menu }) =>
      changed(places, menu, ({ actions }) => ({
        actions: [...actions.slice(0, -1), { redirect: { url: '{origin}/gone' } }],
      })),
  },
  {
    name: 'a redirect loop',
    finds: ['flow.redirect.no-loop'],
    plant(places, { leaf }) {
      places[leaf] = { actions: [{ redirect: { url: '{menu}' } }], next: { '': `${leaf}b` } };
      places[`${leaf}b`] = { actions: [{ redirect: { url: '{menu}' } }], next: { '': leaf } };
    },
  },
  {
    name: 'a menu that asks a silent caller for ever',
    finds: ['flow.silence.ends'],
    plant: leading('', ({ menu }) => menu),
  },
  {
    name: 'a gather with nothing behind it',
    finds: ['flow.end.defined', 'flow.gather.consumed'],
    plant: plantAt({ actions: listening('Press 1 to be happy or 2 to be sad.') }),
  },
  {
    name: 'an announced key without a branch',
    finds: ['flow.gather.announced-keys'],
    plant: (places, { menu, key }) => changed(places, menu, ({ next }) => ({ next: { ...next, [key]: 'sorry' } })),
  },
  {
    name: 'a default branch to a service',
    finds: ['flow.gather.invalid-distinct'],
    plant: leading('*', ({ leaf }) => leaf),
  },
  { name: 'a stop without a start', finds: ['flow.recording.paired'], plant: before({ stop_recording: {} }) },
  {
    name: 'a second start on one path',
    finds: ['flow.recording.paired'],
    plant(places, at) {
      changed(places, at.menu, ({ actions }) => ({ actions: [{ start_recording: {} }, ...actions] }));
      before({ start_recording: {} })(places, at);
    },
  },
  {
    name: 'another stream that is stopped',
    finds: ['flow.stream.paired'],
    plant: before({ start_stream: stream('one') }, { stop_stream: stream('other') }),
  },
  { name: 'a resume without a hold', finds: ['flow.media.in-order'], plant: before({ resume: {} }) },
  { name: 'words to a caller on hold', finds: ['flow.media.in-order'], plant: before({ hold: {} }) },
  { name: 'a prompt of 120 words', finds: ['flow.prompt.short'], plant: before(says('word '.repeat(120)).actions[0]) },
  {
    name: 'an end on hold',
    finds: ['flow.end.defined'],
    plant: plantAt({ actions: [...says('One moment.').actions, { hold: {} }] }),
  },
  { name: 'a failure on silence', finds: [timeout], plant: leading('', () => 'crash') },
  {
    name: 'a failure at the third mistake',
    finds: [everyKey, invalidInput],
    plant: leading('*', ({ menu }) => menu, { attempts: 3, spent: 'crash' }),
  },
  {
    name: 'a failure at the third silence',
    finds: [timeout],
    plant: leading('', ({ menu }) => menu, { attempts: 3, spent: 'crash' }),
  },
  {
    name: 'a second menu with a default branch to a service',
    finds: ['flow.gather.invalid-distinct'],
    plant(places, { leaf }) {
      places[leaf] = asks('Press 1 for up or 2 for down.', {
        1: `${leaf}u`,
        2: `${leaf}d`,
        '*': `${leaf}u`,
        '': 'sorry',
      });
      places[`${leaf}u`] = { actions: [{ transfer: { destination: '+12025550198' } }] };
      places[`${leaf}d`] = { actions: [{ conference: { room: 'down' } }] };
    },
  },
];
