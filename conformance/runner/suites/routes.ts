import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { App } from 'cdk8s';
import { ENVOY_VERSION } from '../envoy';
import { askIstio, IstioAnswer, ISTIO_VERSION, IstioWorld } from '../istio';
import { fullOutcome, toCall, toOutcome } from '../routes/outcome';
import { Outcome, RouteRequest, RouteWorld } from '../routes/route-world';
import { surroundingsOf } from '../routes/surroundings';
import { Case, Skipped, Suite } from '../suite';

/** What is wrong with a world as a whole. */
interface Verdict {
  /** What the API server or istiod refuse, or warn of. */
  readonly problems: readonly string[];
  /** Errors and warnings of Istio's analyzers: code and object. */
  readonly analysis: readonly string[];
}

/** A request to a world, or, without one, the world itself. */
export interface RouteCase extends Case {
  readonly world: RouteWorld;
  readonly request?: RouteRequest;
}

export type RouteAnswer = Outcome | Verdict;

const CASES = join(__dirname, '..', '..', 'cases', 'routes');

/** Requests to the clusters of this repository and to further worlds: istiod's own code translates, Envoy answers. */
export const routes: Suite<RouteCase, RouteAnswer> = {
  name: 'routes',
  side: 'expected',
  versions: { istio: ISTIO_VERSION, envoy: ENVOY_VERSION },
  cases: () => readWorlds().flatMap(casesOf),
  ask: async (cases, programs) => {
    const worlds = [...new Set(cases.map(({ world }) => world))];
    const answers = await askIstio(worlds.map(toIstio), programs);
    return new Map(cases.map((aCase) => [aCase.name, answerTo(aCase, answers.get(aCase.world.name))]));
  },
  difference: ({ world, request }, answer) => {
    const expected = request === undefined ? { problems: [], analysis: world.analysis ?? [] } : fullOutcome(request);
    return isDeepStrictEqual(answer, expected) ? undefined : `expected ${JSON.stringify(expected)}, got ${JSON.stringify(answer)}`;
  },
};

/** The worlds of every file in a folder, each of which exports some as `worlds`. */
export function readWorlds(folder = CASES): RouteWorld[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  return files.sort().flatMap((file) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a file is a case by being there
    return (require(join(folder, file)) as { readonly worlds: RouteWorld[] }).worlds;
  });
}

export function casesOf(world: RouteWorld): RouteCase[] {
  return [
    { name: `${world.name}: accepted`, world },
    ...world.requests.map((request) => ({ name: nameOf(world, request), world, request })),
  ];
}

function nameOf({ name }: RouteWorld, { method, url, headers = {}, sni, certificate }: RouteRequest): string {
  const details = [
    ...Object.entries(headers).map(([header, value]) => `${header}: ${value}`),
    ...(sni === undefined ? [] : [`SNI ${sni}`]),
    ...(certificate === undefined ? [] : [`${certificate} client`]),
  ];
  return `${name}: ${method} ${url}${details.length === 0 ? '' : ` (${details.join(', ')})`}`;
}

/** A world as the oracle takes it. Building it with an error of ours in it throws. */
export function toIstio({ name, build, documents = '', services = [], secrets = {}, proxy, requests }: RouteWorld): IstioWorld {
  const app = new App();
  build(app);
  const text = `${app.synthYaml()}\n---\n${documents}`;
  return {
    id: name,
    yaml: `${text}\n${surroundingsOf(text, services)}`,
    proxy,
    secrets: Object.entries(secrets).map(([path, hosts]) => ({ namespace: path.split('/')[0], name: path.split('/')[1], hosts })),
    analyze: true,
    calls: requests.map(toCall),
  };
}

function answerTo({ world, request }: RouteCase, answer: IstioAnswer | undefined): RouteAnswer | Skipped {
  if (answer === undefined || answer.error !== undefined) {
    throw new Error(`${world.name}: ${answer?.error ?? 'the oracle did not answer'}`);
  }
  if (request === undefined) {
    return verdictOf(answer);
  }
  return toOutcome(request, (answer.calls ?? [])[world.requests.indexOf(request)]);
}

function verdictOf({ problems, analysis = [], rejected = {} }: IstioAnswer): Verdict {
  return {
    problems: [
      ...(problems ?? []).map(({ object, stage, severity, text }) => `${object}: ${stage} ${severity}: ${text}`),
      ...Object.entries(rejected).map(([listener, reason]) => `${listener}: Envoy refused it: ${reason}`),
    ],
    analysis: analysis
      .filter(({ level }) => level !== 'Info')
      .map(({ code, object }) => `${code} ${object}`)
      .sort(),
  };
}
