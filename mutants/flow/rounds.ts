import type { Mutant } from '../mutant.ts';
import { bilingual, type Lists } from './languages.ts';

const say = (text: string) => ({ say: { text } });
const connect = (text: string, destination: string) => [say(text), { transfer: { destination } }];
const gather = (prompt: string) => ({ gather: { prompt, num_digits: 1, timeout_seconds: 20 } });

/** Both menus come again after silence. */
export const again: Lists = {
  '1,': [say('We did not hear you.'), gather('Press 1 for sales, 2 for support, or 3 to leave a message.')],
  '1,,1': connect('Thank you, we are connecting you.', '+12025550111'),
  '1,,2': connect('Thank you, please hold.', '+12025550122'),
  '1,,3': [say('Please call us again to leave a message. Goodbye.')],
  '2,': [
    say('Wir haben Sie nicht gehört.'),
    gather('Für den Vertrieb drücken Sie die 1, für den Support die 2, für eine Nachricht die 3.'),
  ],
  '2,,1': connect('Danke, wir verbinden Sie mit uns.', '+12025550111'),
  '2,,2': connect('Danke, bitte warten Sie.', '+12025550122'),
  '2,,3': [say('Bitte rufen Sie für eine Nachricht wieder an. Auf Wiederhören.')],
};

/** Menus of two languages that come again. */
export const flowRounds: readonly Mutant[] = [
  {
    name: 'flow-ends-second-round-in-german',
    breaks: ['flow.language.parity'],
    does: 'ends the call for the key of support where its German menu comes again.',
    change: (reference) => bilingual(reference, { ...again, '2,,2': [say('Danke für Ihren Anruf. Auf Wiederhören.')] }),
  },
];
