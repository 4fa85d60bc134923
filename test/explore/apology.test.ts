import { expect, test } from '@playwright/test';
import { apologises } from '../../flows/graph/apology.ts';
import type { GraphNode } from '../../spec/index.ts';

const saying = (text: string) => ({ actions: [{ name: 'say', parameters: { text } }] }) as unknown as GraphNode;

const apologies = [
  'Sorry, that is not one of the choices.',
  'That isn’t one of our options.',
  'Das ist leider keine der Möglichkeiten.',
  'Diese Auswahl gibt es leider nicht.',
  'Ce choix n’existe pas.',
  "Ce n'est pas l'une des options.",
  'No es una de las opciones.',
  'Non è una delle scelte.',
  'Dat is geen van de keuzes.',
  'Essa opção não existe.',
];

const others = [
  'Your delivery date stays as it was.',
  'For other options, press 1.',
  'Wählen Sie eine der Möglichkeiten.',
  'Vos choix sont enregistrés.',
  'Estas son las opciones.',
];

for (const text of apologies)
  test(`"${text}" says that a key is not offered`, () => expect(apologises([saying(text)])).toBe(true));

for (const text of others) test(`"${text}" says no such thing`, () => expect(apologises([saying(text)])).toBe(false));
