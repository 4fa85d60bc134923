import { type GraphNode, targetsOf } from '../../spec/index.ts';
import type { FlowFinding, Rule } from './rule.ts';

/** Emergency numbers, as they are dialled within a country. */
const emergency = new Set([
  '000',
  '100',
  '101',
  '102',
  '108',
  '110',
  '111',
  '112',
  '113',
  '114',
  '115',
  '117',
  '118',
  '119',
  '122',
  '190',
  '911',
  '995',
  '997',
  '998',
  '999',
]);

/** Ranges in which the called party sets the price: ITU-T E.169.2, satellite networks, and national premium ranges. */
const premium =
  /^\+(?:979|87[08]|88[12378]|1(?:900|976)|49(?:900|137|118)|44(?:9\d|87[123])|33(?:89|118)|43(?:9[0-3])|41(?:90[016])|31(?:90[069])|34(?:80[367]|905|118)|39(?:89\d|16[456])|32(?:90\d)|46(?:900|939|944)|47(?:82\d)|45(?:90\d)|61(?:190)|48(?:70\d))/;

/** A number that keeps the 0 of national dialling behind its country code; Italy keeps it rightly. */
const trunkZero = /^\+(?:49|44|33|31|43|41|32|34|46|47|45|61|48|351|353)0/;

/** Texts that programs write for a missing value. */
const unfilled =
  /(?<![A-Za-z0-9])(?:undefined|null|None|NaN|nil|\[object \w+\])(?![A-Za-z0-9])|[$#]?\{[^{}]*\}|<%|%[sd](?![0-9a-f])/;

export const targetIntended: Rule = {
  id: 'flow.transfer.intended',
  of: 'transfer, bridge, conference or stream',
  judge(_, ways) {
    const targets = ways.nodes.flatMap((node) => textsOf(node).map((target) => ({ node, target })));
    const numbers = targets.map(({ target }) => target).filter((target) => target.startsWith('+'));
    const findings = targets.flatMap(({ node: { path }, target }): FlowFinding[] => {
      const actual = unintended(target, numbers);
      return actual ? [{ path, expected: 'an intended destination', actual: `${target}, ${actual}` }] : [];
    });
    return { findings, looked: targets.length };
  },
};

function textsOf({ actions }: GraphNode): readonly string[] {
  return actions.flatMap(targetsOf).filter((target) => typeof target === 'string');
}

/** What is wrong with a target, in words. */
function unintended(target: string, others: readonly string[]): string | undefined {
  // A URL of a stream may hold what it likes behind its path.
  const [address = ''] = target.split('?');
  if (unfilled.test(address)) return 'in which a value is missing';
  const [, user = target] = /^sips?:([^@;]*)/i.exec(target) ?? [];
  const digits = user.replace(/^\+/, '');
  if (!/^\d+$/.test(digits)) return undefined;
  if (emergency.has(digits)) return 'an emergency or service number';
  if (!user.startsWith('+')) return undefined;
  if (emergency.has(digits.replace(/^(?:1|4[0-9]|3[0-9]|61)/, ''))) return 'an emergency or service number';
  if (premium.test(user)) return 'a range in which the called party sets the price';
  if (trunkZero.test(user)) return 'which keeps the national 0 after its country code';
  if (digits.length < 7) return 'too short for a telephone number';
  if (digits.startsWith('1') && digits.length !== 11) return 'which does not have ten digits after +1';
  const whole = others.find((other) => lacksCountryCode(digits, other.replace(/^\+/, '')));
  return whole && `which is like ${whole} without its country code`;
}

/** Digits of the national number that two numbers must share to be of one place. */
const sharedDigits = 5;

function lacksCountryCode(digits: string, whole: string): boolean {
  return [1, 2, 3].some(
    (code) =>
      whole.length - code === digits.length && whole.slice(code, code + sharedDigits) === digits.slice(0, sharedDigits),
  );
}
