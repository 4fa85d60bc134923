import type { Exploration } from '../../flows/explore/exploration.ts';
import { rules } from '../../flows/rules/index.ts';
import { judge } from '../../flows/rules/rule.ts';

interface Found {
  readonly id: string;
  readonly path: readonly string[];
}

/** All that is found in a call flow: by the rules, in the answers, and between calls. */
export function findingsOf(exploration: Exploration): readonly Found[] {
  const { graph, nondeterminism, begins } = exploration;
  const ruled = rules.flatMap((rule) => judge(rule, exploration).findings.map(({ path }) => ({ id: rule.id, path })));
  const inAnswers = graph.nodes.flatMap(({ id, path, actions, ends, problem }) => {
    const isEmpty = ends === 'list' && actions.length === 0 && begins.has(id);
    const requirement = isEmpty ? 'answer.actions.not-empty' : problem?.requirement;
    return requirement && !requirement.startsWith('answer.http.') ? [{ id: requirement, path }] : [];
  });
  return [
    ...ruled,
    ...inAnswers,
    ...(nondeterminism ? [{ id: 'flow.state.per-call', path: nondeterminism.path }] : []),
  ];
}
