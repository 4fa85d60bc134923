import { expect, test } from '@playwright/test';
import { digitsAskedIn } from '../../flows/rules/digits/asked-digits.ts';

const asked: Readonly<Record<string, readonly [number, number] | undefined>> = {
  'Please enter your PIN of four digits.': [4, 4],
  'Please enter your 6-digit account number.': [6, 6],
  'Geben Sie Ihre vierstellige PIN ein.': [4, 4],
  'Enter your tracking number of 4 to 8 digits.': [4, 8],
  'Your number has between six and ten digits.': [6, 10],
  'Enter the 3 or 4 digits on the back.': [3, 4],
  'Enter your 4-8 digit code.': [4, 8],
  'Die Nummer hat 4 bis 8 Ziffern.': [4, 8],
  'Die vier- bis achtstellige Nummer, bitte.': [4, 8],
  'Saisissez les 4 à 8 chiffres.': [4, 8],
  'Un número de 4 a 8 dígitos.': [4, 8],
  'Enter the last 4 digits of your card.': undefined,
  'Enter up to 8 digits.': undefined,
  'Enter at least 4 digits.': undefined,
  'Höchstens 8 Ziffern, bitte.': undefined,
  'Enter 4 digits, or 6 digits and pound.': undefined,
  'Press 1 digit.': undefined,
  'Enter your date of birth as 2 digits for the day, 2 for the month and 4 for the year.': undefined,
  'Enter the month and the year, two digits each.': undefined,
  'Geben Sie Ihr Geburtsdatum ein, zwei Ziffern für den Tag, zwei für den Monat.': undefined,
  'Press 1 for sales.': undefined,
};

for (const [text, range] of Object.entries(asked)) {
  test(`digits asked for in: ${text}`, () => {
    const found = digitsAskedIn(text);
    expect(found && [found.min, found.max]).toEqual(range);
  });
}
