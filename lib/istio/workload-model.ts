import { AttachedRoute } from '../routing/attached-route';
import { Listener } from '../routing/listener';
import { RouteModel } from '../routing/route-model';
import { ExportTo } from './export-to';
import { Reach, reachOf } from './exported';

/** A gateway, with what is attached to it. */
export interface AttachedGateway {
  readonly name: string;
  readonly namespace: string;
  readonly listeners: readonly Listener[];
  readonly routes: readonly IstioAttachedRoute[];
}

/** A route as its gateway knows it. */
export interface IstioAttachedRoute extends Omit<AttachedRoute, 'listeners'> {
  readonly name: string;
  readonly exportTo?: ExportTo;
}

/** What all gateways and routes of some proxies mean, asked in the order of istiod (`pilot/pkg/model/push_context.go`). */
export function modelOf(gateways: readonly AttachedGateway[], proxyNamespace: string): RouteModel {
  const merged = [...gateways].sort(byName);
  const routes = merged.flatMap(({ listeners, routes: attached }) => attached.map((route) => ({ ...route, listeners })));
  const rank = ({ exportTo, namespace }: IstioAttachedRoute): number => RANKS.indexOf(reachOf(exportTo, namespace, proxyNamespace));
  return RouteModel._of({
    listeners: merged.flatMap(({ listeners }) => listeners),
    routes: routes.filter((route) => rank(route) >= 0).sort((one, other) => rank(one) - rank(other) || byName(one, other)),
  });
}

const RANKS: readonly (Reach | undefined)[] = ['own', 'named', 'all'];

interface Named {
  readonly name: string;
  readonly namespace: string;
}

/** Objects that are applied at once are as old as each other to istiod, and it asks them by name. */
function byName(one: Named, other: Named): number {
  return compare(one.name, other.name) || compare(one.namespace, other.namespace);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
