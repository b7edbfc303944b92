import { Findings } from '../core/findings';
import { Listener, listenersServing } from '../routing/listener';
import { quoted } from '../values/coded-error';
import { checkPassedOn } from './connection-routes';
import { IstioGateway } from './istio-gateway';
import { checkRedirects } from './redirect-loops';
import { checkTaken } from './taken-matches';
import { IstioAttachedRoute } from './workload-model';

/** Which rules a server asks (istiod `pilot/pkg/networking/core/gateway.go`). */
const USES = [
  { field: 'rules', list: 'rules', wants: 'HTTP', uses: ({ protocol, tls }: Listener) => protocol === 'HTTP' && tls !== 'passthrough' },
  { field: 'tlsRules', list: 'tls', wants: 'TLS that is passed on', uses: ({ tls }: Listener) => tls === 'passthrough' },
  { field: 'tcpRules', list: 'tcp', wants: 'TCP', uses: ({ protocol, tls }: Listener) => protocol === 'TCP' && tls !== 'passthrough' },
] as const;

/** Reports hosts that no server of the gateway is for. */
function checkAdmitted(findings: Findings, gateway: IstioGateway, { hosts, namespace }: IstioAttachedRoute): void {
  const name = quoted(gateway.name);
  for (const host of hosts.filter((candidate) => !gateway._admits(candidate, namespace))) {
    const what = `${quoted(host.text)} is no host of gateway ${name} for routes of namespace ${quoted(namespace)}, so no request reaches it`;
    const fix = `add the host to a server of gateway ${name}, or route one of its hosts`;
    findings.error({ id: 'istio.host-not-in-gateway', what, allowed: abridged(gateway._hosts), fix }, 'hosts');
  }
}

/** Reports rules that the gateway never asks, or in vain. While no server is for the hosts at all, that is the problem to solve. */
export function checkUse(findings: Findings, gateway: IstioGateway, route: IstioAttachedRoute, isForMesh: boolean): void {
  checkAdmitted(findings, gateway, route);
  const serving = listenersServing(gateway._listeners, route);
  for (const { field, list, wants, uses } of serving.length === 0 ? [] : USES) {
    const using = serving.filter(uses);
    if (route[list].length > 0 && using.length === 0) {
      const what = `gateway ${quoted(gateway.name)} has no server for ${wants} for these hosts, so ${field} are never asked`;
      findings.error({ id: 'istio.route-never-used', what, fix: `pass a gateway with such a server, or drop ${field}` }, field);
    } else if (!isForMesh) {
      checkTaken(findings, gateway, route, { rules: route[list], listeners: using });
    }
  }
  checkRedirects(findings, gateway, route, serving.filter(USES[0].uses));
  for (const listener of serving.filter(({ tls }) => tls === 'passthrough')) {
    checkPassedOn(findings, route.tls, route.hosts, listener);
  }
}

/** As many hosts as a message can name. */
const SHOWN = 10;

function abridged(hosts: readonly string[]): string {
  const others = hosts.length - SHOWN;
  return others > 0 ? `${hosts.slice(0, SHOWN).join(', ')} and ${others} more` : hosts.join(', ');
}
