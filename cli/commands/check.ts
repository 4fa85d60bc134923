import type { Command } from '../command.ts';
import { flags } from '../flags.ts';
import { callCommandOf, commandOf } from '../reproduce.ts';

export const check: Command = {
  name: 'check',
  summary: 'Check an integration and write the reports.',
  options: flags,
  example: 'mvk check --answer-url http://127.0.0.1:3000/answer --start "npm start"',
  async run(values, print) {
    const [{ resolve }, { runCheck }] = await Promise.all([import('../config/resolve.ts'), import('../check/run.ts')]);
    const resolved = await resolve(values, process.cwd(), process.env);
    return runCheck(resolved, values, { command: commandOf(values), callCommand: callCommandOf(values) }, print);
  },
};
