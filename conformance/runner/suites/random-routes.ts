import { ApiObject, Yaml } from 'cdk8s';
import { EdgeAnswer, edgeDifference, toAnswer } from '../edge/answer';
import { build } from '../edge/build';
import { RandomWorld, randomWorlds } from '../edge/generator';
import { toCall } from '../edge/outcome';
import { summary } from '../edge/summary';
import { EdgeWorld, PROXY } from '../edge/world';
import { ENVOY_VERSION } from '../envoy';
import { askIstio, ISTIO_VERSION, IstioCall, IstioWorld } from '../istio';
import { surroundingsOf } from '../routes/surroundings';
import { Suite } from '../suite';

// Kept with their answers and asked in every run.
const SAMPLE = { count: 30, seed: 1 };

/** Requests to gateways and routes that chance made: what our model says becomes of them, against what Envoy does. */
export const randomRoutes: Suite<RandomWorld, EdgeAnswer> = {
  name: 'random-routes',
  side: 'computed',
  versions: { istio: ISTIO_VERSION, envoy: ENVOY_VERSION },
  cases: () => randomWorlds(SAMPLE.count, SAMPLE.seed),
  made: randomWorlds,
  ask: async (worlds, programs) => {
    const answers = await askIstio(worlds.flatMap(toIstio), programs);
    const read = worlds.map((world): [string, EdgeAnswer] => [
      world.name,
      toAnswer(world, answers.get(world.name), answers.get(refusedId(world))),
    ]);
    summary(worlds, new Map(read)).forEach((line) => programs.say(`random-routes: ${line}`));
    return new Map(read);
  },
  difference: edgeDifference,
};

/** The world, and the one that our library refused, of which only the verdict counts. */
export function toIstio(random: RandomWorld): IstioWorld[] {
  const { world, requests, refused } = random;
  const calls = requests.map(toCall);
  const asked = asWorld(random.name, world, calls);
  return refused === undefined ? [asked] : [asked, asWorld(refusedId(random), refused.world, calls.slice(0, 1))];
}

function refusedId({ name }: RandomWorld): string {
  return `${name}, refused`;
}

function asWorld(id: string, world: EdgeWorld, calls: readonly IstioCall[]): IstioWorld {
  const text = documentsOf(world);
  return { id, yaml: `${text}\n${surroundingsOf(text, [])}`, proxy: PROXY, secrets: secretsOf(world), analyze: true, calls };
}

/** Every object by itself: of a world with an error, an App would give none. */
function documentsOf(world: EdgeWorld): string {
  const objects = build(world)
    .app.node.findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
  return Yaml.stringify(...objects.map((object): unknown => object.toJson()));
}

function secretsOf({ gateways }: EdgeWorld): IstioWorld['secrets'] {
  const names = gateways.flatMap(({ servers }) => servers.flatMap(({ secret }) => secret ?? []));
  return names.map((name) => ({ namespace: PROXY.namespace, name, hosts: ['edge.test'] }));
}
