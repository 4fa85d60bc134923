import { createRedactor } from '../../platform/redaction/redact.ts';
import { secretsIn } from '../../platform/redaction/secrets.ts';
import type { About, Topics } from '../../ui/protocol/stream.ts';
import { ExitCode, type Print } from '../command.ts';
import { portTaken } from '../config/started-bench.ts';
import { knownSecrets } from '../fixtures/folder.ts';
import { kitVersion } from '../package-paths.ts';
import { firstSignal } from '../terminal/signals.ts';
import { loadAssets } from './assets.ts';
import { openBrowser } from './browser.ts';
import { createHub } from './hub.ts';
import { phoneActions } from './phone/actions.ts';
import { createPhone, idle } from './phone/phone.ts';
import { type Actions, startServer, type UiServer } from './server.ts';
import { settingsOf, type UiFlags } from './settings.ts';
import { createStage } from './stage.ts';
import { tokenOf } from './token.ts';
import { trafficRoom } from './traffic/actions.ts';
import { createTraffic } from './traffic/traffic.ts';

/** Serves the page until it is stopped. */
export async function runUi(flags: UiFlags, print: Print): Promise<ExitCode> {
  const { resolved, port, isDemo } = await settingsOf(flags);
  const { showSecrets = false } = flags;
  const { bench } = resolved;
  const stop = firstSignal();
  const about = aboutOf(resolved, isDemo);
  const topics = { about, phone: idle } as { -readonly [Topic in keyof Topics]: Topics[Topic] };
  const hub = createHub(topics, () => traffic.store.all().map(room.row));
  const traffic = createTraffic(bench, (kept) => hub.row(room.row(kept)));
  const secrets = knownSecrets(...secretsIn(bench));
  const room = trafficRoom(traffic, bench, secrets, showSecrets);
  const watch = {
    onSent: (exchange: Parameters<typeof traffic.sent>[0]['exchange']) =>
      void traffic.sent({ exchange, mustAcknowledge: true }),
    onSeen: traffic.seen,
  };
  const stage = createStage(resolved, watch, (condition) => hub.publish('about', { ...topics.about, ...condition }));
  const phone = createPhone(stage, traffic, showSecrets, (state) => hub.publish('phone', state));
  const actions: Actions = {
    ...phoneActions(phone),
    ...room.actions,
    restart: () => stage.restart(),
  };
  const server = await served({ port, hub, actions });
  try {
    print(`mvk ui: ${server.url}`);
    print(`  ${isDemo ? 'the bundled integration' : (about.answerUrl ?? about.webhookUrl)}; Ctrl-C stops it`);
    if (!flags.noOpen) openBrowser(server.url);
    stage.open().catch(() => undefined);
    await stop.came;
    return ExitCode.Conforms;
  } finally {
    await server.close();
    await stage.close();
    await room.close();
  }
}

function aboutOf({ config, bench }: Awaited<ReturnType<typeof settingsOf>>['resolved'], isDemo: boolean): About {
  const { text } = createRedactor(secretsIn(bench));
  const { answerUrl, webhookUrl, start } = bench;
  return {
    name: text(config.name ?? 'integration'),
    version: kitVersion(),
    answerUrl: answerUrl && text(answerUrl),
    webhookUrl: webhookUrl && text(webhookUrl),
    isDemo,
    canRestart: start !== undefined,
    state: 'starting',
    sentence: '',
  };
}

async function served(options: Pick<Parameters<typeof startServer>[0], 'port' | 'hub' | 'actions'>): Promise<UiServer> {
  try {
    const [token, assets] = await Promise.all([tokenOf(process.env), loadAssets()]);
    return await startServer({ ...options, token, assets, report: () => undefined });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw await portTaken(options.port, '', 'Give another --port, or 0 for any free one.');
  }
}
