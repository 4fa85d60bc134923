import { type Command, command } from '../command.ts';
import { accessFlags, shared } from '../flags.ts';

export const send: Command = command({
  operand: 'EVENT',
  flags: {
    config: shared.config,
    envFile: shared.envFile,
    webhookUrl: shared.webhookUrl,
    webhookSecret: shared.webhookSecret,
    ...accessFlags,
    data: { takes: 'text', value: 'JSON', about: 'data of the event' },
    callId: { takes: 'text', value: 'ID', about: 'call of the event (default: a new one)' },
    from: { takes: 'text', value: 'NUMBER', about: 'number of the caller' },
    to: { takes: 'text', value: 'NUMBER', about: 'number that is called' },
    body: { takes: 'text', value: 'FILE', about: 'sends exactly these bytes instead' },
    unsigned: { takes: 'nothing', about: 'sends no signature' },
    remote: shared.remote,
    help: shared.help,
  },
  example: 'mvk send call.created --webhook-url http://127.0.0.1:3000/webhook',
  async run(flags, print, [name = '']) {
    const { sendEvent } = await import('../call/send-event.ts');
    return sendEvent(name, flags, print);
  },
});
