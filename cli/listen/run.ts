import { escapeTerminal } from '../../reporters/text/escape.ts';
import { ExitCode, type Print } from '../command.ts';
import { portTaken } from '../config/started-bench.ts';
import { say } from '../terminal/message.ts';
import { firstSignal } from '../terminal/signals.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { createSession, type Session } from './session.ts';
import { type ListenFlags, type Settings, settingsOf } from './settings.ts';
import { type ListenCommand, listenHelp } from './terminal/commands.ts';
import { createDisplay } from './terminal/display.ts';
import { readListenKeys } from './terminal/keys.ts';

/** Receives requests and shows them until it is stopped. */
export async function runListen(flags: ListenFlags, print: Print): Promise<ExitCode> {
  const settings = await settingsOf(flags, process.env);
  const screen = createDisplay(settings, flags, print);
  const session = createSession(settings, screen.show);
  const stop = firstSignal();
  const receiver = await receiverFor(settings, session);
  let queue = Promise.resolve();
  const take = (command: ListenCommand): void => {
    queue = queue.then(() => (command.kind === 'quit' ? stop.end() : screen.handle(command, session, keys)));
  };
  const keys = readListenKeys(process.stdin, {
    command: take,
    unknown: (line) => say(`${JSON.stringify(escapeTerminal(line.slice(0, 80)))} is no command: ${listenHelp}`),
  });
  try {
    if (!flags.json) for (const line of greeting(receiver, settings)) print(line);
    await stop.came;
    return ExitCode.Conforms;
  } finally {
    keys.stop();
    await receiver.close();
    await session.close();
  }
}

async function receiverFor({ port, address, hosts }: Settings, session: Session): Promise<Receiver> {
  try {
    return await startReceiver({
      port,
      address,
      hosts,
      reply: session.reply,
      onFault: (error) => say(escapeTerminal(error instanceof Error ? error.message : String(error))),
    });
  } catch (error) {
    await session.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw await portTaken(port, '', 'Give another --port, or 0 for any free one.');
  }
}

function greeting({ origin }: Receiver, { forwardTo, secrets, hosts }: Settings): readonly string[] {
  const known = secrets.map(({ name }) => name).join(', ');
  return [
    `Listening at ${origin}, for events and answer requests on any path.`,
    ...(forwardTo === undefined ? [] : [`  forwards to ${escapeTerminal(forwardTo)}`]),
    ...(hosts.length === 0 ? [] : [`  also by the name ${hosts.map(escapeTerminal).join(', ')}`]),
    `  signatures: ${known === '' ? 'not checked (--webhook-secret)' : `checked with ${known}`}`,
    `  ${listenHelp}`,
    '',
  ];
}
