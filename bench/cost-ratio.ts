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
  measured: (manifests: Manifests) => Result,
): CostRatio<Result> {
  const worlds = [few, many].map(documentsOf);
  const fastest = [Infinity, Infinity];
  let result!: Result;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    worlds.forEach((documents, column) => {
      const run = timed(documents, measured);
      fastest[column] = Math.min(fastest[column], run.ms);
      result = run.result;
    });
  }
  const [small, large] = fastest;
  return { small, large, ratio: large / small, result };
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
  globalThis.gc?.(); // what the run before left behind is not of this one
  const start = performance.now();
  const result = run(manifests);
  return { result, ms: performance.now() - start };
}
