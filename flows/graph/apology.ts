import type { GraphNode } from '../../spec/index.ts';
import { spokenIn } from './spoken.ts';

/** Phrases for a wrong key, in the supported languages. */
const wrongKey =
  /(?<!\p{L})(?:invalid|not (?:a )?(?:valid|recogni[sz]ed|understood|understand|an option|a choice)|did(?: not|n['’]t) (?:get|catch|understand|recogni[sz]e)|ungültig\p{L}*|keine gültige|nicht (?:verstanden|erkannt|gültig|vergeben)|(?:invalide|incorrecte?)|pas (?:compris|reconnue?|valide)|inválid\p{L}*|no (?:es )?válid\p{L}*|no (?:le )?(?:hemos |he )?(?:entend|comprend)\p{L}*|non (?:è )?valid\p{L}*|non (?:ho|abbiamo) capito|ongeldige?|niet (?:begrepen|geldig|herkend|verstaan)|não (?:é )?válid\p{L}*|não (?:entend|compreend)\p{L}*)(?!\p{L})/iu;

/** Whether one of these lists says that the key was wrong. */
export function apologises(nodes: readonly GraphNode[]): boolean {
  return nodes.flatMap(spokenIn).some((text) => wrongKey.test(text));
}
