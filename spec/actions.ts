export const actionNames = [
  'say',
  'gather',
  'send_digits',
  'redirect',
  'transfer',
  'bridge',
  'conference',
  'hold',
  'resume',
  'mute',
  'unmute',
  'start_recording',
  'stop_recording',
  'start_stream',
  'stop_stream',
] as const;
export type ActionName = (typeof actionNames)[number];

/** One element of `actions`, whichever of the two forms it has. */
export interface Action {
  readonly name: ActionName;
  readonly form: 'keyed' | 'typed';
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly pointer: string;
}

/** The documentation page of an action. */
export function actionPage(name: ActionName): string {
  return `https://doc.minivoice.eu/docs/actions/${name.replaceAll('_', '-')}`;
}

export function isActionName(name: string): name is ActionName {
  return (actionNames as readonly string[]).includes(name);
}
