import type { Folder } from './folder.ts';

/** A step of a GitHub workflow that uses an action. */
export interface Action {
  readonly uses: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

/** What a project needs, as far as its files show. */
export interface Traits {
  /** The file that shows it. */
  readonly mark: string;
  readonly name?: string;
  /** The command that starts it; absent when no file tells. */
  readonly start?: string;
  /** Default port of such projects; `start` names it where the command gives it. */
  readonly port: number;
  /** The environment variable from which the framework takes its port. */
  readonly portVariable?: string;
  /** Starting it may take longer than the kit waits. */
  readonly startTimeoutMs?: number;
  /** Shell lines that make it ready to be started. */
  readonly prepare: readonly string[];
  /** The one of them that has to be repeated after each change. */
  readonly build?: string;
  /** The actions that bring the language to a GitHub runner that lacks it. */
  readonly actions: readonly Action[];
  /** The image of a GitLab job, and Debian packages that it lacks. */
  readonly image: string;
  readonly packages?: readonly string[];
  readonly format: 'ts' | 'js' | 'yaml';
  /** A `.js` file is CommonJS. */
  readonly commonJs?: boolean;
  /** Where the kit is among the project's dependencies: what installs them, the command of the kit, and where it comes from. */
  readonly kit?: { readonly install: string; readonly command: string; readonly source: string };
}

/** How to recognise a language, and what its projects need. */
export interface Language {
  readonly name: string;
  readonly endings: readonly string[];
  /** Undefined: not this language. */
  detect(folder: Folder): Traits | undefined;
}
