import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { App } from 'cdk8s';
import { stringify } from 'yaml';
import { ENVOY_VERSION } from '../envoy';
import { ISTIO_VERSION, IstioWorld } from '../istio';
import { Case, Programs, Suite } from '../suite';
import { Traffic } from '../traffic';
import { TrafficScenario, Verdict } from '../traffic-cases/traffic-case';

export interface TrafficCase extends Case {
  readonly scenario: TrafficScenario;
}

const CASES = join(__dirname, '..', '..', 'cases', 'traffic');

/** What has to be counted: shares, changes under load, pods that are left out. Envoy is fed live by istiod's own code. */
export const traffic: Suite<TrafficCase, Verdict> = {
  name: 'traffic',
  side: 'expected',
  versions: { istio: ISTIO_VERSION, envoy: ENVOY_VERSION },
  cases: () => readScenarios().map((scenario) => ({ name: scenario.name, scenario })),
  ask: async (cases, programs) => {
    const answers = new Map<string, Verdict>();
    for (const { name, scenario } of cases) {
      answers.set(name, await play(scenario, programs));
    }
    return answers;
  },
  difference: ({ scenario: { expect } }, answer) =>
    isDeepStrictEqual(answer, expect) ? undefined : `expected ${JSON.stringify(expect)}, got ${JSON.stringify(answer)}`,
};

/** The scenarios of every file in a folder, each of which exports some as `scenarios`. */
export function readScenarios(folder = CASES): TrafficScenario[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  return files.sort().flatMap((file) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a file is a case by being there
    return (require(join(folder, file)) as { readonly scenarios: TrafficScenario[] }).scenarios;
  });
}

/** The documents of some charts. */
export function documentsOf(build: (app: App) => void): string {
  const app = new App();
  build(app);
  return app.synthYaml();
}

async function play(scenario: TrafficScenario, programs: Programs): Promise<Verdict> {
  const running = await Traffic.start(toWorld(scenario), programs);
  try {
    return await scenario.run(running);
  } finally {
    await running.stop();
  }
}

export function toWorld({ name, build, pods, proxy, secrets = {} }: TrafficScenario): Omit<IstioWorld, 'calls'> {
  const documents = Object.entries(pods).map(([pod, labels]) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: pod, namespace: 'default', labels },
    spec: { containers: [{ name: 'server', image: 'server' }] },
  }));
  return {
    id: name,
    yaml: [documentsOf(build), ...documents.map((document) => stringify(document))].join('\n---\n'),
    proxy,
    secrets: Object.entries(secrets).map(([path, hosts]) => ({ namespace: path.split('/')[0], name: path.split('/')[1], hosts })),
  };
}
