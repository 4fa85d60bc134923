import type { Deployment, Host } from './deployment.ts';
import type { Integration } from './integration.ts';

/** An integration that is wrong on purpose, in one way. */
export interface Mutant {
  readonly name: string;
  /** The ids of exactly the requirements that must fail it. */
  readonly breaks: readonly string[];
  /** What it does wrong, in one sentence. */
  readonly does: string;
  /**
   * `post`: run on a reference that takes requests for instructions by POST only. `remote`: as if it were not on this
   * machine. `fixtures`: with what was recorded of the reference. `deployment`: behind HTTPS, known to the API.
   */
  readonly setup?: 'post' | 'remote' | 'fixtures' | 'deployment';
  /** With the setup `fixtures`: changes a recorded file, whose text is given. */
  readonly fixtures?: (file: string, text: string) => string;
  /** With the setup `deployment`: changes what surrounds the integration. */
  readonly deployment?: (right: Deployment, place: Host) => Deployment;
  change(reference: Integration): Integration;
}
