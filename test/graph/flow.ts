import type { Graph, GraphAction, GraphEdge, GraphNode, SegmentEnd } from '../../spec/index.ts';

/** A flow as its author thinks of it: every key of a menu that is not named leads to `other`. */
export type Flow = Readonly<Record<string, Piece>>;

export interface Piece {
  readonly does: readonly GraphAction[];
  readonly ends?: SegmentEnd;
  readonly keys?: Readonly<Record<string, string>>;
  readonly other?: string;
  readonly wait?: string;
  readonly next?: string;
  readonly problem?: GraphNode['problem'];
}

export const say = (text: string): GraphAction => ({ name: 'say', parameters: { text } });
export const gather = (prompt: string, more: object = {}): GraphAction => ({
  name: 'gather',
  parameters: { prompt, num_digits: 1, timeout_seconds: 5, ...more },
});
export const transfer = (destination: string): GraphAction => ({ name: 'transfer', parameters: { destination } });
export const redirect = (url: string): GraphAction => ({ name: 'redirect', parameters: { url } });

export function graphOf(flow: Flow, cut: Graph['explored']['cut'] = []): Graph {
  const names = Object.keys(flow);
  const id = (name: string | undefined): string => {
    if (name === undefined || !names.includes(name)) throw new Error(`the flow has no ${name}`);
    return `n${names.indexOf(name) + 1}`;
  };
  const edges = Object.entries(flow).flatMap(([name, { keys, other, wait, next }]): GraphEdge[] => {
    const from = id(name);
    if (next !== undefined) return [{ from, to: id(next), input: null }];
    if (!keys) return [];
    const pressed = other === undefined ? Object.keys(keys) : [...'1234567890*#', ...Object.keys(keys)];
    const inputs = [...new Set(pressed)].map((input) => ({ from, to: id(keys[input] ?? other), input }));
    return [...inputs, { from, to: id(wait ?? other), input: 'wait' }];
  });
  const nodes = Object.entries(flow).map(([name, { does, ends, keys, problem }]): GraphNode => {
    const last = does.at(-1)?.name;
    const ending = last === 'gather' || last === 'redirect' || last === 'transfer' ? last : 'list';
    const announced = Object.keys(keys ?? {}).filter((key) => key.length === 1);
    return { id: id(name), path: [], actions: does, ends: ends ?? ending, announced, ...(problem ? { problem } : {}) };
  });
  const limits = { maxDepth: 6, maxStates: 500, maxRequests: 2000 };
  return { version: 1, root: 'n1', nodes, edges, explored: { calls: 9, requests: 9, limits, cut } };
}

/** The same graph under other names, in another order. */
export function renamed(
  { nodes, edges, root, ...rest }: Graph,
  order: readonly number[] = [...nodes.keys()].reverse(),
): Graph {
  const id = (old: string): string => `n${Number(old.slice(1)) + 1000}`;
  return {
    ...rest,
    root: id(root),
    nodes: order.flatMap((index) => nodes.slice(index, index + 1)).map((node) => ({ ...node, id: id(node.id) })),
    edges: edges.toReversed().map(({ from, to, input }) => ({ from: id(from), to: id(to), input })),
  };
}

type Name = 'menu' | 'invalid' | 'again' | 'bye' | 'sales' | 'support' | 'wrong' | 'orders' | 'invoices' | 'sent';

export const words = 'For sales, press 1. For support, press 2.';
/** Two levels of menus, with a re-prompt in the menu's words, ways back and a goodbye at the end of two ways. */
export const shop: Readonly<Record<Name, Piece>> = {
  menu: { does: [say('Welcome.'), gather(words)], keys: { 1: 'sales', 2: 'support' }, other: 'invalid', wait: 'again' },
  invalid: { does: [say('Not a valid choice.'), redirect('/menu')], next: 'menu' },
  again: {
    does: [gather(`We heard nothing. ${words}`)],
    keys: { 1: 'sales', 2: 'support' },
    other: 'invalid',
    wait: 'bye',
  },
  bye: { does: [say('Goodbye.')] },
  sales: { does: [say('One moment, please.'), transfer('+12025550101')] },
  support: {
    does: [gather('For orders, press 1. For invoices, press 2. To go back, press 9.')],
    keys: { 1: 'orders', 2: 'invoices', 9: 'menu' },
    other: 'wrong',
  },
  wrong: { does: [say('Please try again.'), redirect('/support')], next: 'support' },
  orders: { does: [say('Please hold.'), transfer('+12025550102')] },
  invoices: {
    does: [gather('Enter the number of the invoice.', { num_digits: 4 })],
    keys: { '1234': 'sent', '0000': 'sent', '123+wait': 'wrong' },
    wait: 'wrong',
  },
  sent: { does: [say('We have sent it again.'), redirect('/bye')], next: 'bye' },
};

/** A menu that the shop does not have. */
export const hours: Flow = {
  hours: {
    does: [gather('For today, press 1. For tomorrow, press 2.')],
    keys: { 1: 'today', 2: 'tomorrow' },
    other: 'hours',
  },
  today: { does: [say('Open until six.')] },
  tomorrow: { does: [say('Closed all day.'), redirect('/bye')], next: 'bye' },
};
