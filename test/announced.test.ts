import { expect, _baseTest as test } from '@playwright/test';
import { announcedKeys } from '../platform/announced.ts';

const prompts: readonly (readonly [prompt: string, keys: string])[] = [
  ['Press 1 for sales or 2 for support.', '1 2'],
  ['For sales, press 1. For support, press 2. To hear this again, press 9.', '1 2 9'],
  ['Press 1, 2, or 3.', '1 2 3'],
  ['Press one for sales or two for support, or zero to speak to one of our people.', '1 2 0'],
  ['1 for sales, 2 for support, * to go back', '1 2 *'],
  ['Press star to repeat, or the pound key to finish.', '*'],
  ['Enter your 4 digit account number.', ''],
  ['Please enter 6 digits.', ''],
  ['You have 3 messages. Press 1 to listen.', '1'],
  ['We are open from 9 to 17. Press 0 for the operator.', '0'],
  ['Call +1 202 555 0100 or press 5.', '5'],
  ['Your balance is 7.50. Press 1 to pay.', '1'],
  ['Drücken Sie die 1 für Vertrieb oder die 2 für Technik.', '1 2'],
  ['Für Vertrieb drücken Sie die 1, für Technik die Taste 2.', '1 2'],
  ['Appuyez sur le 1 pour le français, le 2 pour l’anglais.', '1 2'],
  ['Pulse 1 para ventas o 2 para soporte.', '1 2'],
  ['Premi 1 per vendite, 2 per assistenza.', '1 2'],
  ['Press "1" for yes, "2" for no.', '1 2'],
  ['Sales: 1. Support: 2.', ''],
  ['What is your date of birth?', ''],
  ['', ''],
];

for (const [prompt, keys] of prompts) {
  test(`announces ${keys === '' ? 'no key' : keys}: ${prompt}`, () => {
    expect(announcedKeys(prompt).join(' ')).toBe(keys);
  });
}
