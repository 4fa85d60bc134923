import type { Command } from '../command.ts';
import { flags, targetFlags } from '../flags.ts';

export const call: Command = {
  name: 'call',
  summary: 'Play one phone call, by script or by hand.',
  options: {
    ...targetFlags,
    press: { type: 'string', value: 'LIST', about: 'what the caller does, such as 1,12#,wait,hangup' },
    destination: { type: 'string', value: 'REACH', about: 'dialled legs: answers, busy, unanswered or failed' },
    outbound: { type: 'boolean', about: 'MiniVoice places the call, to --to' },
    from: { type: 'string', value: 'NUMBER', about: 'number of the caller' },
    to: { type: 'string', value: 'NUMBER', about: 'number that is called' },
    'hang-up-at': { type: 'string', value: 'SECONDS', about: 'virtual second at which the caller hangs up' },
    save: { type: 'string', value: 'DIR', about: 'keeps the exchanges as fixtures in this new folder' },
    'keep-failures': { type: 'boolean', about: 'keeps calls with failed exchanges too' },
    json: flags.json,
    quiet: { type: 'boolean', about: 'prints only problems, and how the call ended' },
    help: flags.help,
  },
  example: [
    'mvk call --answer-url http://127.0.0.1:3000/answer    by hand, in a terminal',
    'mvk call --press 1,busy                               by script',
    "printf '1\\nbusy\\n' | mvk call                         by script, line by line",
    'mvk call --press 1 --save mvk-fixtures/normal         kept as fixtures',
    'mvk call --press 1 --assume Q47=hours     refused events come again for hours',
  ].join('\n  '),
  async run(values, print) {
    const { runCall } = await import('../call/run.ts');
    return runCall(values, print);
  },
};
