/** Runs in a row during which a file must change before the integration is taken for its writer. */
const maxRuns = 2;

/**
 * Files that change during every run are written by the integration, as a database is: each would start the next run. A file
 * that the repository keeps is a source, and counts at once. Any other counts when the run is over.
 */
interface OwnWrites {
  /** Of files that changed, those for which a run is begun anew. */
  sources(files: readonly string[]): readonly string[];
  runStarts(): void;
  /** Files that changed meanwhile, and have not changed during as many runs yet. */
  runEnds(): readonly string[];
}

export function ownWrites(isTracked: (file: string) => boolean, ignored: (file: string) => void): OwnWrites {
  let runs = new Map<string, number>();
  let during: Set<string> | undefined;
  return {
    sources(files) {
      return files.filter((file) => !during || isTracked(file) || !during.add(file));
    },
    runStarts() {
      during = new Set();
    },
    runEnds() {
      runs = new Map([...(during ?? [])].map((file) => [file, (runs.get(file) ?? 0) + 1]));
      during = undefined;
      return [...runs].flatMap(([file, count]) => {
        if (count < maxRuns) return [file];
        ignored(file);
        return [];
      });
    },
  };
}
