import type { Bench } from '../../platform/bench.ts';
import { playCall } from '../../platform/call/call.ts';
import { type Action, type Exchange, type GraphNode, targetsOf } from '../../spec/index.ts';
import { exploredAtAll } from '../preconditions/explored-flow.ts';
import { otherCallers } from '../preconditions/other-callers.ts';
import { outboundFlow } from '../preconditions/outbound-flow.ts';
import { plainAnswer } from '../preconditions/valid-answer.ts';
import { type Requirement, Violation } from '../requirement.ts';

/** Two sets of values; what follows both of them into a target was put there by the caller. */
const canaries = [
  { from: '+12025550147', to: '+12025550183', digits: '739151', note: 'canaryone' },
  { from: '+12025550162', to: '+12025550138', digits: '826474', note: 'canarytwo' },
] as const;

/** Who calls or is called. */
type Party = 'inbound' | 'outbound' | 'SIP';

/** The values of one call; a SIP caller has an address instead of a number. */
function canaryOf(which: 0 | 1, party: Party) {
  const canary = canaries[which];
  return party === 'SIP' ? { ...canary, from: `sip:${canary.note}@example.com` } : canary;
}

/** Ways through the call flow that are tried; the nearest. */
const maxWays = 6;

interface Target {
  readonly action: Action;
  readonly text: string;
  readonly exchange: Exchange;
}

export const noTaint: Requirement = {
  id: 'answer.input.no-taint',
  clause: 'answer-input-no-taint',
  title: 'never turns caller data into a destination or URL',
  needs: ['answer'],
  walks: true,
  assumes: ['Q1', 'Q2', 'Q29'],
  hint: 'Choose destinations and URLs from a list of your own; never build them from what a caller sent or pressed.',
  async check(bench) {
    await plainAnswer(bench);
    const first = ['digits', '1', '2', ''].map((press) => [press, press, press]);
    const plain = first.map((press): Way => ({ press, party: 'inbound' }));
    for (const { press, party } of [...plain, ...(await suspicious(bench)), ...(await suspiciousOthers(bench))]) {
      const [one, other] = [await targets(bench, 0, press, party), await targets(bench, 1, press, party)];
      const [canary, twinCanary] = [canaryOf(0, party), canaryOf(1, party)];
      one.forEach((target, index) => {
        const twin = other[index];
        if (!twin || twin.action.name !== target.action.name) return;
        for (const field of ['from', 'to', 'digits', 'note'] as const) {
          if (!carries(target, canary[field]) || !carries(twin, twinCanary[field])) continue;
          throw new Violation('a target of the integration’s own', `${target.text}, made from ${field} of the caller`, {
            where: target.action.pointer,
            exchanges: [target.exchange],
          });
        }
      });
    }
  },
};

/** What a caller of a party does on the way to a target. */
interface Way {
  readonly press: readonly string[];
  readonly party: Party;
}

/** Ways to targets of the call flows that hold a number of the call, or digits that were keyed; it may be so by chance, and is tried with others. */
async function suspicious(bench: Bench): Promise<readonly Way[]> {
  const { from, to } = bench.newCall();
  const own = ['<from>', '<to>', ...[from, to].map((number) => number.slice(2))];
  const waysIn = (nodes: readonly GraphNode[], party: Party): readonly Way[] => {
    const ways = nodes.flatMap(({ actions, path: press }) => {
      const entered = press.flatMap((input) => keyed.exec(input)?.[1] ?? []);
      const texts = actions.flatMap(destinationsOf).map(String);
      const isFound = texts.some((text) => [...own, ...entered].some((each) => text.includes(each)));
      return isFound ? [{ press, party }] : [];
    });
    return ways.slice(0, maxWays);
  };
  const inbound = await exploredAtAll(bench);
  if (!inbound) return [];
  const outbound = await outboundFlow(bench);
  return [...waysIn(inbound.graph.nodes, 'inbound'), ...waysIn(outbound?.exploration.graph.nodes ?? [], 'outbound')];
}

/** The same of outbound calls, which may have a flow of their own, and of SIP callers. */
async function suspiciousOthers(bench: Bench) {
  const ways = (await otherCallers(bench)).flatMap(({ answered, call: { direction, from, to }, path }) => {
    const party: Party = direction === 'outbound' ? 'outbound' : 'SIP';
    const known = direction === 'outbound' ? [from, to] : [from].filter((address) => address.startsWith('sip:'));
    const texts = (answered.judged?.actions ?? []).flatMap(destinationsOf).map(String);
    const isFound = texts.some((text) => known.some((each) => text.includes(each.replace('+', ''))));
    return isFound ? [{ press: path, party }] : [];
  });
  return (['outbound', 'SIP'] as const).flatMap((party) => ways.filter((way) => way.party === party).slice(0, maxWays));
}

/** Digits that are long enough to be a phone number, and the key that ended them. */
const keyed = /^(\d{6,})((?:#|\*)?(?:\+\w+)?)$/;

/** Replaces the entered digits by the same number of digits of the canary. */
function canaryDigits(press: string, digits: string): string {
  if (press === 'digits') return digits;
  return press.replace(keyed, (_, entered: string, end: string) => digits.repeat(6).slice(0, entered.length) + end);
}

function carries({ text }: Target, value: string): boolean {
  const bare = value.replace('+', '');
  return text.includes(bare) || decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, '%25')).includes(bare);
}

/** Where the answers of one call lead: destinations, stream URLs, and redirect URLs but for their own query. */
async function targets(bench: Bench, which: 0 | 1, press: readonly string[], party: Party): Promise<readonly Target[]> {
  const canary = canaryOf(which, party);
  const direction = party === 'outbound' ? 'outbound' : 'inbound';
  const call = bench.newCall({ from: canary.from, to: canary.to, direction });
  const found: Target[] = [];
  let exchange: Exchange | undefined;
  const script = press.map((each) => canaryDigits(each, canary.digits));
  for await (const step of playCall(bench, call, script, { variables: { note: canary.note } })) {
    if (step.kind === 'answer') exchange = step.answered.exchange;
    if (step.kind !== 'action' || !exchange) continue;
    for (const text of targetTexts(step.action)) found.push({ action: step.action, text, exchange });
  }
  return found;
}

/** Where an action leads. The name of a conference is the integration's own matter. */
function destinationsOf(action: Pick<Action, 'name' | 'parameters'>): readonly unknown[] {
  return action.name === 'conference' ? [] : targetsOf(action);
}

function targetTexts(action: Action): readonly string[] {
  const texts = destinationsOf(action).filter((each) => typeof each === 'string');
  const {
    name,
    parameters: { url },
  } = action;
  if (name !== 'redirect' || typeof url !== 'string') return texts;
  const parsed = new URL(url);
  // Not its query: it is data for the server there, which behind a public base URL is the integration itself.
  return [...texts, `${parsed.host}${parsed.pathname}`];
}
