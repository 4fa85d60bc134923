import type { Integration } from '../integration.ts';
import type { Mutant } from '../mutant.ts';

const say = (text: string) => ({ say: { text } });
const connect = (text: string, destination: string) => [say(text), { transfer: { destination } }];
const gather = (prompt: string, num_digits = 1) => ({ gather: { prompt, num_digits, timeout_seconds: 20 } });

const gatherCount = (prompt: string, min_digits: number) => ({
  gather: { prompt, min_digits, max_digits: 3, finish_on_key: '#', timeout_seconds: 20 },
});

/** What is answered to everything that the caller pressed so far, such as `2,3`, and to anything else; undefined for what nobody meant. */
export type Lists = Readonly<Record<string, readonly unknown[] | undefined>>;

const lists: Lists = {
  '': [gather('For English press 1. Für Deutsch drücken Sie die 2.')],
  '1': [gather('Press 1 for sales, 2 for support, or 3 to leave a message.')],
  '1,1': connect('Thank you, we are connecting you.', '+12025550111'),
  '1,2': connect('Thank you, please hold.', '+12025550122'),
  '1,3': [{ start_recording: {} }, gather('Please speak, and press any key when you are done.')],
  '1,3,1': [{ stop_recording: {} }, say('Thank you, goodbye.')],
  '2': [gather('Für den Vertrieb drücken Sie die 1, für den Support die 2, für eine Nachricht die 3.')],
  '2,1': connect('Danke, wir verbinden Sie mit uns.', '+12025550111'),
  '2,2': connect('Danke, bitte warten Sie.', '+12025550122'),
  '2,3': [{ start_recording: {} }, gather('Bitte sprechen Sie, und drücken Sie am Ende eine Taste.')],
  '2,3,1': [{ stop_recording: {} }, say('Danke und auf Wiederhören.')],
  '1,else': [say('Sorry, that is not valid. Goodbye.')],
  '2,else': [say('Das war leider keine gültige Eingabe. Auf Wiederhören.')],
};

/** The same, with Spanish as the second language. */
export const spanish: Lists = {
  '': [gather('For English, press 1. Para español, pulse 2.')],
  '2': [gather('Para ventas, pulse 1. Para soporte, pulse 2. Para dejar un mensaje, pulse 3.')],
  '2,1': connect('Gracias, le comunicamos.', '+12025550111'),
  '2,2': connect('Gracias, un momento por favor.', '+12025550122'),
  '2,3': [{ start_recording: {} }, gather('Hable ahora, y pulse una tecla cuando termine.')],
  '2,3,1': [{ stop_recording: {} }, say('Gracias y adiós.')],
  '2,else': [say('Lo siento, esa opción no es válida. Adiós.')],
};

/** The reference with a menu of two languages, and the same behind both but for `changed`. */
export function bilingual(reference: Integration, changed: Lists): Integration {
  const all = { ...lists, ...changed };
  return {
    ...reference,
    answer: ({ callId }, { origin }) => ({ actions: ending(all[''] ?? [], origin, callId) }),
    async digits({ callId }, { store }) {
      const events = callId === undefined ? [] : await store.load(callId);
      const gathered = [...events].filter(({ event }) => event === 'call.gathered');
      gathered.sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
      return gathered.map(({ data }) => String(data.digits)).join(',');
    },
    menu(pressed = '', { callId }, { origin }) {
      // Any key ends a message, and so does silence.
      const done = `${pressed.slice(0, 3)},1`;
      const place = /^\d,3,/.test(pressed) && all[done] ? done : pressed;
      // The first question is not asked again, so that silence ends the call.
      const list = (place !== '' && all[place]) || all[pressed.startsWith('2') ? '2,else' : '1,else'];
      return { actions: ending(list ?? [], origin, callId) };
    },
  };
}

/** The list, which goes on at `/menu` where it asks something. */
function ending(list: readonly unknown[], origin: string, callId: string | undefined): readonly unknown[] {
  if (!JSON.stringify(list).includes('"gather"')) return list;
  const query = callId === undefined ? '' : `?call_id=${encodeURIComponent(callId)}`;
  return [...list, { redirect: { url: `${origin}/menu${query}` } }];
}

function speaks(name: string, breaks: Mutant['breaks'], does: string, changed: Lists): Mutant {
  return { name, breaks, does, change: (reference) => bilingual(reference, changed) };
}

