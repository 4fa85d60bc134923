import type { GraphNode } from '../../spec/index.ts';

/** What a caller hears at a place of the call flow, action by action. */
export function spokenIn({ actions }: Pick<GraphNode, 'actions'>): readonly string[] {
  return actions.flatMap(({ name, parameters: { text, prompt } }) => {
    const words = name === 'say' ? text : name === 'gather' ? prompt : undefined;
    return typeof words === 'string' && words.trim() !== '' ? [words] : [];
  });
}
