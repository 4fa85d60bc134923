import type { Command } from '../command.ts';
import { flags } from '../flags.ts';

export const send: Command = {
  name: 'send',
  summary: 'Send one signed event to a webhook URL.',
  operand: 'EVENT',
  options: {
    config: flags.config,
    'webhook-url': flags['webhook-url'],
    'webhook-secret': flags['webhook-secret'],
    data: { type: 'string', value: 'JSON', about: 'data of the event' },
    'call-id': { type: 'string', value: 'ID', about: 'call of the event (default: a new one)' },
    from: { type: 'string', value: 'NUMBER', about: 'number of the caller' },
    to: { type: 'string', value: 'NUMBER', about: 'number that is called' },
    body: { type: 'string', value: 'FILE', about: 'sends exactly these bytes instead' },
    unsigned: { type: 'boolean', about: 'sends no signature' },
    remote: flags.remote,
    help: flags.help,
  },
  example: 'mvk send call.created --webhook-url http://127.0.0.1:3000/webhook',
  async run(values, print, [name = '']) {
    const { deliver } = await import('../call/send-event.ts');
    return deliver(name, values, print);
  },
};
