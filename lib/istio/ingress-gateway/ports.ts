import { toldApartBy } from '../check-servers';
import { ServedPort } from '../ingress-gateway-workload';
import { ServerProtocol } from '../istio-server';

/** A port of a gateway's Service, which is that of the proxies too. */
export interface OpenPort {
  readonly name: string;
  readonly port: number;
}

/** What every gateway has, as in Istio's own chart, beside the one that tells its health. */
const WEB: readonly ServedPort[] = [
  { port: 80, protocol: 'HTTP' },
  { port: 443, protocol: 'HTTPS' },
];

/**
 * The ports of a gateway's Service: those that every one has, and what its servers listen on, by number. Where servers of one port
 * disagree, the first one counts. The names say the protocol, as Istio wants it of every Service.
 */
export function openPortsFor(served: readonly ServedPort[]): OpenPort[] {
  const protocols = new Map<number, ServerProtocol>();
  [...served, ...WEB].forEach(({ port, protocol }) => protocols.set(port, protocols.get(port) ?? protocol));
  const named = [...protocols].map(([port, protocol]) => ({ name: nameOf(port, protocol), port }));
  return [{ name: 'status-port', port: 15021 }, ...named.sort((a, b) => a.port - b.port)];
}

function nameOf(port: number, protocol: ServerProtocol): string {
  if (port === 80 && toldApartBy(protocol) === 'host') {
    return 'http2';
  }
  return port === 443 && toldApartBy(protocol) === 'sni' ? 'https' : `${protocol.toLowerCase()}-${port}`;
}
