import { ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionPaths, Definitions, metallbWebhooks } from './crd-modules';
import { KubeApi } from './kube-api';
import { Programs } from './suite';

export interface KubeOptions {
  /** Whose CRDs are there; fewer start faster. @default - all */
  readonly definitions?: readonly Definitions[];
  /** MetalLB's controller beside the API server. @default true */
  readonly metallb?: boolean;
  /** MetalLB's validating webhooks on, as an install has them. @default false */
  readonly webhooks?: boolean;
  /** The load-balancer class MetalLB is started with. @default - none, as an install has it */
  readonly loadBalancerClass?: string;
  /** What MetalLB is told to speak BGP with, which its checks depend on. @default - nothing: its own implementation */
  readonly bgpMode?: 'native' | 'frr' | 'frr-k8s';
}

/** What `conformance/kube` says when it is ready. */
export interface Ready {
  readonly socket: string;
  readonly crds: number;
  /** Since the start, at the end of each step. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** A running API server with its MetalLB controller, isolated from the network. Several can run side by side. */
export class Kube {
  public static async up(programs: Programs, folder: string, options: KubeOptions = {}): Promise<Kube> {
    const { definitions, metallb = true, webhooks = false, loadBalancerClass, bgpMode } = options;
    const args = ['-dir', programs.scratch(folder), ...definitionPaths(definitions).flatMap((path) => ['-crds', path])];
    if (metallb) {
      args.push('-metallb', await programs.binary('metallb'));
    }
    if (webhooks) {
      args.push('-metallb-webhooks', metallbWebhooks());
    }
    if (loadBalancerClass !== undefined) {
      args.push('-lb-class', loadBalancerClass);
    }
    const env = { ...process.env, ...(bgpMode === undefined ? {} : { METALLB_BGP_TYPE: bgpMode }) };
    const child = spawn(await programs.binary('kube'), args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    const ready = await firstLine(child);
    programs.say(`${folder}: API server with ${ready.crds} CRDs ready after ${Math.max(...Object.values(ready.seconds))} s`);
    return new Kube(child, ready);
  }

  public readonly api: KubeApi;

  private constructor(
    private readonly child: ChildProcess,
    public readonly ready: Ready,
  ) {
    this.api = new KubeApi(ready.socket);
  }

  /** Returns when process and folder are gone. */
  public async down(): Promise<void> {
    this.api.close();
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.stdin?.end();
      await gone;
    }
  }
}

/** The versions the modules pin. */
export function kubeVersions(): Record<string, string> {
  return {
    'kube-apiserver': pinned('kube', 'k8s.io/kubernetes'),
    metallb: pinned('metallb', 'go.universe.tf/metallb'),
  };
}

/** The version of a Go module in the go.mod of a folder of `conformance/`. */
export function pinned(folder: string, module: string): string {
  const goMod = readFileSync(join(__dirname, '..', folder, 'go.mod'), 'utf8');
  const version = goMod.split('\n').find((line) =>
    line
      .trim()
      .replace(/^require /, '')
      .startsWith(`${module} `),
  );
  if (version === undefined) {
    throw new Error(`${module} is not in conformance/${folder}/go.mod`);
  }
  return version.trim().split(' ')[version.trim().startsWith('require ') ? 2 : 1];
}

async function firstLine(child: ChildProcess): Promise<Ready> {
  let out = '';
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`conformance/kube ended (${signal ?? code}) before it was ready\n${complaint}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('\n')) {
        resolve(JSON.parse(out.slice(0, out.indexOf('\n'))) as Ready);
      }
    });
  });
}
