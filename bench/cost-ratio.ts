import { Document, KubeObject } from '../lib/manifests/document';
import { Manifests } from '../lib/manifests/manifests';

export interface CostRatio<Result> {
  /** Milliseconds of the fastest run. */
  readonly small: number;
  readonly large: number;
  readonly ratio: number;
  /** Of the large one. */
  readonly result: Result;
}

/** What many objects cost more than few: turn by turn, so that whatever else slows the machine slows both. */
export function costRatio<Result>(
  few: readonly KubeObject[],
  many: readonly KubeObject[],
  repetitions: number,
  run: (manifests: Manifests) => Result,
): CostRatio<Result> {
  const worlds = [few, many].map(documentsOf);
  const rounds = Array.from({ length: repetitions }, () => worlds.map((documents) => timed(documents, run)));
  const [small, large] = [0, 1].map((column) => Math.min(...rounds.map((round) => round[column].ms)));
  return { small, large, ratio: large / small, result: rounds[0][1].result };
}

export function documentsOf(objects: readonly KubeObject[]): Document[] {
  return objects.map((object, index) => ({ origin: `object-${index}`, chart: 'c', file: 'c.yaml', object }));
}

/** Manifests of its own, as what is worked out is kept with them. */
function timed<Result>(
  documents: readonly Document[],
  run: (manifests: Manifests) => Result,
): { readonly ms: number; readonly result: Result } {
  const manifests = new Manifests(documents, 'default');
  const start = performance.now();
  const result = run(manifests);
  return { result, ms: performance.now() - start };
}
