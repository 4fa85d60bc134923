import { type Command, command } from '../command.ts';
import { shared } from '../flags.ts';
import { callCommandOf, commandOf } from '../reproduce.ts';

const { demo: _demo, flawed: _flawed, keepFailures: _keepFailures, ...checkFlags } = shared;

export const check: Command = command({
  summary: 'Check an integration and write the reports.',
  flags: checkFlags,
  example: 'mvk check --answer-url http://127.0.0.1:3000/answer --start "npm start"',
  async run(flags, print) {
    const [{ resolve }, { runCheck }] = await Promise.all([import('../config/resolve.ts'), import('../check/run.ts')]);
    const resolved = await resolve(flags, process.cwd(), process.env);
    return runCheck(resolved, flags, { command: commandOf(flags), callCommand: callCommandOf(flags) }, print);
  },
});
