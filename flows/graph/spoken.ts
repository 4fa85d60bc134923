import { type GraphNode, spokenBy } from '../../spec/index.ts';

/** What a caller hears at a place of the call flow, action by action. */
export function spokenIn({ actions }: Pick<GraphNode, 'actions'>): readonly string[] {
  return actions.flatMap((action) => {
    const words = spokenBy(action);
    return typeof words === 'string' && words.trim() !== '' ? [words] : [];
  });
}
