import type { GraphNode } from '../../spec/index.ts';
import { spokenIn } from '../graph/spoken.ts';
import type { Successors } from '../graph/successors.ts';
import { isUndeclared } from './digits/gathers.ts';
import { about, look } from './look.ts';
import { isMisplaced } from './misplaced.ts';
import type { FlowFinding } from './rule.ts';

/** Words about a key by which something is lost, paid for or agreed to: nobody does that by saying nothing, or by a wrong key. */
const costly =
  /(?<!\p{L})(?:cancel (?:your|the|this|an?)|delete|erase|pay|purchase|buy|unsubscribe|confirm|accept|agree|approve|consent|to (?:book|order|reserve)|absagen|abzusagen|stornieren|löschen|kündigen|bezahlen|zahlen|bestätig\p{L}*|zu(?:zu)?stimm\p{L}*|annehmen|anzunehmen|buchen|bestellen|annuler (?:votre|le|la)|supprimer|payer|acheter|confirm(?:er|ar|are)|accept(?:er|eren)|réserver|(?:cancelar|anular) (?:su|la|el)|borrar|eliminar|pagar|comprar|aceptar|aceitar|reservar|annullare|cancellare|pagare|comprare|confermare|accettare|prenotare|annuleren|verwijderen|betalen|kopen|bevestigen|boeken)(?!\p{L})/iu;
/** Words for what happens to a caller who does nothing. */
const silent =
  /(?<!\p{L})(?:wait|hold|stay|otherwise|do nothing|unless|warten|bleiben|sonst|andernfalls|attend\p{L}*|patient\p{L}*|sinon|esper\p{L}*|de lo contrario|attend\p{L}*|altrimenti|wacht\p{L}*|anders)(?!\p{L})/iu;

/** Words by which any key is as good as the one that is named. */
const anyKey =
  /(?<!\p{L})(?:any (?:other )?key|(?:eine|jede|jeder) (?:beliebige |andere )*taste|n.importe quelle (?:autre )?touche|(?:cualquier|qualquer) (?:otra |outra )?tecla|(?:un|qualsiasi) (?:altro )?tasto|(?:een )?willekeurige toets)(?!\p{L})/iu;

/** Silence, or a wrong key, that does what a key does by which something is lost or agreed to. */
export function doneUnasked(ways: Successors, menu: GraphNode): FlowFinding | undefined {
  const words = spokenIn(menu);
  const isUnmeant = (input: string) =>
    input === 'wait'
      ? !words.some((text) => silent.test(text))
      : isUndeclared(input, menu) && !words.some((text) => anyKey.test(text));
  const unmeant = [...ways.inputs(menu)].reverse().filter(isUnmeant);
  for (const key of menu.announced.filter((each) => costly.test(about(menu, each)))) {
    if (ways.after(menu, key).at(-1)?.ends !== 'list') continue;
    // Where every key does the same, the call is over.
    if (menu.announced.every((other) => look(ways, menu, other) === look(ways, menu, key))) continue;
    const input = unmeant.find((each) => look(ways, menu, each) === look(ways, menu, key));
    if (input === undefined) continue;
    const done = input === 'wait' ? 'entering nothing' : `key ${input}, which the prompt does not name,`;
    const expected = `${done} not to do what key ${key} does, which the prompt says`;
    return { path: [...menu.path, input], expected, actual: 'the same' };
  }
  return undefined;
}

/** Words for something that was done, as they are said to who agreed to it. */
const done =
  /(?<!\p{L})(?:confirmed|booked|reserved|ordered|placed|cancell?ed|deleted|removed|paid|charged|bestätigt|gebucht|reserviert|bestellt|storniert|abgesagt|gelöscht|bezahlt|abgebucht|gekündigt|confirmée?s?|réservée?s?|commandée?s?|annulée?s?|supprimée?s?|payée?s?|confirmad[oa]s?|reservad[oa]s?|pedid[oa]|cancelad[oa]s?|anulad[oa]s?|eliminad[oa]s?|pagad[oa]s?|confermat[oaie]|prenotat[oaie]|annullat[oaie]|cancellat[oaie]|pagat[oaie]|bevestigd|geboekt|gereserveerd|besteld|geannuleerd|verwijderd|betaald)(?!\p{L})/iu;
/** Words for what the caller said, whatever it was: `your choice is confirmed`. */
const anyChoice =
  /(?<!\p{L})(?:choice|answer|response|selection|reply|vote|feedback|auswahl|antwort|eingabe|choix|réponse|elección|respuesta|selección|scelta|risposta|keuze|antwoord|escolha|resposta)(?!\p{L})/iu;
/** Words for what is not done: `you have not been charged`. */
const undone =
  /(?<!\p{L})(?:not|no|nothing|nicht|nichts|kein\p{L}*|pas|rien|nada|non|niente|niet|niets|não)(?!\p{L})/iu;

/** A key that does what another one does by which something is lost or agreed to, and that stands for something else. */
export function doneInstead(ways: Successors, menu: GraphNode): FlowFinding | undefined {
  for (const key of menu.announced.filter((each) => costly.test(about(menu, each)))) {
    const met = ways.after(menu, key);
    const words = met.flatMap(spokenIn);
    if (met.at(-1)?.ends !== 'list' || !words.some(saysDone)) continue;
    const isElse = (each: string) => !costly.test(about(menu, each)) || isMisplaced(menu, each, key, ways);
    const other = menu.announced.find(
      (each) => each !== key && isElse(each) && look(ways, menu, each) === look(ways, menu, key),
    );
    if (other === undefined || silent.test(about(menu, other))) continue;
    const expected = `key ${other} not to do what key ${key} does, which the prompt says`;
    return { path: [...menu.path, other], expected, actual: 'the same' };
  }
  return undefined;
}

function saysDone(text: string): boolean {
  return text.split(/(?<=[.!?])\s+/).some((each) => done.test(each) && !undone.test(each) && !anyChoice.test(each));
}
