import { actions } from '../generated/actions.ts';

export type ActionName = keyof typeof actions;

/** The names of the actions, in the order of the documentation. */
export const actionNames = Object.keys(actions) as readonly ActionName[];

/** What the schema of an action says about it beside its parameters (`x-traits`). */
interface ActionTraits {
  /** What it does to the call. */
  readonly effect: 'speaks' | 'gathers' | 'sends-tones' | 'redirects' | 'connects' | 'switches';
  /** The parameter that is spoken. */
  readonly text?: string;
  /** Later actions of its list do not run. */
  readonly endsList?: true;
  /** The parameters that say where the call or its audio goes; the first that is given counts. */
  readonly target?: readonly string[];
  /** The action whose effect it ends. */
  readonly undoes?: ActionName;
}

const traits: Readonly<Record<ActionName, ActionTraits>> = actions;

export function traitsOf(name: ActionName): ActionTraits {
  return traits[name];
}

/** Those of one trait, as `Extract` knows them. */
type Having<Trait> = { [Name in ActionName]: (typeof actions)[Name] extends Trait ? Name : never }[ActionName];

/** The actions behind which nothing of their list runs. */
export type EndingAction = Having<{ readonly endsList: true }>;
/** The actions that put the caller through. */
export type ConnectingAction = Having<{ readonly effect: 'connects' }>;

export function endsList(name: string): name is EndingAction {
  return isActionName(name) && traits[name].endsList === true;
}

export function connects(name: string): name is ConnectingAction {
  return isActionName(name) && traits[name].effect === 'connects';
}

/** What an action says to the caller; undefined for actions that say nothing. */
export function spokenBy({ name, parameters }: Pick<Action, 'name' | 'parameters'>): unknown {
  const { text } = traits[name];
  return text === undefined ? undefined : parameters[text];
}

/** Where an action leads or streams to, as each parameter says it. */
export function targetsOf({ name, parameters }: Pick<Action, 'name' | 'parameters'>): readonly unknown[] {
  return (traits[name].target ?? []).map((parameter) => parameters[parameter]).filter((value) => value !== undefined);
}

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
  return Object.hasOwn(actions, name);
}
