import { type Command, command } from '../command.ts';
import { shared, targetFlags } from '../flags.ts';

export const call: Command = command({
  flags: {
    ...targetFlags,
    press: { takes: 'text', value: 'LIST', about: 'what the caller does, such as 1,12#,wait,hangup' },
    destination: {
      takes: 'word',
      words: ['answers', 'busy', 'unanswered', 'failed'],
      value: 'REACH',
      about: 'dialled legs: answers, busy, unanswered or failed',
    },
    outbound: { takes: 'nothing', about: 'MiniVoice places the call, to --to' },
    from: { takes: 'text', value: 'NUMBER', about: 'number of the caller' },
    to: { takes: 'text', value: 'NUMBER', about: 'number that is called' },
    hangUpAt: { takes: 'integer', min: 0, value: 'SECONDS', about: 'virtual second at which the caller hangs up' },
    save: { takes: 'text', value: 'DIR', about: 'keeps the exchanges as fixtures in this new folder' },
    keepFailures: shared.keepFailures,
    verbose: { takes: 'nothing', about: 'shows all headers and bodies' },
    json: shared.json,
    quiet: { takes: 'nothing', about: 'prints only problems, and how the call ended' },
    help: shared.help,
  },
  example: [
    'mvk call --answer-url http://127.0.0.1:3000/answer    by hand, in a terminal',
    'mvk call --press 1,busy                               by script',
    "printf '1\\nbusy\\n' | mvk call                         by script, line by line",
    'mvk call --press 1 --save mvk-fixtures/normal         kept as fixtures',
    'mvk call --press 1 --assume Q47=hours     refused events come again for hours',
  ].join('\n  '),
  async run(flags, print) {
    const { runCall } = await import('../call/run.ts');
    return runCall(flags, print);
  },
});
