import type { GraphNode } from '../../spec/index.ts';
import { spokenIn } from '../graph/spoken.ts';
import type { Successors } from '../graph/successors.ts';
import { isUndeclared } from './digits/gathers.ts';
import { about, look } from './look.ts';
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
