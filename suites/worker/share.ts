import type { InstanceShare, Plan } from '../../spec/index.ts';

/** The share of each instance; one that has everything, unless there are several. */
export function sharesIn(plan: Plan): readonly InstanceShare[] {
  return plan.instances ?? [{ bench: plan.bench, selected: plan.selected }];
}

/** The name of the Playwright project that runs a share, which is also the tag of its tests. */
export function shareName(index: number): string {
  return `instance-${index + 1}`;
}

/** The plan of the project with this name. */
export function planOfShare(plan: Plan, name: string): Plan {
  const share = sharesIn(plan).find((_, index) => shareName(index) === name);
  return share ? { ...plan, ...share } : plan;
}
