import { expect, _baseTest as test } from '@playwright/test';
import { bilingual, spanish } from '../../mutants/flow/languages.ts';
import { again } from '../../mutants/flow/rounds.ts';
import { reference } from '../../mutants/reference.ts';
import { checkAll } from '../harness.ts';

const say = (text: string) => ({ say: { text } });
const gather = (prompt: string) => ({ gather: { prompt, num_digits: 1, timeout_seconds: 20 } });
const spanishMenu = 'Para ventas, pulse 1. Para soporte, pulse 2. Para dejar un mensaje, pulse 3.';
const unavailable = [say('Das bieten wir leider nicht auf Deutsch an. Auf Wiederhören.')];

const right: readonly (readonly [string, Parameters<typeof bilingual>[1]])[] = [
  ['the same behind both languages', {}],
  ['one message for what German does not have', { '2,1': unavailable, '2,2': unavailable }],
  ['no messages in German', { '2,3': unavailable }],
  [
    'German sales at another number',
    { '2,1': [say('Danke, wir verbinden Sie.'), { transfer: { destination: '+12025550133' } }] },
  ],
  ['menus that come again', again],
  [
    'a key that neither menu serves when it comes again',
    { ...again, '1,,2': [say('Thank you, goodbye.')], '2,,2': [say('Danke und auf Wiederhören.')] },
  ],
  ['Spanish behind the second key', spanish],
  [
    'a Spanish menu that may be heard once more',
    {
      ...spanish,
      '2': [gather(`${spanishMenu} Para escuchar de nuevo, pulse 9.`)],
      '2,9': [gather(`${spanishMenu} Para escuchar de nuevo, pulse 9.`)],
      '2,9,1': spanish['2,1'],
      '2,9,2': spanish['2,2'],
      '2,9,3': [say('Gracias y adiós.')],
      '2,3': [say('Gracias y adiós.')],
    },
  ],
  [
    'a Spanish message that is sent in the end whatever the caller presses',
    {
      ...spanish,
      '2,3': [
        { start_recording: {} },
        { gather: { prompt: 'Hable ahora. Para enviar su mensaje, pulse 1.', num_digits: 1, timeout_seconds: 20 } },
      ],
    },
  ],
  [
    'a German menu of two keys',
    {
      '2': [
        {
          gather: {
            prompt: 'Für den Vertrieb drücken Sie die 1, für den Support die 2.',
            num_digits: 1,
            timeout_seconds: 20,
          },
        },
      ],
      '2,3': undefined,
    },
  ],
];

for (const [name, changed] of right) {
  test(`a call flow of two languages is right with ${name}`, async () => {
    const only = ['flow.language.kept', 'flow.language.parity', 'flow.gather.announced-keys'];
    const results = await checkAll(() => bilingual(reference, changed), { only });
    expect(results.map(({ id, outcome }) => [id, outcome])).toEqual(
      ['flow.gather.announced-keys', 'flow.language.kept', 'flow.language.parity'].map((id) => [id, 'passed']),
    );
  });
}
