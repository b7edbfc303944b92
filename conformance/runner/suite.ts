/** The programs that answer; each is the real one, or istiod's own code with a real Envoy behind it. */
export type ProgramName = 'kube' | 'metallb' | 'oracle' | 'traffic';

/** The real programs, each built or started when it is first asked for. */
export interface Programs {
  /** Path of a built binary. Throws `CannotBuild` where this machine lacks what it needs. */
  binary(name: ProgramName): Promise<string>;
  /** A folder of this run, removed at its end. */
  scratch(name: string): string;
  /** One line of progress on stderr. */
  say(text: string): void;
}

export interface Case {
  /** Unique inside its suite, stable and readable: it is the key of the recorded answer. */
  readonly name: string;
}

/** What a case is answered that cannot be asked here. */
export interface Skipped {
  readonly skipped: string;
}

export interface Suite<C extends Case = Case, A = unknown> {
  readonly name: string;
  /** Whether our side is written by hand or computed by our own engine. */
  readonly side: 'expected' | 'computed';
  /** Whether the programs may choose, so that an answer of today need not be the recorded one: then that it agrees is all that counts. */
  readonly varies?: true;
  /** Versions of the programs asked, e.g. `{ 'kube-apiserver': 'v1.36.3' }`. */
  readonly versions: Readonly<Record<string, string>>;
  /** Reads `conformance/cases/<name>/`. Pure and fast: `npm test` calls it too. */
  cases(): C[];
  /** Any number of other cases, made by chance from a seed on: what is asked with `--worlds`. */
  made?(count: number, seed: number): C[];
  /**
   * The answers of the real programs, by case name; a case that cannot be asked here answers `Skipped`.
   * Plain JSON, and the same in every run: no timestamps, uids, ports or addresses of the run.
   */
  ask(cases: readonly C[], programs: Programs): Promise<Map<string, A | Skipped>>;
  /**
   * Nothing when our side and the answer agree, else the difference in one line. Pure: `npm test` calls it with recorded
   * answers. It must notice any alteration of a recorded answer.
   */
  difference(aCase: C, answer: A): string | undefined;
}
