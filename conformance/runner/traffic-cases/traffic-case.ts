import { App } from 'cdk8s';
import { IstioProxy } from '../istio';
import { Load, Traffic, TrafficAnswer } from '../traffic';

/** What is found out: verdicts and bounds that are the same in every run, never counts that chance decides. */
export type Verdict = Readonly<Record<string, boolean | number | string>>;

/** A mesh under load. */
export interface TrafficScenario {
  /** Unique and stable: the name of the case. */
  readonly name: string;
  /** Builds the charts. */
  readonly build: (app: App) => void;
  /** The pods, by name, with their labels; they are in the namespace `default`. */
  readonly pods: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly proxy?: IstioProxy;
  readonly secrets?: Readonly<Record<string, readonly string[]>>;
  /** Sends the requests. */
  readonly run: (traffic: Traffic) => Promise<Verdict>;
  readonly expect: Verdict;
}

/** Answers of pods whose names begin so. */
export function ofPods(answers: readonly TrafficAnswer[], start: string): readonly TrafficAnswer[] {
  return answers.filter(({ pod = '' }) => pod.startsWith(start));
}

/** Requests that got no 200. */
export function failures(answers: readonly TrafficAnswer[]): number {
  return answers.filter(({ status }) => status !== 200).length;
}

/** Whether so many of all are what chance gives a share of so many percent, in 997 of 1,000 runs. */
export function isWithin3Sigma(count: number, all: number, percent: number): boolean {
  const share = percent / 100;
  const likely = all * share;
  const sigma = Math.sqrt(likely * (1 - share));
  return Math.abs(count - likely) <= 3 * sigma;
}

/** What became of requests of which some pods should get a share. */
export interface Sample {
  readonly within3Sigma: boolean;
  readonly failed: number;
}

/** Looks twice when the first time is off: 3 runs of 1,000 are, and of a right share hardly any is twice. */
export async function sample(traffic: Pick<Traffic, 'send'>, load: Load, pods: string, percent: number): Promise<Sample> {
  let failed = 0;
  for (let attempt = 0; attempt < 2; attempt++) {
    const answers = await traffic.send(load);
    failed += failures(answers);
    if (isWithin3Sigma(ofPods(answers, pods).length, answers.length, percent)) {
      return { within3Sigma: true, failed };
    }
  }
  return { within3Sigma: false, failed };
}

/** The names, without the last letters that tell pods of one version apart, by which each client was answered. */
export function versionsByClient(answers: readonly TrafficAnswer[]): Map<number, Set<string>> {
  const versions = new Map<number, Set<string>>();
  for (const { client = 0, pod = '' } of answers) {
    versions.set(client, (versions.get(client) ?? new Set()).add(pod.replace(/-[a-z]$/, '')));
  }
  return versions;
}

/** Clients that were answered by more than one version. */
export function clientsThatChanged(answers: readonly TrafficAnswer[]): number {
  return [...versionsByClient(answers).values()].filter((versions) => versions.size > 1).length;
}
