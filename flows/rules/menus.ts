import { connects, type GraphNode, targetsOf } from '../../spec/index.ts';
import type { Walked } from '../explore/exploration.ts';
import { apologises } from '../graph/apology.ts';
import type { Successors } from '../graph/successors.ts';
import { doneInstead, doneUnasked } from './costly.ts';
import { isUndeclared } from './digits/gathers.ts';
import { about, look } from './look.ts';
import { exchangedKeys } from './misplaced.ts';
import type { FlowFinding, Rule } from './rule.ts';

export const invalidDistinct: Rule = {
  id: 'flow.gather.invalid-distinct',
  of: 'gather whose prompt names two keys or more',
  judge(exploration, ways) {
    const menus = menusOf(exploration, ways, 2);
    const findings = menus.flatMap((menu): FlowFinding[] => {
      const silent = ends(ways, menu, 'wait');
      // After several attempts a caller may be put through all the same.
      const costly = doneUnasked(ways, menu);
      if (costly) return [costly];
      if (earlierRounds(ways, menus, menu).length > 0) return [];
      for (const key of ways.inputs(menu).filter((input) => isUndeclared(input, menu))) {
        const where = ends(ways, menu, key);
        const named = menu.announced.find((each) => ends(ways, menu, each) === where);
        if (named === undefined || where === undefined || where === silent) continue;
        if (helps.test(about(menu, named))) continue;
        if (!isService(ways, menu, key) && !isOwnWords(ways, menu, named)) continue;
        const expected = `key ${key}, which the prompt does not name, not to end where key ${named} does`;
        return [{ path: [...menu.path, key], expected, actual: `the same: ${where}` }];
      }
      return [];
    });
    return { findings, looked: menus.length };
  },
};

export const announcedKeys: Rule = {
  id: 'flow.gather.announced-keys',
  of: 'gather whose prompt names keys',
  judge(exploration, ways) {
    const menus = menusOf(exploration, ways, 1);
    const findings = menus.flatMap((menu) => {
      const misplaced = doneInstead(ways, menu) ?? exchanged(ways, menu);
      if (misplaced) return [misplaced];
      const invalid = invalidInput(ways, menu);
      return menu.announced.flatMap((key): FlowFinding[] => {
        const own = ways.after(menu, key).at(-1);
        if (!own || own.problem || own.ends === 'loop' || !isSame(ways, menu, key, invalid)) return [];
        if (isService(ways, menu, key) ? !isForgotten(ways, menus, menu, key) : mayBeSo(ways, menus, menu, key))
          return [];
        const expected = `key ${key}, which the prompt names, to lead to a place of its own`;
        const actual = `what ${invalid === 'wait' ? 'entering nothing' : `key ${invalid}`} leads to`;
        return [{ path: [...menu.path, key], expected, actual }];
      });
    });
    return { findings, looked: menus.length };
  },
};

function exchanged(ways: Successors, menu: GraphNode): FlowFinding | undefined {
  const [key, other] = exchangedKeys(menu, ways) ?? [];
  if (key === undefined) return undefined;
  const expected = `key ${key} to lead to what the prompt says of it`;
  return { path: [...menu.path, key], expected, actual: `what it says of key ${other}` };
}

/** The same menu, asked before. */
function earlierRounds(ways: Successors, menus: readonly GraphNode[], menu: GraphNode): readonly GraphNode[] {
  return menus.filter((other) => other.path.length < menu.path.length && isAgain(ways, menu, other));
}

/** A key by which the menu comes again in an earlier round: how often it may is bounded. */
function hasComeAgain(ways: Successors, menus: readonly GraphNode[], menu: GraphNode, key: string): boolean {
  return earlierRounds(ways, menus, menu).some((other) => {
    const last = ways.after(other, key).at(-1);
    return last !== undefined && isAgain(ways, other, last) && repeats.test(about(other, key));
  });
}

/** Words about a key that has the menu spoken again. */
const repeats =
  /again|repeat|replay|wiederhol|noch ?(?:ein)?mal|erneut|répét|réécout|repetir|de nuevo|otra vez|nuevamente|ripet|di nuovo|herhaal|opnieuw|nogmaals|de novo|outra vez|à nouveau|de nouveau|encore une fois/i;

/** Whether a key may do the same as a wrong one: it leads back or ends the call without saying that it was wrong, or no attempt is left. */
function mayBeSo(ways: Successors, menus: readonly GraphNode[], menu: GraphNode, key: string): boolean {
  if (hasComeAgain(ways, menus, menu, key)) return true;
  const isMeant = leaves.test(about(menu, key)) && !apologises(ways.after(menu, key));
  return isMeant || isHandled(ways, menus, menu, key);
}

/** Words about a key by which the menu comes again, the call ends, or things stay as they are, as may well be for invalid input. */
const leaves =
  /again|repeat|replay|return|back|previous|main menu|start over|hauptmenü|menu principal|menú principal|menu principale|hoofdmenu|de nuevo|otra vez|nuevamente|di nuovo|opnieuw|nogmaals|de novo|outra vez|à nouveau|de nouveau|encore une fois|hang up|\bend\b|exit|quit|leave|finish|cancel|goodbye|\bno\b|keep|save|send|continue|stay|skip|done|decline|reject|refuse|deny|opt.?out|wiederhol|zurück|beenden|\bnein\b|ablehn|abbrech|speicher|senden|schicken|behalten|fortfahren|fertig|répét|réécout|retour|\bnon\b|refus|annul|enregistrer|envoyer|garder|conserver|continuer|terminer|raccrocher|quitter|repetir|volver|salir|rechaz|cancelar|guardar|enviar|mantener|conservar|continuar|seguir|terminar|colgar|ripet|tornare|annull|salv|inviare|mantenere|continuare|terminare|riagganciare|herhaal|terug|\bnee\b|annuleren|opslaan|versturen|verzenden|behouden|doorgaan|stoppen|ophangen|manter|salvar|gravar|desligar|voltar|sair/i;
