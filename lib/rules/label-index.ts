import { Labels } from '../manifests/label-selector';
import { groupBy } from '../values/group-by';

/** Things by their labels, to be asked many times which of them have some. */
export class LabelIndex<T> {
  private readonly byLabel: ReadonlyMap<string, readonly T[]>;

  public constructor(
    private readonly things: readonly T[],
    labelsOf: (thing: T) => Labels,
  ) {
    const pairs = things.flatMap((thing) => Object.entries(labelsOf(thing)).map((label) => ({ label: JSON.stringify(label), thing })));
    const groups = [...groupBy(pairs, ({ label }) => label)];
    this.byLabel = new Map(groups.map(([label, its]) => [label, its.map(({ thing }) => thing)]));
  }

  /** Those that have the rarest of some labels, and so all that may have every one of them. */
  public candidates(labels: Labels): readonly T[] {
    const having = Object.entries(labels).map((label) => this.byLabel.get(JSON.stringify(label)) ?? []);
    return having.reduce((fewest, some) => (some.length < fewest.length ? some : fewest), this.things);
  }
}
