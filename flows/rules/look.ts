import { announcements } from '../../platform/call/announced.ts';
import type { GraphNode } from '../../spec/index.ts';
import type { Successors } from '../graph/successors.ts';

/** What the prompt says about a key. */
export function about({ actions }: GraphNode, key: string): string {
  const text = actions.map(({ parameters: { text, prompt } }) => `${text ?? ''} ${prompt ?? ''}`).join(' ');
  return announcements(text)
    .filter((each) => each.key === key)
    .map((each) => each.about)
    .join(' ');
}

/** What follows an input, as text. */
export function look(ways: Successors, menu: GraphNode, input: string): string {
  return JSON.stringify(ways.after(menu, input).map(({ actions, ends: end }) => [actions, end]));
}
