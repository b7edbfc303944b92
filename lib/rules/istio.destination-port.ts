import { Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { quoted } from '../values/coded-error';
import { bindingsOf } from './istio/bindings';
import { Destination } from './istio/destinations';
import { MESH } from './istio/gateway-names';
import { fullHost } from './istio/mesh-host';
import { registryOf } from './istio/registry';
import { VirtualServiceObject, virtualServicesOf } from './istio/virtual-services';
import { Rule, RuleFinding } from './rule';

/**
 * A port that the host does not have, said or not: without one, a request to a host of several ports stays on the port it came to
 * (istiod `GetDestinationCluster`). In the mesh that is a port of the Service which was called, at a gateway one of the Gateway.
 */
export const destinationPort: Rule = {
  id: 'istio.destination-port',
  check: (manifests) =>
    virtualServicesOf(manifests).flatMap((virtualService) =>
      virtualService.destinations.flatMap((destination) => findingOf(virtualService, destination, manifests)),
    ),
};

type Words = Pick<RuleFinding, 'what' | 'severity'>;

function findingOf(virtualService: VirtualServiceObject, destination: Destination, manifests: Manifests): RuleFinding[] {
  const { host, port, hasPort, field } = destination;
  const ports = registryOf(manifests).hosts.get(host)?.ports ?? new Set<number>();
  const isNone = port !== undefined && !ports.has(port);
  const said = { what: `${quoted(host)} has no port ${port}, so requests fail with 503` };
  const words = hasPort ? (isNone ? said : undefined) : ports.size > 1 ? unsaid(virtualService, destination, ports, manifests) : undefined;
  const allowed = [...ports].join(', ');
  return words === undefined || ports.size === 0
    ? []
    : [{ origin: virtualService.origin, field: `${field}.port`, ...words, allowed, fix: 'say which port of the host is meant' }];
}

function unsaid(
  route: VirtualServiceObject,
  destination: Destination,
  ports: ReadonlySet<number>,
  manifests: Manifests,
): Words | undefined {
  return atGateways(route, destination, ports, manifests) ?? inMesh(route, destination, ports, manifests);
}

function atGateways(route: VirtualServiceObject, { host, kind, takes }: Destination, ports: ReadonlySet<number>, manifests: Manifests) {
  if (!route.gateways.some(({ key }) => takes(key))) {
    return undefined;
  }
  const other = bindingsOf(route, manifests)
    .flatMap(({ name, servers = [] }) => servers.filter(({ uses, port }) => uses === kind && takes(name.key, port)))
    .find(({ port }) => !ports.has(port));
  const what = `${quoted(host)} has several ports and none is said, so a request stays on the port of the Gateway that it came to`;
  return other === undefined
    ? { severity: Severity.WARNING, what }
    : { what: `${what}: ${other.port}, which the host does not have, so that it fails with 503` };
}

/** Between Services of the same ports no port needs to be said. */
function inMesh(
  route: VirtualServiceObject,
  { host, takes }: Destination,
  ports: ReadonlySet<number>,
  manifests: Manifests,
): Words | undefined {
  if (!route.isMesh || !takes(MESH)) {
    return undefined;
  }
  const called = route.hosts.map((text) => fullHost(text, route.namespace)).filter((name) => name !== host);
  const lost = called.flatMap((name) => {
    const its = [...(registryOf(manifests).hosts.get(name)?.ports ?? [])].filter((port) => takes(MESH, port));
    const missing = its.filter((port) => !ports.has(port));
    return missing.length === 0 ? [] : [{ name, missing, isAll: missing.length === its.length }];
  })[0];
  return (
    lost && {
      severity: lost.isAll ? Severity.ERROR : Severity.WARNING,
      what: `${quoted(host)} has several ports and none is said, so a request stays on the one of ${quoted(lost.name)} that it was for, and ${lost.missing.join(', ')} ${lost.missing.length === 1 ? 'is' : 'are'} not among them`,
    }
  );
}
