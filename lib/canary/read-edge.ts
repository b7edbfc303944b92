import { Findings } from '../core/findings';
import { IstioGateway } from '../istio/istio-gateway';
import { readRouteHosts } from '../istio/route-hosts';
import { quoted } from '../values/coded-error';
import { Host } from '../values/host';
import { madeBy } from '../values/input';
import { EdgeOfCanary } from './canary-clients';
import { StickyCookie } from './canary-stickiness';

const parseGateway = madeBy(IstioGateway, 'new IstioGateway(…)');

/** Where requests come in, unless something is wrong with it. */
export function readEdge(findings: Findings, edge: EdgeOfCanary | undefined, sticky: StickyCookie | undefined): EdgeOfCanary | undefined {
  if (edge === undefined) {
    return undefined;
  }
  const known = findings.list().length;
  const gateway = findings.parse('clients', edge.gateway, parseGateway);
  const hosts = readRouteHosts(findings, edge.hosts, 'clients.hosts');
  if (gateway === undefined || findings.list().length > known) {
    return undefined;
  }
  if (sticky?.secure === true) {
    checkHttps(findings, gateway, hosts);
  }
  return edge;
}

/** Browsers keep no cookie for HTTPS that comes by plain HTTP; that HTTPS ends before the gateway cannot be seen from here. */
function checkHttps(findings: Findings, gateway: IstioGateway, hosts: readonly Host[]): void {
  const serves = (host: Host, secured: boolean): boolean =>
    gateway._listeners.some(
      (listener) => (listener.tls === 'terminate') === secured && listener.hosts.some((offered) => offered.host.overlaps(host)),
    );
  for (const host of hosts.filter((given) => serves(given, false) && !serves(given, true))) {
    const what = `browsers drop a cookie for HTTPS only, and gateway ${quoted(gateway.name)} has ${quoted(host.text)} by plain HTTP only`;
    const fix = 'add IstioServer.https(…) for the host, or drop secure; acknowledge it if HTTPS ends before the gateway';
    findings.warning({ id: 'canary.cookie-over-http', what, fix }, 'sticky');
  }
}
