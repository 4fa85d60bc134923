import type { Mutant } from '../mutant.ts';
import { asks, connect, say, wrong } from './asks.ts';

const topic = { gather: { prompt: 'Press 1 for news or 2 for the weather.', num_digits: 1, timeout_seconds: 5 } };

/** Confirms what the first key does, and more. */
function confirms(name: string, does: string, breaks: Mutant['breaks'], isTaken: (digits: string) => boolean): Mutant {
  const prompt = 'Press 1 to confirm your table, or 2 to talk to us.';
  return {
    name,
    breaks,
    does,
    change: (reference) =>
      asks(reference, { prompt }, (digits) => {
        if (digits === '2') return connect('+12025550122');
        return digits === '1' || isTaken(digits) ? [say('Your table is confirmed. Goodbye.')] : wrong;
      }),
  };
}

export const flowMenus: readonly Mutant[] = [
  {
    name: 'flow-first-question-alone',
    breaks: ['flow.gather.announced-keys'],
    does: 'asks two questions in one list, and looks at the first answer alone.',
    change: (reference) => ({
      ...reference,
      answer(context, environment) {
        const { actions } = reference.answer(context, environment) as { actions: readonly unknown[] };
        return { actions: [topic, ...actions] };
      },
      async digits({ callId }, { store }) {
        const events = callId === undefined ? [] : await store.load(callId);
        const digits = events.find(({ event }) => event === 'call.gathered')?.data.digits;
        return typeof digits === 'string' ? digits : undefined;
      },
    }),
  },
  {
    name: 'flow-asks-twice',
    breaks: ['flow.gather.consumed', 'flow.order.gathered-late'],
    does: 'has its menu twice in one list, so that it asks again after a choice.',
    change: (reference) => ({
      ...reference,
      answer(context, environment) {
        const { actions } = reference.answer(context, environment) as { actions: readonly unknown[] };
        return { actions: [...actions.slice(0, 1), ...actions] };
      },
    }),
  },
  {
    name: 'flow-ignores-key-behind-way-back',
    breaks: ['flow.gather.announced-keys'],
    does: 'has no branch for a key that its prompt names behind the way back.',
    change: (reference) =>
      asks(reference, { prompt: 'Press 1 for sales, 9 for the main menu, or 2 for support.' }, (digits, again) =>
        digits === '1' ? connect('+12025550111') : digits === '9' ? again : wrong,
      ),
  },
  {
    name: 'flow-scolds-who-cancels',
    breaks: ['flow.gather.announced-keys'],
    does: 'calls the key for cancelling wrong, although it was offered.',
    change: (reference) =>
      asks(reference, { prompt: 'Press 1 to confirm your table or 2 to cancel it.' }, (digits) =>
        digits === '1' ? [say('Your table is confirmed. Goodbye.')] : wrong,
      ),
  },
  {
    name: 'flow-books-what-is-declined',
    breaks: ['flow.gather.announced-keys'],
    does: 'books a table for the key that leaves it as it is, too.',
    change: (reference) =>
      asks(reference, { prompt: 'Press 1 to confirm your new table, or 2 to keep the old one.' }, (digits) =>
        /^[12]$/.test(digits) ? [say('Your table is booked. Goodbye.')] : wrong,
      ),
  },
  {
    name: 'flow-swaps-keys',
    breaks: ['flow.gather.announced-keys'],
    does: 'says its address for the key of the opening hours, and the other way round.',
    change: (reference) =>
      asks(reference, { prompt: 'Press 1 for our opening hours or 2 for our address.' }, (digits) => {
        if (digits === '1') return [say('Our address is 1 Example Street. Goodbye.')];
        return digits === '2' ? [say('Our opening hours are from nine to five. Goodbye.')] : wrong;
      }),
  },
  confirms(
    'flow-confirms-by-any-key',
    'takes every key for the one that confirms.',
    ['flow.gather.invalid-distinct', 'flow.gather.announced-keys'],
    (digits) => /^[013-9*#]$/.test(digits),
  ),
  confirms(
    'flow-confirms-in-silence',
    'confirms when the caller enters nothing.',
    ['flow.gather.invalid-distinct'],
    (digits) => digits === '',
  ),
  {
    name: 'flow-falls-through',
    breaks: ['flow.gather.invalid-distinct', 'flow.gather.announced-keys'],
    does: 'says its hours to whoever presses a key that it does not name.',
    change: (reference) =>
      asks(reference, { prompt: 'Press 1 for sales or 2 for our hours.' }, (digits) =>
        digits === '1' ? connect('+12025550111') : digits === '' ? wrong : [say('We are here from nine to five.')],
      ),
  },
  {
    name: 'flow-forgets-key-in-second-round',
    breaks: ['flow.gather.announced-keys'],
    does: 'connects with the reception who presses 2 in the second round, as for a wrong key.',
    change(reference) {
      const rounds = new Map<string, number>();
      const prompt = 'Press 1 for sales or 2 for support.';
      return asks(reference, { prompt }, (digits, again, callId) => {
        const round = rounds.get(callId) ?? 1;
        if (digits === '1') return connect('+12025550111');
        if (digits === '2' && round === 1) return connect('+12025550122');
        rounds.set(callId, round + 1);
        return round === 1 ? [say('We did not catch that.'), ...again] : connect('+12025550133');
      });
    },
  },
  {
    name: 'flow-hides-farewell',
    breaks: ['flow.gather.hidden-keys'],
    does: 'has words of its own for key 7, of which its prompt says nothing.',
    change: (reference) => ({
      ...reference,
      menu: (digits, ...rest) =>
        digits === '7' ? { actions: [say('Maintenance is off. Goodbye.')] } : reference.menu(digits, ...rest),
    }),
  },
  {
    name: 'flow-takes-one-digit-of-number',
    breaks: ['flow.gather.fits'],
    does: 'asks for a number, and takes the one digit that is the default.',
    change: (reference) =>
      asks(reference, { prompt: 'Please enter your account number.', finish_on_key: '#' }, () => wrong),
  },
  {
    name: 'flow-ends-with-choice',
    breaks: ['flow.gather.fits'],
    does: 'ends its gather with a key that is one of the choices.',
    change: (reference) =>
      asks(reference, { prompt: 'Press 1 for sales or 2 for support.', finish_on_key: '1' }, (digits) =>
        digits === '2' ? connect('+12025550122') : wrong,
      ),
  },
  {
    name: 'flow-waits-behind-pound',
    breaks: ['flow.gather.announced-keys', 'flow.gather.fits'],
    does: 'asks for the pound key, and does not end with it.',
    change: (reference) =>
      asks(reference, { prompt: 'Enter your account number, then press pound.', max_digits: 12 }, () => wrong),
  },
  {
    name: 'flow-puts-key-into-url',
    breaks: ['flow.secret.unspoken'],
    does: 'sends the key of an API in the URL of a stream.',
    change: (reference) =>
      asks(reference, { prompt: 'Press 1 for our assistant.' }, (digits) => {
        const stream = { stream_url: 'wss://media.example.com/talk?api_key=not-a-real-key-0123', track: 'both' };
        return digits === '1' ? [{ start_stream: stream }, ...connect('+12025550111')] : wrong;
      }),
  },
  {
    name: 'flow-dials-what-is-keyed',
    breaks: ['answer.input.no-taint'],
    does: 'connects callers with any number that they enter.',
    change: (reference) =>
      asks(reference, { prompt: 'Please enter the number to call.', num_digits: 10 }, (digits) =>
        /^\d{10}$/.test(digits) ? connect(`+1${digits}`) : wrong,
      ),
  },
  {
    name: 'flow-records-card-number',
    breaks: ['flow.recording.paired'],
    does: 'asks for the number of a credit card while it records.',
    change: (reference) => {
      const prompt = 'Please enter the sixteen digits of your credit card.';
      const asked = asks(reference, { prompt, num_digits: 16, timeout_seconds: 30 }, (digits) =>
        digits === '' ? wrong : [say('Thank you, that was all. Goodbye.')],
      );
      return {
        ...asked,
        answer(context, environment) {
          const { actions } = asked.answer(context, environment) as { actions: readonly unknown[] };
          return { actions: [{ start_recording: {} }, ...actions] };
        },
      };
    },
  },
];
