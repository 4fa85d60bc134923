import type { GraphNode } from '../../spec/index.ts';
import { spokenIn } from './spoken.ts';

/** Phrases for a wrong key, in the supported languages. */
const wrongKey =
  /(?<!\p{L})(?:invalid|not (?:a )?(?:valid|recogni[sz]ed|understood|understand|an option|a choice)|did(?: not|n['’]t) (?:get|catch|understand|recogni[sz]e)|ungültig\p{L}*|keine gültige|nicht (?:verstanden|erkannt|gültig|vergeben)|(?:invalide|incorrecte?)|pas (?:compris|reconnue?|valide)|inválid\p{L}*|no (?:es )?válid\p{L}*|no (?:le )?(?:hemos |he )?(?:entend|comprend)\p{L}*|non (?:è )?valid\p{L}*|non (?:ho|abbiamo) capito|ongeldige?|niet (?:begrepen|geldig|herkend|verstaan)|não (?:é )?válid\p{L}*|não (?:entend|compreend)\p{L}*)(?!\p{L})/iu;

/** Phrases for a key that the menu does not offer, in the supported languages. */
const notOffered = new RegExp(
  [
    /(?:not|\p{L}+n['’]t|none) (?:one )?of (?:the|our|your|these|those) (?:\p{L}+ )?(?:choices|options|keys|buttons|numbers)/u,
    /(?:wrong|unknown|incorrect|unavailable|no such|not a) (?:key|choice|option|button|selection|menu)/u,
    /(?:falsche|unbekannte|unzulässige|keine (?:der|von den|unserer)) (?:taste|auswahl|option|wahl|eingabe|möglichkeit|zahl)\p{L}*/u,
    /(?:taste|auswahl|option|möglichkeit|eingabe) (?:gibt es|steht|ist|haben wir) (?:\p{L}+ )?(?:nicht|unbekannt|falsch|unzulässig|nicht belegt)/u,
    /pas (?:(?:l['’])?une? (?:de nos |des )?|l['’]un[e]? d(?:e nos|es) |parmi (?:les|nos) )(?:choix|options?|touches?|possibilités?)/u,
    /(?:mauvais(?:e)?|aucun(?:e)?) (?:choix|option|touche)|(?:choix|option|touche) (?:n['’]existe pas|inconnue?|erronée?)/u,
    /no es (?:ninguna de |una de )?(?:las |nuestras |una )?opci[oó]n(?:es)?|(?:opción|tecla) (?:no existe|incorrecta|equivocada|desconocida|errónea)/u,
    /non è (?:una |tra )?(?:delle |le |nessuna delle )?(?:scelt[ae]|opzion[ei])|(?:scelta|opzione|tasto) (?:non esiste|errat[oa]|sbagliat[oa]|sconosciut[oa])/u,
    /geen (?:van de |van onze |bestaande )?(?:keuzes?|opties?|mogelijkhe(?:id|den)|toets(?:en)?)|(?:keuze|optie|toets) bestaat niet|(?:onbekende|verkeerde|foute) (?:keuze|optie|toets)/u,
    /não é (?:nenhuma |uma )?(?:das )?(?:opç(?:ão|ões)|escolhas?)|(?:opção|tecla) (?:não existe|incorreta|errada|desconhecida)/u,
  ]
    .map(({ source }) => `(?<!\\p{L})(?:${source})(?!\\p{L})`)
    .join('|'),
  'iu',
);

/** The same of a secret that was entered. */
const wrongSecret =
  /(?<!\p{L})(?:wrong|incorrect|not (?:right|correct|match\w*)|denied|failed|(?:try|once) again|sorry|unfortunately|falsch\p{L}*|nicht (?:richtig|korrekt)|leider|erneut|faux|fausse|erroné\p{L}*|désolée?|incorrect[oa]|equivocad\p{L}*|errón\p{L}*|lo siento|errat\p{L}*|sbagliat\p{L}*|onjuiste?|verkeerde?|helaas|errad\p{L}*|incorret\p{L}*)(?!\p{L})/iu;

/** Whether a caller is told that a secret was not the right one. */
export function refusesSecret(text: string): boolean {
  return wrongSecret.test(text) || wrongKey.test(text);
}

/** Whether one of these lists says that the key was wrong. */
export function apologises(nodes: readonly GraphNode[]): boolean {
  return nodes.flatMap(spokenIn).some((text) => wrongKey.test(text) || notOffered.test(text));
}