export const flowLanguages: readonly Mutant[] = [
  speaks(
    'flow-swaps-languages',
    ['flow.language.kept'],
    'speaks German to callers who chose English, and the other way round.',
    {
      '1': [say('Vielen Dank, wir sind leider nicht da.'), say('Auf Wiederhören.')],
      '2': [say('Thank you, we are not here.'), say('Goodbye.')],
    },
  ),
  speaks(
    'flow-merges-german-keys',
    ['flow.language.parity'],
    'connects callers to sales for two keys of its German menu.',
    { '2,2': lists['2,1'] },
  ),
  speaks(
    'flow-swaps-german-keys',
    ['flow.gather.announced-keys', 'flow.language.parity'],
    'connects callers to support for the key of sales in its German menu, and the other way round.',
    {
      '2,1': connect('Danke, wir verbinden Sie mit dem Support.', '+12025550122'),
      '2,2': connect('Danke, wir verbinden Sie mit dem Vertrieb.', '+12025550111'),
    },
  ),
  speaks('flow-records-on-in-german', ['flow.language.parity'], 'does not stop the recording of a message in German.', {
    '2,3,1': [say('Danke und auf Wiederhören.')],
  }),
  speaks(
    'flow-merges-spanish-keys',
    ['flow.language.parity'],
    'connects callers to sales for two keys of its Spanish menu.',
    { ...spanish, '2,2': spanish['2,1'] },
  ),
  speaks(
    'flow-names-less-in-spanish',
    ['flow.gather.hidden-keys', 'flow.language.parity'],
    'serves a key of its Spanish menu that it does not name.',
    { ...spanish, '2': [gather('Para ventas, pulse 1. Para dejar un mensaje, pulse 3.')] },
  ),
  speaks(
    'flow-names-spanish-keys-wrongly',
    ['flow.language.parity', 'flow.gather.announced-keys'],
    'names sales and support the other way round in its Spanish menu.',
    {
      ...spanish,
      '1': [gather('Press 1 for sales, 2 for support, or 3 to leave a message.')],
      '1,1': connect('Thank you, we are connecting you to sales.', '+12025550111'),
      '1,2': connect('Thank you, we are connecting you to support.', '+12025550122'),
      '2': [gather('Para soporte, pulse 1. Para ventas, pulse 2. Para dejar un mensaje, pulse 3.')],
      '2,1': connect('Gracias, le comunicamos con ventas.', '+12025550111'),
      '2,2': connect('Gracias, le comunicamos con soporte.', '+12025550122'),
    },
  ),
  speaks('flow-leaves-english-in-spanish', ['flow.language.kept'], 'has one English sentence left in Spanish.', {
    ...spanish,
    '2,3,1': [{ stop_recording: {} }, say('Your message was sent to our team today.')],
  }),
  speaks('flow-ends-message-in-english', ['flow.language.kept'], 'takes a message in Spanish, and thanks in English.', {
    ...spanish,
    '2,3': [{ start_recording: {} }, gather('Deje un mensaje.')],
    '2,3,1': [{ stop_recording: {} }, say('Thank you, goodbye.')],
  }),
  speaks('flow-refuses-keys-in-english', ['flow.language.kept'], 'says in English that a Spanish key was wrong.', {
    ...spanish,
    '2,else': [say('That is not one of the choices.')],
  }),
  speaks('flow-records-nothing', ['flow.recording.paired'], 'stops a recording at once that it started.', {
    '1,3': [{ start_recording: {} }, { stop_recording: {} }, say('Thank you, goodbye.')],
    '2,3': [{ start_recording: {} }, { stop_recording: {} }, say('Danke und auf Wiederhören.')],
  }),
  speaks(
    'flow-cancels-in-silence',
    ['flow.gather.invalid-distinct'],
    'cancels an appointment when the caller enters nothing.',
    {
      '': [gather('To cancel your appointment, press 1. To move it, press 2.')],
      '1': [say('Your appointment is cancelled. Goodbye.')],
      '2': [say('We will call you about it today. Goodbye.')],
      '1,else': [say('Your appointment is cancelled. Goodbye.')],
    },
  ),
  speaks(
    'flow-needs-more-in-german',
    ['flow.language.parity'],
    'needs two digits in German where one will do in English.',
    {
      '1,3': [gatherCount('Please enter how many people you are, then press pound.', 1)],
      '1,3,1': [say('Thank you, goodbye.')],
      '2,3': [gatherCount('Bitte geben Sie ein, wie viele Sie sind, und drücken Sie die Rautetaste.', 2)],
      '2,3,1': [say('Danke und auf Wiederhören.')],
    },
  ),
  speaks('flow-takes-more-in-german', ['flow.language.parity'], 'waits for three digits behind a message in German.', {
    '2,3': [{ start_recording: {} }, gather('Bitte sprechen Sie, und drücken Sie am Ende eine Taste.', 3)],
  }),
  speaks(
    'flow-knows-number-in-english',
    ['flow.language.parity'],
    'looks for a number with its leading zeros in English, and without them in German.',
    {
      '1,3': [gather('Please enter your number of four digits.', 4)],
      '1,3,1': undefined,
      '1,3,0042': [say('Your table is ready. Thank you, goodbye.')],
      '2,3': [gather('Bitte geben Sie Ihre Nummer mit vier Ziffern ein.', 4)],
      '2,3,1': undefined,
      '2,3,42': [say('Ihr Tisch ist bereit. Danke und auf Wiederhören.')],
    },
  ),
];
