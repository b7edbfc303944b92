import { Listener } from '../routing/listener';
import { toldApartBy } from './check-servers';
import { ReadServer } from './read-servers';
import { TlsSettings } from './server-tls';

/** What the servers of a gateway offer to routes. One with `AUTO_PASSTHROUGH` asks no route. */
export function listenersOf(servers: readonly ReadServer[], ownNamespace: string): Listener[] {
  return servers
    .filter(({ tls }) => tls?.mode !== 'AUTO_PASSTHROUGH')
    .map((server) => ({
      port: server.port,
      ...transportOf(server),
      hosts: server.hosts.map(({ host, namespace }) => ({ host, namespace: namespace === '.' ? ownNamespace : namespace })),
      httpsRedirect: server.httpsRedirect === true,
    }));
}

function transportOf({ protocol, tls }: ReadServer): Pick<Listener, 'protocol' | 'tls' | 'clientCertificate'> {
  if (toldApartBy(protocol) !== 'sni') {
    return { protocol: toldApartBy(protocol) === 'host' ? 'HTTP' : 'TCP' };
  }
  if (tls?.mode === 'PASSTHROUGH') {
    return { protocol: 'TCP', tls: 'passthrough' };
  }
  return { protocol: protocol === 'HTTPS' ? 'HTTP' : 'TCP', tls: 'terminate', clientCertificate: clientCertificateOf(tls?.mode) };
}

function clientCertificateOf(mode: TlsSettings['mode'] | undefined): Listener['clientCertificate'] {
  if (mode === 'OPTIONAL_MUTUAL') {
    return 'optional';
  }
  return mode === 'MUTUAL' || mode === 'ISTIO_MUTUAL' ? 'required' : undefined;
}
