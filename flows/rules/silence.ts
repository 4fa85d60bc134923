import type { Rule } from './rule.ts';

/** The catalogue's number. */
const max = 10;

export const silenceEnds: Rule = {
  id: 'flow.silence.ends',
  of: 'gather',
  judge({ probes }, ways) {
    const gathers = ways.nodes.filter(({ ends }) => ends === 'gather');
    const expected = `the call to end within ${max} prompts when the caller is silent`;
    const findings = probes
      .filter(({ input, outcome }) => input === 'wait' && outcome === 'goes on')
      .map(({ path }) => ({
        path: [...path, ...Array.from({ length: max }, () => 'wait')],
        expected,
        actual: `a silent caller is still asked after ${max} prompts`,
      }));
    return { findings, looked: gathers.length };
  },
};
