import type { GraphNode } from '../../spec/index.ts';
import { spokenIn } from './spoken.ts';

/** Phrases for a wrong key, in the supported languages. */
const wrongKey =
  /(?<!\p{L})(?:invalid|not (?:a )?(?:valid|recogni[sz]ed|understood|understand|an option|a choice)|did(?: not|n['’]t) (?:get|catch|understand|recogni[sz]e)|ungültig\p{L}*|keine gültige|nicht (?:verstanden|erkannt|gültig|vergeben)|(?:invalide|incorrecte?)|pas (?:compris|reconnue?|valide)|inválid\p{L}*|no (?:es )?válid\p{L}*|no (?:le )?(?:hemos |he )?(?:entend|comprend)\p{L}*|non (?:è )?valid\p{L}*|non (?:ho|abbiamo) capito|ongeldige?|niet (?:begrepen|geldig|herkend|verstaan)|não (?:é )?válid\p{L}*|não (?:entend|compreend)\p{L}*)(?!\p{L})/iu;

/** The same of a secret that was entered. */
const wrongSecret =
  /(?<!\p{L})(?:wrong|incorrect|not (?:right|correct|match\w*)|denied|failed|(?:try|once) again|sorry|unfortunately|falsch\p{L}*|nicht (?:richtig|korrekt)|leider|erneut|faux|fausse|erroné\p{L}*|désolée?|incorrect[oa]|equivocad\p{L}*|errón\p{L}*|lo siento|errat\p{L}*|sbagliat\p{L}*|onjuiste?|verkeerde?|helaas|errad\p{L}*|incorret\p{L}*)(?!\p{L})/iu;

/** Whether a caller is told that a secret was not the right one. */
export function refusesSecret(text: string): boolean {
  return wrongSecret.test(text) || wrongKey.test(text);
}

/** Whether one of these lists says that the key was wrong. */
export function apologises(nodes: readonly GraphNode[]): boolean {
  return nodes.flatMap(spokenIn).some((text) => wrongKey.test(text));
}
