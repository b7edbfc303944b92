import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { envoyBinary } from './envoy';
import { Programs } from './suite';

// The client of conformance/istio/oracle; its package `world` and its file `answer.go` say what the fields mean.

export interface IstioProxy {
  readonly type?: 'router' | 'sidecar';
  readonly labels?: Readonly<Record<string, string>>;
  readonly namespace?: string;
  readonly ip?: string;
  /** The Gateway of Gateway API that the proxy was made for, `namespace/name`. */
  readonly gateway?: string;
}

export interface IstioCall {
  readonly method?: string;
  readonly host: string;
  readonly path: string;
  readonly port: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tls?: boolean;
  readonly sni?: string;
  readonly certificate?: 'trusted' | 'stranger';
  readonly times?: number;
}

export interface IstioWorld {
  readonly id: string;
  readonly yaml: string;
  readonly proxy?: IstioProxy;
  readonly secrets?: readonly { readonly namespace: string; readonly name: string; readonly hosts: readonly string[] }[];
  readonly analyze?: boolean;
  readonly calls: readonly IstioCall[];
}

export interface IstioProblem {
  readonly object: string;
  readonly stage: 'yaml' | 'crd' | 'decode' | 'semantic';
  readonly severity: 'error' | 'warning';
  readonly text: string;
}

export interface IstioFinding {
  readonly code: string;
  readonly level: 'Error' | 'Warning' | 'Info';
  readonly object: string;
  readonly message: string;
}

/** The route that took a request, as far as it is looked at: istiod's own words for Envoy. */
export interface EnvoyRoute {
  /** The name of the rule. */
  readonly name?: string;
  readonly route?: {
    readonly cluster?: string;
    readonly weighted_clusters?: { readonly clusters: readonly { readonly name: string; readonly weight?: number }[] };
  };
}

export interface IstioCallAnswer {
  readonly closed?: string;
  readonly status?: number;
  readonly why?: 'no host' | 'no route';
  readonly route?: EnvoyRoute;
  readonly cluster?: string;
  readonly clusters?: Readonly<Record<string, number>>;
  readonly mirrors?: readonly string[];
  readonly flags?: string;
  readonly details?: string;
  readonly location?: string;
  readonly certificate?: readonly string[];
  readonly upstream?: { readonly method: string; readonly host: string; readonly path: string; readonly headers: Record<string, string> };
  readonly millis: number;
}

export interface IstioAnswer {
  readonly id: string;
  readonly problems: readonly IstioProblem[] | null;
  readonly analysis?: readonly IstioFinding[];
  readonly error?: string;
  readonly notes?: readonly string[];
  readonly rejected?: Readonly<Record<string, string>>;
  readonly calls: readonly IstioCallAnswer[] | null;
}

/** The source of the code that translates, by its package version: it has no release of its own that can be had. */
export const ISTIO_VERSION = '1.31 at eed52ebb66ad';

/** What the real programs make of some worlds, by their ids. */
export async function askIstio(worlds: readonly IstioWorld[], programs: Programs): Promise<Map<string, IstioAnswer>> {
  const oracle = await programs.binary('oracle');
  const args = ['-envoy', await envoyBinary(programs), '-dir', join(programs.scratch('oracle'), 'work')];
  const lines = worlds.map((world) => `${JSON.stringify(world)}\n`).join('');
  return readAnswers(await pipe(oracle, args, lines));
}

/** The answers among the lines of the oracle; packages it is made of print lines of their own. */
export function readAnswers(text: string): Map<string, IstioAnswer> {
  const answers = text.split('\n').filter((line) => line.startsWith('{'));
  return new Map(answers.map((line) => JSON.parse(line) as IstioAnswer).map((answer) => [answer.id, answer]));
}

function pipe(command: string, args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args);
    const [out, err]: string[][] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
    child.stdin.on('error', () => undefined); // it ended without reading all: its exit code says why
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(out.join('')) : reject(new Error(`the oracle ended with ${code}: ${err.join('')}`)),
    );
    child.stdin.end(input);
  });
}
