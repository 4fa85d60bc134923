const origin = `http://127.0.0.1:${process.env.PORT ?? '3000'}`;

/** @type {import('minivoice-conformance').KitConfig} */
export default {
  name: 'reception (Node)',
  answerUrl: `${origin}/answer`,
  webhookUrl: `${origin}/webhook`,
  webhookSecret: 'a-secret-for-tests-only-0123456789',
  start: { command: 'node server.js' },
  observe: { callUrl: `${origin}/calls/{call_id}` },
  fixtures: 'mvk-fixtures',
  api: {
    triggers: [
      {
        name: 'dial',
        operation: 'createCall',
        request: { method: 'POST', url: `${origin}/dial`, body: { to: '+12025550150' } },
        distinguish: [
          ['insufficient_balance', 'no_active_trunk'],
          ['cps_limit_reached', 'concurrent_call_limit_reached'],
          ['invalid_request'],
        ],
      },
      {
        name: 'summary',
        operation: 'getCallAiSummary',
        request: { method: 'GET', url: `${origin}/summary?call_id=call_123` },
      },
    ],
  },
};
