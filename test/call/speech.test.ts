import { readdirSync, readFileSync } from 'node:fs';
import { expect, _baseTest as test } from '@playwright/test';
import { spokenLanguage } from '../../flows/graph/language.ts';
import { asksForSecret } from '../../flows/graph/secret.ts';
import { spokenText } from '../../platform/call/speech.ts';
import { judgeAnswer } from '../../spec/index.ts';
import { brokenIn, isBlank, unfilledIn } from '../../suites/answer/unspeakable.ts';

const unfilled: readonly string[] = [
  'Hello undefined, welcome.',
  'Hello null, welcome.',
  'You are caller NaN.',
  'Hello [object Object].',
  'Hello {{ first_name }}.',
  'Hello {name}.',
  'You owe %s euros.',
  'Hello <%= name %>.',
  'menu.main.greeting',
  'Hello %(name)s.',
  'Hello (null).',
  'Guten Tag Frau null, bitte warten Sie.',
  'Ihr Termin ist am null. Drücken Sie 1.',
  'Your appointment on None is confirmed.',
  'Your appointment on nil is confirmed.',
  'We shall call back in Infinity minutes.',
  'Dear [NAME], welcome.',
  'Hello [first name].',
  'Your table for :name is ready.',
  'TODO: closing text',
];

const broken: readonly string[] = [
  'Smith &amp; Sons',
  'Press <b>1</b>.',
  'GrÃ¼ÃŸe aus KÃ¶ln',
  'Itâ€™s late.',
  'Gr\ufffd\ufffde',
  'Gr??e aus K?ln',
  'Line one.\\nLine two.',
  'Hello%20world',
  'TypeError happened.',
  'The time is 2026-05-29T12:00:00Z.',
  'You owe 0.30000000000000004 euros.',
  '{"say": "hello"}',
  'Bell\u0007',
  'You are caller function(queue) { return queue.length; }.',
  'You are caller (queue) => queue.length.',
];

/** Sentences that look a little like the above, in languages that callers speak. */
const right: readonly string[] = [
  'Drücken Sie null für die Zentrale.',
  'Wir sind am Wochenende von null bis acht Uhr für Sie da.',
  'Am Sonntag ab null Uhr. Frau Null ist am Apparat.',
  'Your balance is nil. Press 1 for some, 2 for all, or 3 for none.',
  'You are connected to Infinity Motors.',
  'El todo: pulse 1. Les heures : de 9 h à 17 h.',
  'Press 1 (one) for sales.',
  'Wählen Sie die Eins oder die Null.',
  'Trykk null for sentralbordet.',
  'The offer is null and void.',
  'None of our agents is free. Press 1 for Johnson & Johnson.',
  'Save 50% now. Interest is 3.75 % a year.',
  'Your balance is $5.20. Call +1 202 555 0100 or write to bob@facade.example.com.',
  'São João, promoção, NÃO, AÇÃO.',
  'Appuyez sur « 1 » : l’été, c’est aujourd’hui.',
  '¿Desea hablar con un agente? Pulse 1.',
  'Really? Yes! Press #1 or *.',
  'Приветствуем вас. Нажмите 1.',
  'ようこそ。1を押してください。',
  'We are open 9:00-17:30, Mon. to Fri.',
  'Grüße aus Köln; it’s late – goodbye…',
  '<speak>Hello <break time="1s"/> there</speak>',
];

for (const text of unfilled) {
  test(`is not filled in: ${text}`, () => expect(unfilledIn(text)).toBeDefined());
}

for (const text of broken) {
  test(`is not plain text: ${JSON.stringify(text)}`, () => expect(brokenIn(text)).toBeDefined());
}

for (const text of right) {
  test(`is speech: ${text}`, () => {
    expect([unfilledIn(text), brokenIn(text), isBlank(text)]).toEqual([undefined, undefined, false]);
  });
}

for (const text of ['', ' ', '...', '\u{1F600}']) {
  test(`says nothing: ${JSON.stringify(text)}`, () => expect(isBlank(text)).toBe(true));
}

test('nothing is wrong with what the samples of the documentation speak', () => {
  const folder = new URL('../../fixtures/samples/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.startsWith('answer.'));
  const texts = names.flatMap((name) =>
    judgeAnswer(readFileSync(new URL(name, folder)))
      .actions.map(spokenText)
      .filter((text) => text !== ''),
  );
  expect(texts.length).toBeGreaterThan(9);
  for (const text of texts) expect([text, unfilledIn(text), brokenIn(text)]).toEqual([text, undefined, undefined]);
});

const languages: readonly (readonly [text: string, language: string | undefined])[] = [
  ['Press 1 for sales or 2 for support.', 'English'],
  ['Bitte drücken Sie die Eins.', 'German'],
  ['Veuillez patienter. Appuyez sur le 1.', 'French'],
  ['Pulse 1 para ventas. Gracias.', 'Spanish'],
  ['Toets een voor verkoop.', 'Dutch'],
  ['Merci, au revoir.', 'French'],
  ['Welcome. Willkommen.', undefined],
  ['Acme Clinic', undefined],
];

for (const [text, language] of languages) {
  test(`is ${language ?? 'in no certain language'}: ${text}`, () => expect(spokenLanguage(text)).toBe(language));
}

const prompts: readonly (readonly [prompt: string, isSecret: boolean])[] = [
  ['Please enter your four digit PIN.', true],
  ['Bitte geben Sie Ihre Geheimzahl ein.', true],
  ['Saisissez votre code secret.', true],
  ['Enter your account number, then press pound.', false],
  ['Please enter your zip code.', false],
  ['Press 1 for shopping.', false],
];

for (const [prompt, isSecret] of prompts) {
  test(`asks for ${isSecret ? 'a secret' : 'no secret'}: ${prompt}`, () =>
    expect(asksForSecret(prompt)).toBe(isSecret));
}
