import type { Report, Result } from '../../spec/index.ts';

/** A file of the integration's repository, relative to its root. */
interface Location {
  readonly file: string;
  /** What it points to in there: a JSON pointer, a member in words. */
  readonly inside?: string;
}

/** Where a finding can be shown in a repository: the fixture that it is about, else the configuration that declares the target. */
export function placeOf(result: Result, { files }: Report['run']): Location | undefined {
  const { name, inside } = result.violations?.[0]?.file ?? {};
  if (files?.fixtures !== undefined && name !== undefined) {
    return { file: `${files.fixtures}/${name}`, ...(inside && { inside }) };
  }
  return files?.config === undefined ? undefined : { file: files.config };
}

/** The same, or else a file that represents the project: some readers refuse a finding without a file. */
export function fileOf(result: Result, run: Report['run']): string {
  return placeOf(result, run)?.file ?? run.files?.project ?? 'mvk-report/report.json';
}

/** A relative path as a relative URI reference. */
export function uriOf(file: string): string {
  const segments = file.replace(/\p{Surrogate}/gu, '\ufffd').split(/[/\\]/);
  return segments.map(encodeURIComponent).join('/');
}
