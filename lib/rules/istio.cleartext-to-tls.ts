import { Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { quoted } from '../values/coded-error';
import { destinationRulesOf } from './istio/destination-rules';
import { Destination } from './istio/destinations';
import { registryOf } from './istio/registry';
import { tlsSettingsOf } from './istio/tls-settings';
import { VirtualServiceObject, virtualServicesOf } from './istio/virtual-services';
import { Rule, RuleFinding } from './rule';

/** HTTP routes to a port of TLS outside of the mesh: the proxy opens no TLS by itself, whatever the protocol of the port. */
export const cleartextToTls: Rule = {
  id: 'istio.cleartext-to-tls',
  severity: Severity.WARNING,
  check: (manifests) =>
    virtualServicesOf(manifests).flatMap((virtualService) =>
      virtualService.destinations.flatMap((destination) => findingOf(virtualService, destination, manifests)),
    ),
};

function findingOf({ origin }: VirtualServiceObject, destination: Destination, manifests: Manifests): RuleFinding[] {
  const { kind, field, host, hasPort, port } = destination;
  const { ports = new Set<number>(), entries = [] } = registryOf(manifests).hosts.get(host) ?? {};
  const meant = hasPort ? port : ports.size === 1 ? [...ports][0] : undefined;
  const entry = entries.find((one) => one.ports.some((its) => its.port === meant && SECURE.has(its.protocol)));
  if (kind !== 'http' || entry === undefined || hasTls(host, manifests)) {
    return [];
  }
  const what = `port ${meant} of ${quoted(host)} is one of TLS in ServiceEntry ${quoted(`${entry.namespace}/${entry.name}`)}, and no DestinationRule opens TLS to it, so requests are sent there in plain text`;
  return [{ origin, field, what, fix: `write a DestinationRule for ${quoted(host)} with trafficPolicy.tls.mode: SIMPLE` }];
}

const SECURE: ReadonlySet<string> = new Set(['HTTPS', 'TLS']);

function hasTls(host: string, manifests: Manifests): boolean {
  const settings = destinationRulesOf(manifests).for(host).flatMap(tlsSettingsOf);
  return settings.some(({ tls: { mode } }) => mode !== undefined && mode !== 'DISABLE');
}
