import { type Command, command } from '../command.ts';
import { shared } from '../flags.ts';

export const listen: Command = command({
  flags: {
    port: { takes: 'integer', min: 0, value: 'N', about: 'port on 127.0.0.1 (default 4020; 0: any free one)' },
    forward: { takes: 'text', value: 'URL', about: 'sends requests on, and shows both sides' },
    status: { takes: 'list', value: 'LIST', about: 'statuses to answer with, in turn' },
    delay: { takes: 'integer', min: 0, value: 'MS', about: 'waits so many milliseconds before each response' },
    answer: { takes: 'text', value: 'FILE', about: 'body of the responses to answer requests' },
    webhookSecret: { takes: 'texts', value: 'SECRET', about: 'checks signatures' },
    listen: shared.listen,
    allowHost: shared.allowHost,
    fixtures: { takes: 'text', value: 'DIR', about: 'where calls are saved (default mvk-fixtures)' },
    config: shared.config,
    envFile: shared.envFile,
    remote: shared.remote,
    showSecrets: { takes: 'nothing', about: 'hides neither secrets nor numbers' },
    json: { takes: 'nothing', about: 'prints a line of JSON for each exchange' },
    help: shared.help,
  },
  example: [
    'mvk listen --webhook-secret SECRET',
    'mvk listen --forward http://127.0.0.1:3000/webhook',
    'mvk listen --status 500,500,204 --json',
  ].join('\n  '),
  async run(flags, print) {
    const { runListen } = await import('../listen/run.ts');
    return runListen(flags, print);
  },
});
