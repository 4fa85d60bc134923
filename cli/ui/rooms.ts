import path from 'node:path';
import { createRedactor } from '../../platform/redaction/redact.ts';
import { secretsIn } from '../../platform/redaction/secrets.ts';
import type { Plan, Report } from '../../spec/index.ts';
import type { About, Topics } from '../../ui/protocol/stream.ts';
import type { Resolved } from '../config/resolve.ts';
import { folderOf, knownSecrets } from '../fixtures/folder.ts';
import { kitVersion } from '../package-paths.ts';
import { apiRoom, noApi } from './api.ts';
import { checksActions } from './checks/actions.ts';
import { createChecks, noChecks } from './checks/checks.ts';
import { createWatching } from './checks/watch.ts';
import { fixturesRoom, noFixtures } from './fixtures.ts';
import { flowActions, noFlow, whileWalking } from './flow.ts';
import { createHub, type Hub } from './hub.ts';
import { phoneActions } from './phone/actions.ts';
import { createPhone, idle } from './phone/phone.ts';
import type { Actions } from './server.ts';
import { createStage, type Stage } from './stage.ts';
import { trafficRoom } from './traffic/actions.ts';
import { createTraffic } from './traffic/traffic.ts';

interface RoomsOptions {
  readonly resolved: Resolved;
  readonly isDemo: boolean;
  readonly showsSecrets: boolean;
  readonly commands: Pick<Plan, 'command' | 'callCommand'>;
  /** A folder of the kit's own, for reports. */
  readonly folder: string;
}

interface Rooms {
  readonly hub: Hub;
  readonly stage: Stage;
  readonly actions: Actions;
  report(): Report | undefined;
  /** Opens the integration, and reads what is there. */
  open(): void;
  close(): Promise<void>;
}

/** Everything that the page shows, on one integration and one stream. */
export function createRooms({ resolved, isDemo, showsSecrets, commands, folder }: RoomsOptions): Rooms {
  const { bench } = resolved;
  const secrets = knownSecrets(...secretsIn(bench));
  const hide = showsSecrets ? String : createRedactor(secrets).text;
  const topics: { -readonly [Topic in keyof Topics]: Topics[Topic] } = {
    about: aboutOf(resolved, isDemo, hide),
    ...{ phone: idle, checks: noChecks, flow: noFlow, api: noApi, fixtures: noFixtures },
  };
  const hub = createHub(topics, () => traffic.store.all().map(exchanges.row));
  const traffic = createTraffic(bench, (kept) => {
    hub.row(exchanges.row(kept));
    api.touched();
  });
  const watch = {
    onSent: (exchange: Parameters<typeof traffic.sent>[0]['exchange']) =>
      void traffic.sent({ exchange, mustAcknowledge: true, by: walking() }),
    onSeen: (seen: Parameters<typeof traffic.seen>[0]) => traffic.seen(seen, walking()),
  };
  const walking = (): string | undefined => (stage.usedBy() === whileWalking ? 'exploration' : undefined);
  const stage = createStage(resolved, watch, (condition) => {
    hub.publish('about', { ...topics.about, ...condition });
    api.touched();
  });
  const exchanges = trafficRoom({ resolved, secrets, showsSecrets, stage, traffic, cleared: () => hub.anew() });
  const api = apiRoom(stage, hide, (state) => hub.publish('api', state));
  const phone = createPhone(stage, traffic, showsSecrets, (state) => hub.publish('phone', state));
  const checks = createChecks({
    ...{ resolved, commands, folder, stage },
    onLive: (live) => traffic.ran(live, live.requirement ?? 'checks'),
    changed: (state) => hub.publish('checks', state),
  });
  const watching = createWatching(checks, [path.resolve(folderOf(resolved)), folder]);
  const flow = { stage, callCommand: commands.callCommand, showsSecrets };
  const fixtures = fixturesRoom({
    ...{ resolved, secrets, stage, phone, traffic },
    changed: (state) => hub.publish('fixtures', state),
  });
  return {
    hub,
    stage,
    actions: {
      ...phoneActions(phone),
      ...exchanges.actions,
      ...checksActions(checks, watching),
      ...flowActions({ ...flow, changed: (state) => hub.publish('flow', state) }),
      ...api.actions,
      ...fixtures.actions,
      restart: () => stage.restart(),
    },
    report: checks.newest,
    open() {
      // What went wrong is shown on the page.
      stage.open().catch(() => undefined);
      void fixtures.load();
    },
    async close() {
      checks.stop();
      await watching.turn(false);
      await stage.close();
      await exchanges.close();
    },
  };
}

function aboutOf({ config, bench }: Resolved, isDemo: boolean, hide: (text: string) => string): About {
  const { answerUrl, webhookUrl, start } = bench;
  return {
    name: hide(config.name ?? 'integration'),
    version: kitVersion(),
    answerUrl: answerUrl && hide(answerUrl),
    webhookUrl: webhookUrl && hide(webhookUrl),
    isDemo,
    canRestart: start !== undefined,
    state: 'starting',
    sentence: '',
  };
}
