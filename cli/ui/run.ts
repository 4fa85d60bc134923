import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { page } from '../../reporters/html/page.ts';
import { ExitCode, type Print } from '../command.ts';
import { portTaken } from '../config/started-bench.ts';
import { callCommandOf, commandOf } from '../reproduce.ts';
import { firstSignal } from '../terminal/signals.ts';
import { loadAssets } from './assets.ts';
import { openBrowser } from './browser.ts';
import { createRooms } from './rooms.ts';
import { startServer, type UiServer } from './server.ts';
import { settingsOf, type UiFlags } from './settings.ts';
import { tokenOf } from './token.ts';

/** Serves the page until it is stopped. */
export async function runUi(flags: UiFlags, print: Print): Promise<ExitCode> {
  const { resolved, port, isDemo } = await settingsOf(flags);
  const { showSecrets: showsSecrets = false } = flags;
  const stop = firstSignal();
  const folder = await mkdtemp(path.join(tmpdir(), 'mvk-ui-'));
  const shown = isDemo ? { ...flags, demo: true } : flags;
  const commands = {
    command: commandOf(shown, isDemo ? (flags.flawed ? 'demo --flawed' : 'demo') : 'check'),
    callCommand: callCommandOf(shown),
  };
  const rooms = createRooms({ resolved, isDemo, showsSecrets, commands, folder: path.join(folder, 'report') });
  let server: UiServer | undefined;
  try {
    server = await served(port, rooms);
    print(`mvk ui: ${server.url}`);
    const { answerUrl, webhookUrl } = resolved.bench;
    print(`  ${isDemo ? 'the bundled integration' : (answerUrl ?? webhookUrl)}; Ctrl-C stops it`);
    if (!flags.noOpen) openBrowser(server.url);
    rooms.open();
    await stop.came;
    return ExitCode.Conforms;
  } finally {
    await server?.close();
    await rooms.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function served(port: number, { hub, actions, report }: ReturnType<typeof createRooms>): Promise<UiServer> {
  try {
    const [token, assets] = await Promise.all([tokenOf(process.env), loadAssets()]);
    const html = (): string | undefined => {
      const newest = report();
      return newest && page(newest).html;
    };
    return await startServer({ port, hub, actions, token, assets, report: html });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw await portTaken(port, '', 'Give another --port, or 0 for any free one.');
  }
}
