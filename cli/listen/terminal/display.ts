import pc from 'picocolors';
import { accessSecrets } from '../../../platform/redaction/secrets.ts';
import { escapeTerminal } from '../../../reporters/text/escape.ts';
import { UsageError } from '../../command.ts';
import { folderOf, knownSecrets } from '../../fixtures/folder.ts';
import { wantsColor } from '../../terminal/color.ts';
import { say, sayHint } from '../../terminal/message.ts';
import { documentLine } from '../document.ts';
import type { HeardExchange } from '../exchange.ts';
import { saveHeard } from '../save.ts';
import type { Session } from '../session.ts';
import type { ListenFlags, Settings } from '../settings.ts';
import { hider } from '../shown.ts';
import { type ListenCommand, listenHelp } from './commands.ts';
import { curlOf } from './curl.ts';
import { edited, editorOf, signedAnew } from './edit.ts';
import type { Keys } from './keys.ts';
import { details, exchangeLine, type View } from './view.ts';

/** What people see of the exchanges, and what they do with them. */
interface Display {
  show(exchange: HeardExchange): void;
  handle(command: Handled, session: Session, keys: Keys): Promise<void>;
}

type Handled = Exclude<ListenCommand, { readonly kind: 'quit' }>;

/** Lines that are shown again when the filter changes. */
const maxAgain = 50;

export function createDisplay(settings: Settings, flags: ListenFlags, print: (line: string) => void): Display {
  const { resolved, secrets, hosts } = settings;
  const { json = false, showSecrets = false } = flags;
  const values = knownSecrets(...secrets.map(({ value }) => value), ...accessSecrets(resolved.bench.access));
  const hide = hider(values, showSecrets);
  const view: View = { width: Math.max(60, process.stdout.columns || 100), colors: pc.createColors(wantsColor()) };
  // With --json standard output holds nothing else.
  const out = json ? (line: string) => void process.stderr.write(`${line}\n`) : print;
  let filter = '';
  let opened: number | undefined;

  const isWanted = (exchange: HeardExchange): boolean =>
    filter === '' ||
    exchangeLine(hide(exchange), { ...view, width: 500, colors: pc.createColors(false) }).includes(filter);

  function show(exchange: HeardExchange): void {
    if (!isWanted(exchange)) return;
    print(json ? documentLine(hide(exchange)) : exchangeLine(hide(exchange), view));
  }

  function chosen({ store }: Session, number: number | undefined): HeardExchange {
    const found =
      number === undefined ? (store.get(opened ?? -1) ?? store.all().findLast(isWanted)) : store.get(number);
    if (found) return found;
    throw new UsageError(
      number === undefined ? 'nothing has come yet' : `there is no exchange #${number}, or it is not kept any more`,
    );
  }

  async function handle(command: Handled, session: Session, keys: Keys): Promise<void> {
    if (command.kind === 'help') return out(listenHelp);
    if (command.kind === 'filter') {
      filter = command.text;
      out(
        filter === ''
          ? 'all exchanges are shown'
          : `only exchanges with ${JSON.stringify(escapeTerminal(filter))} are shown`,
      );
      for (const each of session.store.all().filter(isWanted).slice(-maxAgain)) show(each);
      return;
    }
    // Enter alone opens the newest one.
    const exchange =
      command.kind === 'open' && command.number === undefined
        ? chosen(session, session.store.all().findLast(isWanted)?.number)
        : chosen(session, command.number);
    switch (command.kind) {
      case 'open':
        opened = exchange.number;
        return details(hide(exchange), view).forEach(out);
      case 'resend':
        return session.resend(exchange);
      case 'edit':
        return edit(exchange, session, keys);
      case 'curl': {
        out(curlOf(hide(exchange).exchange.request, session.targetOf(exchange)));
        if (!showSecrets) say('note: secrets, the signature and numbers are hidden in it; --show-secrets shows them');
        return;
      }
      case 'save': {
        const root = flags.fixtures ?? folderOf(resolved);
        const options = { root, name: command.name, secrets: values, hosts };
        for (const line of await saveHeard(exchange, session.store.all(), options)) out(escapeTerminal(line));
      }
    }
  }

  async function edit(exchange: HeardExchange, session: Session, keys: Keys): Promise<void> {
    const editor = editorOf(process.env);
    if (editor === undefined)
      throw new UsageError('there is no editor', 'Set EDITOR, for example: export EDITOR=nano.');
    const body = await keys.lend(() => edited(exchange.request.body, editor));
    const request = signedAnew(exchange.request, body, secrets[0]?.value, resolved.bench.readings);
    await session.resend(exchange, request);
  }

  return {
    show,
    async handle(command, session, keys) {
      try {
        await handle(command, session, keys);
      } catch (error) {
        say(escapeTerminal(error instanceof Error ? error.message : String(error)));
        if (error instanceof UsageError && error.hint) sayHint(error.hint);
      }
    },
  };
}
