import { spokenSeconds } from '../../platform/call/speech.ts';
import type { Rule } from './rule.ts';

/** Seconds; the catalogue's number. */
const longest = 20;

export const promptShort: Rule = {
  id: 'flow.prompt.short',
  of: 'prompt',
  judge(_, ways) {
    const prompts = ways.nodes.flatMap(({ path, actions }) =>
      actions.flatMap(({ name, parameters: { text, prompt } }) => {
        const words = name === 'say' ? text : name === 'gather' ? prompt : undefined;
        return typeof words === 'string' && words !== '' ? [{ path, words, name }] : [];
      }),
    );
    const findings = prompts
      .map((each) => ({ ...each, seconds: spokenSeconds(each.words) }))
      .filter(({ seconds }) => seconds > longest)
      .map(({ path, words, name, seconds }) => ({
        path,
        expected: `a ${name} of at most ${longest} s at 150 words a minute`,
        actual: `about ${Math.round(seconds)} s: ${JSON.stringify(words.length > 80 ? `${words.slice(0, 79)}…` : words)}`,
      }));
    return { findings, looked: prompts.length };
  },
};
