import type { GraphNode } from '../../spec/index.ts';
import { spokenIn } from '../graph/spoken.ts';
import type { Successors } from '../graph/successors.ts';
import { about, look } from './look.ts';
import type { FlowFinding } from './rule.ts';

/** Words about a key by which something is lost or paid for: nobody does that by saying nothing. */
const costly =
  /(?<!\p{L})(?:cancel (?:your|the|this|an?)|delete|erase|pay|purchase|buy|unsubscribe|absagen|abzusagen|stornieren|löschen|kündigen|bezahlen|zahlen|annuler (?:votre|le|la)|supprimer|payer|acheter|(?:cancelar|anular) (?:su|la|el)|borrar|eliminar|pagar|comprar|annullare|cancellare|pagare|comprare|annuleren|verwijderen|betalen|kopen)(?!\p{L})/iu;
/** Words for what happens to a caller who does nothing. */
const silent =
  /(?<!\p{L})(?:wait|hold|stay|otherwise|do nothing|unless|warten|bleiben|sonst|andernfalls|attend\p{L}*|patient\p{L}*|sinon|esper\p{L}*|de lo contrario|attend\p{L}*|altrimenti|wacht\p{L}*|anders)(?!\p{L})/iu;

/** Silence that does what a key does by which something is lost. */
export function doneUnasked(ways: Successors, menu: GraphNode): FlowFinding | undefined {
  if (spokenIn(menu).some((text) => silent.test(text)) || !ways.inputs(menu).includes('wait')) return undefined;
  const key = menu.announced.find(
    (each) =>
      costly.test(about(menu, each)) &&
      ways.after(menu, each).at(-1)?.ends === 'list' &&
      look(ways, menu, each) === look(ways, menu, 'wait') &&
      // Where every key does the same, the call is over.
      menu.announced.some((other) => look(ways, menu, other) !== look(ways, menu, each)),
  );
  if (key === undefined) return undefined;
  const expected = `entering nothing not to do what key ${key} does, which the prompt says`;
  return { path: [...menu.path, 'wait'], expected, actual: 'the same' };
}