/** Words for a key that leads to an operator. */
const helps =
  /operator|agent|representative|reception|attendant|assistance|someone|person|human|people|\bteam\b|specialist|\bstaff\b|mitarbeiter|zentrale|vermittlung|empfang|opérat|conseiller|operador|recepci|operatore|medewerker/i;

/** Menus whose digits can lead somewhere: behind them something is asked for that can be asked. */
export function menusOf({ begins }: Walked, ways: Successors, named: number): readonly GraphNode[] {
  return ways.nodes.filter((node) => {
    if (node.ends !== 'gather' || node.announced.length < named) return false;
    const met = ways.after(node, node.announced[0] ?? '');
    return met.some(({ id }) => begins.has(id)) && met.at(-1)?.ends !== 'elsewhere';
  });
}

function invalidInput(ways: Successors, menu: GraphNode): string {
  return ways.inputs(menu).find((input) => isUndeclared(input, menu)) ?? 'wait';
}

/** Equal in all that is met, if perhaps with another count of attempts. */
function isSame(ways: Successors, menu: GraphNode, one: string, other: string): boolean {
  return look(ways, menu, one) === look(ways, menu, other);
}

/** The destination of an input, as text: equal texts mean the same place. */
export function ends(ways: Successors, menu: GraphNode, input: string): string | undefined {
  const last = ways.after(menu, input).at(-1);
  const action = last?.actions.at(-1);
  if (!last || last.problem) return undefined;
  const [target] = action ? targetsOf(action) : [];
  if (last.ends === 'transfer' || last.ends === 'bridge') return `a ${last.ends} to ${String(target)}`;
  return last.ends === 'conference' ? `the conference ${String(target)}` : `place ${last.id} of the call flow`;
}

/** Whether a key ends the call with words that are meant for it: not those of a farewell, of a remark, or of every key. */
function isOwnWords(ways: Successors, menu: GraphNode, key: string): boolean {
  const met = ways.after(menu, key);
  const own = look(ways, menu, key);
  if (met.at(-1)?.ends !== 'list' || leaves.test(about(menu, key)) || apologises(met)) return false;
  return menu.announced.some((other) => other !== key && look(ways, menu, other) !== own);
}

/** Somebody is reached, or another menu: not a remark that the key was wrong, nor the same menu once more. */
export function isService(ways: Successors, menu: GraphNode, input: string): boolean {
  const last = ways.after(menu, input).at(-1);
  if (!last) return false;
  if (last.ends !== 'gather') return connects(last.ends);
  return !isAgain(ways, menu, last) && last.path.length > menu.path.length;
}

/** The same menu again, perhaps after a remark or with fewer attempts left: its keys lead to the same places. */
export function isAgain(ways: Successors, menu: GraphNode, other: GraphNode): boolean {
  if (menu === other) return true;
  if (other.ends !== 'gather' || other.announced.join() !== menu.announced.join()) return false;
  const tried = menu.announced.filter((key) => ways.after(other, key).length > 0);
  return tried.length === 0 || tried.some((key) => look(ways, menu, key) === look(ways, other, key));
}

/** A key that leads on elsewhere, at the same menu, where a wrong one does not: here no key does, as no attempt is left. */
function isHandled(ways: Successors, menus: readonly GraphNode[], menu: GraphNode, key: string): boolean {
  const invalid = invalidInput(ways, menu);
  if (menu.announced.some((other) => other !== key && leadsOn(ways, menu, other, invalid))) return false;
  return menus.some((other) => {
    if (other === menu || !isAgain(ways, menu, other)) return false;
    const last = ways.after(other, key).at(-1);
    return last && !isAgain(ways, menu, last) && !isSame(ways, other, key, invalidInput(ways, other));
  });
}

/** A key that leads elsewhere in another round of this menu, while others still lead on here. */
function isForgotten(ways: Successors, menus: readonly GraphNode[], menu: GraphNode, key: string): boolean {
  if (helps.test(about(menu, key))) return false;
  const invalid = invalidInput(ways, menu);
  if (!menu.announced.some((each) => each !== key && leadsOn(ways, menu, each, invalid))) return false;
  return menus.some((other) => {
    if (other === menu || !isAgain(ways, menu, other)) return false;
    return leadsOn(ways, other, key, invalidInput(ways, other)) && ends(ways, other, key) !== ends(ways, menu, key);
  });
}

/** Whether a key leads to a place that is neither this menu nor the place of a wrong key. */
function leadsOn(ways: Successors, menu: GraphNode, key: string, invalid: string): boolean {
  const last = ways.after(menu, key).at(-1);
  return last !== undefined && !isAgain(ways, menu, last) && !isSame(ways, menu, key, invalid);
}
