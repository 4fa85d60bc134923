import type { Integration } from '../integration.ts';

/** An action, as it stands in an answer. */
type Written = Readonly<Record<string, unknown>>;

export const say = (text: string): Written => ({ say: { text } });
export const connect = (destination: string): readonly Written[] => [
  say('One moment, please.'),
  { transfer: { destination } },
];
export const wrong: readonly Written[] = [say('We did not catch that.'), say('Goodbye.')];

/** The reference with another gather, and with what each key leads to. */
export function asks(
  reference: Integration,
  gather: Readonly<Record<string, unknown>>,
  decide: (digits: string, again: readonly unknown[], callId: string) => readonly unknown[],
): Integration {
  return {
    ...reference,
    answer(context, environment) {
      const { actions } = reference.answer(context, environment) as { actions: readonly unknown[] };
      return { actions: [{ gather: { timeout_seconds: 20, ...gather } }, ...actions.slice(1)] };
    },
    menu(digits, context, environment) {
      const { actions } = this.answer(context, environment) as { actions: readonly unknown[] };
      return { actions: decide(digits ?? '', actions, context.callId ?? '') };
    },
  };
}
