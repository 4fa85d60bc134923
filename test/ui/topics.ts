import { noApi } from '../../cli/ui/api.ts';
import { noChecks } from '../../cli/ui/checks/checks.ts';
import { noFixtures } from '../../cli/ui/fixtures.ts';
import { noFlow } from '../../cli/ui/flow.ts';
import { idle } from '../../cli/ui/phone/phone.ts';
import type { Topics } from '../../ui/protocol/stream.ts';
import type { TrafficRow } from '../../ui/protocol/traffic.ts';

/** What a page is given of a kit that has done nothing yet. */
export function topics(): Topics {
  return {
    about: {
      ...{ name: 'sample', version: '0.0.0', answerUrl: 'http://127.0.0.1:1/answer', webhookUrl: undefined },
      ...{ isDemo: false, canRestart: false, state: 'ready', sentence: '' },
    },
    ...{ phone: idle, checks: noChecks, flow: noFlow, api: noApi, fixtures: noFixtures },
  };
}

export function row(number: number): TrafficRow {
  return {
    ...{ number, at: 1_780_000_000_000 + number, kind: 'event', title: 'call.created', method: 'POST' },
    ...{ path: `/webhook/${number}`, status: 204, failure: undefined, durationMs: 3, attempt: 1, acknowledged: true },
    ...{ callId: 'call_123', resentFrom: undefined, change: undefined, by: undefined, findings: 0, worst: undefined },
  };
}

const markup = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>\u202e\u0000';

export function hostileRow(number: number): TrafficRow {
  return {
    ...row(number),
    title: markup,
    path: markup,
    failure: markup,
    status: undefined,
    change: markup,
    callId: markup,
  };
}
