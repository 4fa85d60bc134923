import { UsageError } from '../command.ts';
import { demoTarget, type TargetFlags, targetOf } from '../config/demo-target.ts';
import { type Resolved, resolve } from '../config/resolve.ts';

export interface UiFlags extends TargetFlags {
  readonly port?: number;
  readonly noOpen?: boolean;
  readonly showSecrets?: boolean;
}

interface UiSettings {
  readonly resolved: Resolved;
  readonly port: number;
  /** The integration that comes with the kit, as none was named. */
  readonly isDemo: boolean;
}

const defaultPort = 4030;

/** What the flags and the configuration point at; the bundled integration where they name none. */
export async function settingsOf(flags: UiFlags): Promise<UiSettings> {
  const { port = defaultPort } = flags;
  if (port > 65_535) throw new UsageError(`--port must be at most 65535 (got ${port})`);
  if (flags.demo || flags.flawed) return { resolved: await targetOf(flags), port, isDemo: true };
  const resolved = await resolve(flags, process.cwd(), process.env, undefined, { alone: true });
  const { answerUrl, webhookUrl } = resolved.bench;
  if (answerUrl !== undefined || webhookUrl !== undefined) return { resolved, port, isDemo: false };
  const { config: _, start: __, ...rest } = flags;
  return { resolved: await demoTarget(rest), port, isDemo: true };
}
