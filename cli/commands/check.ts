import { type Command, command, UsageError } from '../command.ts';
import { shared } from '../flags.ts';

const {
  demo: _demo,
  flawed: _flawed,
  keepFailures: _keepFailures,
  listen: _listen,
  allowHost: _allowHost,
  help,
  ...checkFlags
} = shared;

export const check: Command = command({
  flags: {
    ...checkFlags,
    lastFailed: { takes: 'nothing', about: 'only what failed in the last report' },
    timeBudget: { takes: 'text', value: 'TIME', about: 'ends after TIME, such as 20s; failures first' },
    verbose: { takes: 'nothing', about: 'shows every exchange live, on standard error' },
    watch: { takes: 'nothing', about: 'checks again whenever a file changes' },
    repeat: { takes: 'integer', min: 1, value: 'N', about: 'N runs with other seeds; says what differs' },
    help,
  },
  example: 'mvk check --answer-url http://127.0.0.1:3000/answer --start "npm start"',
  async run(flags, print) {
    const { knownVersion } = await import('../config/contract-version.ts');
    knownVersion(flags.contract);
    const [{ resolve }, { runCheck }, { selectedIn }, { callCommandOf, commandOf }] = await Promise.all([
      import('../config/resolve.ts'),
      import('../check/run.ts'),
      import('../check/select.ts'),
      import('../reproduce.ts'),
    ]);
    const commands = { command: commandOf(flags), callCommand: callCommandOf(flags) };
    const resolveAgain = () => resolve(flags, process.cwd(), process.env);
    if (flags.watch) {
      if (flags.json || flags.repeat !== undefined || flags.lastFailed) {
        throw new UsageError('--watch goes with none of --json, --repeat and --last-failed', 'Leave one of them out.');
      }
      const { runWatch } = await import('../watch/run.ts');
      return runWatch({ resolve: resolveAgain, flags, commands, update: flags, print }, process.cwd());
    }
    const resolved = await resolveAgain();
    const selected = await selectedIn(flags);
    if (flags.repeat === undefined) return runCheck(resolved, flags, commands, print, selected);
    const { runRepeated } = await import('../check/repeated.ts');
    return runRepeated(resolved, flags, commands, selected, flags.repeat, print);
  },
});
