import type { Exploration } from '../../flows/explore/exploration.ts';
import { rules } from '../../flows/rules/index.ts';
import { type FlowFinding, judge } from '../../flows/rules/rule.ts';
import { escapeTerminal } from '../../reporters/text/escape.ts';
import { type Clause, clauses } from '../../spec/index.ts';

/** Places of one kind that are shown. */
const shown = 3;

interface Group {
  readonly id: string;
  readonly findings: readonly FlowFinding[];
}

/** Says which rules the call flow breaks, and where; true when one of them is a must. */
export function flowFindings(exploration: Exploration, callCommand: string, say: (line: string) => void): boolean {
  const ruled = rules.map((rule): Group => ({ id: rule.id, findings: judge(rule, exploration).findings }));
  const all = [...invalidAnswers(exploration), ...ruled, drifted(exploration)];
  const broken = all.filter(({ findings }) => findings.length > 0);
  const level = (id: string) => clauses[id.replaceAll('.', '-') as Clause].level;
  for (const { id, findings } of broken) {
    say(`\n${level(id) === 'must' ? '✗' : '!'} ${id} (${level(id)})`);
    for (const { path, expected, actual } of findings.slice(0, shown)) {
      say(escapeTerminal(`  after ${path.join(', ') || 'the start'}: expected ${expected}, got ${actual}`));
      say(escapeTerminal(`    ${callCommand} --press ${path.join(',') || '""'}`));
    }
    if (findings.length > shown) say(`  ${findings.length - shown} more places`);
  }
  return broken.some(({ id }) => level(id) === 'must');
}

/** Answers that cannot be played, by what is wrong with them; missing answers are left to the rules. */
function invalidAnswers({ graph: { nodes, root } }: Exploration): readonly Group[] {
  const groups = new Map<string, FlowFinding[]>();
  for (const { id, path, problem } of nodes) {
    if (!problem || (problem.requirement.startsWith('answer.http.') && id !== root)) continue;
    const { requirement, expected, actual } = problem;
    groups.set(requirement, [...(groups.get(requirement) ?? []), { path, expected, actual }]);
  }
  return [...groups].map(([id, findings]) => ({ id, findings }));
}

function drifted({ nondeterminism }: Exploration): Group {
  const id = 'flow.state.per-call';
  if (!nondeterminism) return { id, findings: [] };
  const { path, after } = nondeterminism;
  const actual = `something else after a call with ${after.join(', ') || 'no input'}`;
  return { id, findings: [{ path, expected: 'the same as in an earlier call', actual }] };
}
