export interface FlowState {
  readonly status: 'none' | 'exploring' | 'ready' | 'failed';
  readonly requests: number;
  readonly sentence: string;
  /** SVG without its style sheet, which is that of the page. */
  readonly drawing: string | undefined;
  readonly outline: string;
  readonly root: string;
  readonly nodes: readonly {
    readonly id: string;
    readonly path: readonly string[];
    readonly said: readonly string[];
  }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly input: string | null }[];
  /** What breaks a rule, in lines. */
  readonly findings: readonly string[];
  /** Against the graph that was given; undefined where none was. */
  readonly differences: readonly FlowDifference[] | undefined;
}

interface FlowDifference {
  readonly kind: 'removed' | 'changed' | 'added';
  readonly path: readonly string[];
  readonly what: string;
}
