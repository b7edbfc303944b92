import { Severity } from '../core/problem';
import { filled, items } from '../manifests/raw';
import { quoted } from '../values/coded-error';
import { FirstOf } from './istio/first-of';
import { atMeetings, Meeting } from './istio/gateway-meetings';
import { GatewayObject, GatewayServer } from './istio/gateways';
import { Rule, RuleFinding } from './rule';

/** A client that has a connection to one Gateway uses it for hosts of the other, as the certificate is good for both, and gets 404. */
export const certificateReused: Rule = {
  id: 'istio.certificate-reused',
  severity: Severity.WARNING,
  check: (manifests) => atMeetings<Placed>(manifests, reusesAt),
};

interface Placed {
  readonly gateway: GatewayObject;
  readonly server: GatewayServer;
}

function reusesAt({ gateways, opened }: Meeting, first: FirstOf<Placed>): RuleFinding[] {
  return gateways.flatMap((gateway) =>
    gateway.servers.flatMap((server) =>
      certificatesOf(server).flatMap(({ key, word, where }) => {
        const placed = { gateway, server };
        const other = first.add(`${opened(server.port)} ${server.bind} ${key}`, placed);
        const what = `${word} is the certificate of Gateway "${other.gateway.title}" too, for the same proxies, and a client may send requests for one over a connection to the other, which answers 404`;
        const fix = 'put the hosts of one certificate into one Gateway, or give each Gateway its own certificate';
        const isTold = other.gateway === gateway || sharesHost(placed, other);
        return isTold ? [] : [{ origin: gateway.origin, field: `${server.field}.tls.${where}`, what, fix }];
      }),
    ),
  );
}

/** Two Gateways with one host are in conflict, which is worse. */
function sharesHost({ server }: Placed, other: Placed): boolean {
  const names = new Set(other.server.hosts.map(({ name }) => name));
  return server.hosts.some(({ name }) => names.has(name));
}

/** As Istio's analyzer compares them: by name, or by both files. Only a client of HTTP uses one connection for several hosts. */
function certificatesOf({ uses, tls = {} }: GatewayServer) {
  const { credentialName, credentialNames, serverCertificate, privateKey } = tls;
  if (uses !== 'http') {
    return [];
  }
  const several = items(credentialNames).map((name, index) => ({ name: filled(name), where: `credentialNames[${index}]` }));
  const named = [{ name: filled(credentialName), where: 'credentialName' }, ...several].flatMap(({ name, where }) =>
    name === undefined ? [] : [{ key: JSON.stringify(name), word: `credential ${quoted(name)}`, where }],
  );
  const [certificate, key] = [filled(serverCertificate), filled(privateKey)];
  return named.length > 0 || certificate === undefined || key === undefined
    ? named
    : [{ key: JSON.stringify([certificate, key]), word: `file ${quoted(certificate)}`, where: 'serverCertificate' }];
}
