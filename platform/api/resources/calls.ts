import { providerId } from '../../events/provider-id.ts';
import type { Asked, Handler } from '../handler.ts';
import { type ApiProblem, problem } from '../problems.ts';
import { timeText } from './ids.ts';
import { type MagicCall, magicCalls, magicNumbers } from './magic.ts';
import type { Call, StoredCall } from './records.ts';
import { hasEnded } from './world.ts';

export const createCall: Handler = (asked) => {
  const { world, body, nextEvent } = asked;
  const to = String(body.to);
  const special = Object.hasOwn(magicNumbers, to) ? magicNumbers[to] : undefined;
  const refused = special?.code ? problem(special.code) : refusal(asked);
  if (refused) return refused;
  const call = newCall(asked, { id: idOf(world), from: String(body.from), to }, special);
  world.addCall(call, special);
  return { shows: call, afterwards: () => nextEvent.called(call) };
};

/** In either of the two documented forms (Q84). */
function idOf({ newId, switches }: Asked['world']): string {
  const id = newId('call');
  return switches.shortIds ? id.replace(/_.*\./, '_') : id;
}

/** Bare, with the fields of its creation and its duration (Q78, Q94). */
export const getCall: Handler = (asked) => {
  const found = findCall(asked);
  return found ? { shows: found.call } : problem('call_not_found');
};

/** The call of the path, if it is one of the application's (Q77). */
export function findCall({ world, application, path: { id = '' } }: Asked): StoredCall | undefined {
  const stored = world.calls.get(id) ?? world.past.get(id);
  if (stored) return stored.call.application_id === application.id ? stored : undefined;
  // A number after a dot makes another call with the same meaning.
  const name = id.replace(/\.\d+$/, '');
  const special = Object.hasOwn(magicCalls, name) ? magicCalls[name] : undefined;
  if (!special) return undefined;
  const call: Call = {
    ...newCall({ world, application, body: {} }, { id, from: '+15551230001', to: '+15551230002' }, special),
    direction: 'inbound',
    status: special.status ?? 'in_progress',
  };
  if (hasEnded(call)) call.duration_seconds = 180;
  return world.addCall(call, special);
}

type Creating = Pick<Asked, 'world' | 'application' | 'body'>;

function newCall(
  { world, application, body }: Creating,
  { id, from, to }: Pick<Call, 'id' | 'from' | 'to'>,
  special: MagicCall | undefined,
): Call {
  const at = timeText(world.now());
  const { id: application_id, customer_id, answer_url } = application;
  return {
    id,
    status: 'dialing',
    direction: 'outbound',
    from,
    to,
    application_id,
    customer_id,
    ...(!special?.withoutProviderId && { provider_call_id: providerId(id) }),
    ...(answer_url !== undefined && { answer_url }),
    metadata: metadataOf(body),
    created_at: at,
    route_mode: 'webhook',
    routing_target: application_id,
    dialing_at: at,
  };
}

/** That `record: true` is kept here is stated; that the rest is kept beside it is our reading (Q89). */
function metadataOf({ metadata, record }: Asked['body']): Readonly<Record<string, unknown>> {
  return { ...(metadata as Record<string, unknown> | undefined), ...(record === true && { record: true }) };
}

/** By the state of the account, in the order of the statuses; no client may depend on it (Q91). */
function refusal(asked: Asked): ApiProblem | undefined {
  const { switches, trunks } = asked.world;
  if (!switches.rate) return problem('rate_not_found');
  if (!switches.trunk && ![...trunks.values()].some(({ is_active: isActive }) => isActive)) {
    return problem('no_active_trunk');
  }
  if (switches.balanceCents <= 0) return problem('insufficient_balance');
  if (reaches(switches.spendLimitCents, () => spentCents(asked))) return problem('spend_control_exceeded');
  if (reaches(switches.callsPerSecond, () => recent(asked).length)) return problem('cps_limit_reached');
  if (reaches(switches.concurrentCalls, () => active(asked).length)) return problem('concurrent_call_limit_reached');
  if (!switches.reservations) return problem('internal_error');
  return switches.originates ? undefined : problem('originate_failed');
}

/** Limits are those of the application; the other readings of Q80 are not played. */
function reaches(limit: number | null, value: () => number): boolean {
  return limit !== null && value() >= limit;
}

function placed({ world, application: { id } }: Asked): readonly StoredCall[] {
  return [...world.calls.values()].filter(({ call }) => call.application_id === id && call.direction === 'outbound');
}

function spentCents(asked: Asked): number {
  return placed(asked).reduce((sum, { costCents = 0 }) => sum + costCents, 0);
}

function recent(asked: Asked): readonly StoredCall[] {
  const now = asked.world.monotonic();
  return placed(asked).filter(({ createdMs }) => now - createdMs < 1_000);
}

function active(asked: Asked): readonly StoredCall[] {
  return placed(asked).filter(({ call }) => !hasEnded(call));
}
