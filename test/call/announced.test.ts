import { expect, _baseTest as test } from '@playwright/test';
import { announcedKeys, announcements, digitsInWords } from '../../platform/call/announced.ts';

const prompts: readonly (readonly [prompt: string, keys: string])[] = [
  ['Press 1 for sales or 2 for support.', '1 2'],
  ['For sales, press 1. For support, press 2. To hear this again, press 9.', '1 2 9'],
  ['Press 1, 2, or 3.', '1 2 3'],
  ['Press one for sales or two for support, or zero to speak to one of our people.', '1 2 0'],
  ['1 for sales, 2 for support, * to go back', '1 2 *'],
  ['Press star to repeat, or the pound key to finish.', '* #'],
  ['Enter your 4 digit account number.', ''],
  ['Please enter 6 digits.', ''],
  ['You have 3 messages. Press 1 to listen.', '1'],
  ['We are open from 9 to 17. Press 0 for the operator.', '0'],
  ['Call +1 202 555 0100 or press 5.', '5'],
  ['Your balance is 7.50. Press 1 to pay.', '1'],
  ['Drücken Sie die 1 für Vertrieb oder die 2 für Technik.', '1 2'],
  ['Drücken Sie die 3 für Technik, oder die 4, um das noch einmal zu hören.', '3 4'],
  ['Drücken Sie die 1 für einen Mitarbeiter, oder die 2 zum Beenden.', '1 2'],
  ['Drücken Sie die 5 zur Bestätigung, oder die 6, um den alten Termin zu behalten.', '5 6'],
  ['Für Vertrieb drücken Sie die 1, für Technik die Taste 2.', '1 2'],
  ['Appuyez sur le 1 pour le français, le 2 pour l’anglais.', '1 2'],
  ['Pulse 1 para ventas o 2 para soporte.', '1 2'],
  ['Premi 1 per vendite, 2 per assistenza.', '1 2'],
  ['Press "1" for yes, "2" for no.', '1 2'],
  ['Sales: 1. Support: 2.', ''],
  ['What is your date of birth?', ''],
  ['Press a key from 1 to 5.', '1 2 3 4 5'],
  ['On a scale of 1 to 5, how was the wait?', '1 2 3 4 5'],
  ['Press a number between 1 and 5.', '1 2 3 4 5'],
  ['Bewerten Sie uns auf einer Skala von 1 bis 5.', '1 2 3 4 5'],
  ['Marque un número entre 1 y 5.', '1 2 3 4 5'],
  ['Press 1 for opening hours from 9 to 5.', '1'],
  ['If you call between 1 and 5, press 0.', '0'],
  ['Um die Ansage zu wiederholen, drücken Sie die Neun.', '9'],
  ['Wenn Sie Kunde sind, wählen Sie bitte die Eins, sonst bitte die Zwei.', '1 2'],
  ['Pour réécouter ce message, tapez étoile.', '*'],
  ['Para ventas, marque uno. Para soporte, marque dos.', '1 2'],
  ['Per le vendite prema uno, per assistenza due.', '1 2'],
  ['Toets 1 voor verkoop of 2 voor service.', '1 2'],
  ['For sales, select option 1, for support option 2.', '1 2'],
  ['Press the 1 key for sales and the 2 key for support.', '1 2'],
  ['Gate 5 is closed. Press 1 to book anew.', '1'],
  ['Your order 4 is ready, press 1 to hear where.', '1'],
  ['Table for 2 for tomorrow. Press 1 to confirm.', '1'],
  ['Press one of the following keys.', ''],
  ['Press 1 to select 2 seats or 2 to select 4 seats.', '1 2'],
  ['Press 3 times.', ''],
  ['You pressed 5 for sales.', ''],
  ['You entered 1 2 3 4. If this is correct, press 1.', '1'],
  ['Press 1 for sales, 2 for support or 10 for the operator.', '1 2 10'],
  ['Press ten for more choices, or star to go back.', '10 *'],
  ['Für weitere Angebote drücken Sie die Zehn.', '10'],
  ['Press 1 and wait for 10 seconds.', '1'],
  ['Drücken Sie 1, um ihn zu bestätigen, 2, um ihn abzusagen, oder drei, um ihn zu verlegen.', '1 2 3'],
  ['Wir haben zwei, wenn nicht drei Tische. Drücken Sie die Eins.', '1'],
  ['Please enter your order number of 4 to 8 digits, then press pound.', '#'],
  ['Enter 4 to 6 digits.', ''],
  ['Enter a 4- or 8-digit number, then press star.', '*'],
  ['Enter the number of guests, from 1 to 8 people.', ''],
  ['Marque los 4 a 8 dígitos de su cuenta y luego la almohadilla.', ''],
  ['Drücken Sie die 4 bis 6 Ziffern Ihrer Nummer und danach die Raute.', ''],
  ['Toets 4 of 5 cijfers.', ''],
  ['Enter your date of birth as 2 digits for the day, 2 for the month and 4 for the year.', ''],
  ['Enter your date of birth: two digits for the month, two for the day, and four for the year.', ''],
  ['Press 1 for the next 3 messages, 2 for all.', '1 2'],
  ['For support dial 1-800-555-0100.', ''],
  ['Please dial 1 800 555 0100 for support.', ''],
  ['Press one of two keys.', ''],
  ['Please enter the number of guests, between 1 and 8.', '1 2 3 4 5 6 7 8'],
  ['To press on, come from 1 to 5 pm.', ''],
  ['Mit der Eins gelangen Sie zum Vertrieb, mit der Zwei zum Support.', '1 2'],
  ['Wenn das nicht stimmt, die 2 drücken.', '2'],
  ['Bitte drücken Sie jetzt die 1.', '1'],
  ['Para español oprima el número dos.', '2'],
  ['', ''],
];

for (const [prompt, keys] of prompts) {
  test(`announces ${keys === '' ? 'no key' : keys}: ${prompt}`, () => {
    expect(announcedKeys(prompt).join(' ')).toBe(keys);
  });
}

const explained: readonly (readonly [prompt: string, key: string, about: string])[] = [
  ['Press 9 for the main menu, or 0 for an operator.', '0', 'for an operator.'],
  ['Press 9 for the main menu, or 0 for an operator.', '9', 'for the main menu, or'],
  ['For the main menu press 9, for an operator press 0.', '0', ', for an operator press'],
  ['For the main menu press 9, for an operator press 0.', '9', 'For the main menu press'],
  ['To hear this again, press 9, or press 0 for an operator.', '9', 'To hear this again, press  , or press'],
];

for (const [prompt, key, about] of explained) {
  test(`says of ${key}: ${prompt}`, () => {
    expect(
      announcements(prompt)
        .find((each) => each.key === key)
        ?.about.trim(),
    ).toBe(about);
  });
}

test('digits are read in words as well as in figures', () => {
  expect(digitsInWords('You entered seven, three, 9 and vier.').replace(/ /g, '')).toBe('7394');
});
