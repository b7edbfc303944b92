import { RouteRequest } from '../../../lib';
import { build } from './build';
import { computed, EdgeOutcome } from './outcome';
import { EdgeWorld, isDelegate, PROXY, RouteSketch, RuleSketch } from './world';

/** What our model says of some requests to a world. */
export function outcomesOf(world: EdgeWorld, requests: readonly RouteRequest[]): EdgeOutcome[] {
  const [gateway] = build(world).gateways;
  const model = gateway.routeModel();
  const source = { sourceLabels: { ...PROXY.labels }, sourceNamespace: PROXY.namespace };
  return requests.map((request) =>
    computed(request, model.evaluate({ ...request, ...source }), (route, rule) => nameOf(world, route, rule)),
  );
}

/** The name of a rule, which is what Envoy knows it by. Rules for connections have none. */
function nameOf({ routes }: EdgeWorld, path: string, rule: string): string | undefined {
  const name = path.split('/').pop();
  const [, index] = /^rules\[(\d+)\]$/.exec(rule) ?? [];
  return index === undefined ? undefined : routes.flatMap(withDelegates).find((one) => one.name === name)?.rules?.[Number(index)]?.name;
}

function withDelegates(route: RouteSketch): { readonly name: string; readonly rules?: readonly RuleSketch[] }[] {
  return [route, ...(route.rules ?? []).map(({ action }) => action).filter(isDelegate)];
}
