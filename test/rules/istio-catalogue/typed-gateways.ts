import { SecretRef } from '../../../lib/core/secret-ref';
import { IstioGateway } from '../../../lib/istio/istio-gateway';
import { IstioServer } from '../../../lib/istio/istio-server';
import { ServerTls } from '../../../lib/istio/server-tls';
import { documentOf } from '../../support/charts';
import { idsOf, Impossible } from '../catalogue/line';
import { cannotBeSaid, gateway, HOST, waysToMake } from './world';

// 2.1 Gateway, what its types leave no words for. Said without types, it is a problem, or nothing of it is written.

const hosts = [HOST];
const secret = SecretRef.fromName('web-tls');
const https = (tls: ServerTls): IstioServer => IstioServer.https({ hosts, tls });
const written = (server: IstioServer): Record<string, any> =>
  documentOf('Gateway', (chart) => new IstioGateway(chart, 'gateway', { servers: [server] })).spec.servers[0];
const idsWith = (server: IstioServer): string[] => idsOf(gateway({ servers: [server] }));

export const impossibleGateways: readonly Impossible[] = [
  cannotBeSaid('Servers', 'no port', 'a port has a default, or is required', () => {
    // @ts-expect-error the port is required
    expect(idsWith(IstioServer.tcp({ hosts: ['*'] }))).toEqual(['port.range']);
  }),
  cannotBeSaid('Servers', 'targetPort', 'no property says it', () => {
    // @ts-expect-error there is no such property
    const server = IstioServer.http({ hosts, targetPort: 8080 });
    expect(written(server).port).toEqual({ number: 80, name: 'http', protocol: 'HTTP' });
  }),
  cannotBeSaid('Protocol', 'one that Istio does not know', 'a protocol is a way to make a server', () => {
    const options = { hosts: ['*'], port: 9000, tls: ServerTls.passthrough() };
    const make = IstioServer as unknown as Record<string, (given: typeof options) => IstioServer>;
    const protocols = waysToMake(IstioServer).map((way) => written(make[way](options)).port.protocol as string);
    expect(protocols).toEqual(['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB', 'HTTPS', 'TLS', 'TCP', 'MONGO', 'REDIS', 'MYSQL']);
  }),
  cannotBeSaid('TLS required', 'HTTPS without TLS', 'the property is required', () => {
    // @ts-expect-error tls is required
    expect(idsWith(IstioServer.https({ hosts }))).toEqual(['input.type']);
  }),
  cannotBeSaid('TLS required', 'TLS without TLS', 'the property is required', () => {
    // @ts-expect-error tls is required
    expect(idsWith(IstioServer.tls({ hosts }))).toEqual(['input.type']);
  }),
  cannotBeSaid('TLS forbidden', 'TCP with TLS', 'no property says it; TCP over TLS is IstioServer.tls(…)', () => {
    // @ts-expect-error there is no such property
    const server = IstioServer.tcp({ hosts: ['*'], port: 9000, tls: ServerTls.simple(secret) });
    expect(written(server)).not.toHaveProperty('tls');
  }),
  cannotBeSaid('TLS forbidden', 'HTTP with TLS', 'no property says it; HTTP over TLS is IstioServer.https(…)', () => {
    // @ts-expect-error there is no such property
    const server = IstioServer.http({ hosts, tls: ServerTls.simple(secret) });
    expect(written(server)).not.toHaveProperty('tls');
  }),
  cannotBeSaid('httpsRedirect', 'of a server that is not HTTP', 'only those of HTTP have the property', () => {
    // @ts-expect-error there is no such property
    const server = IstioServer.https({ hosts, tls: ServerTls.simple(secret), httpsRedirect: true });
    expect(written(server).tls).toEqual({ mode: 'SIMPLE', credentialName: 'web-tls' });
  }),
  cannotBeSaid('SIMPLE', 'no certificate', 'the Secret is required', () => {
    // @ts-expect-error the Secret is required
    expect(idsWith(https(ServerTls.simple()))).toEqual(['input.type']);
  }),
  cannotBeSaid('MUTUAL / OPTIONAL_MUTUAL', 'no certificate', 'the Secret is required', () => {
    // @ts-expect-error the Secret is required
    expect(idsWith(https(ServerTls.mutual()))).toEqual(['input.type']);
    // @ts-expect-error the Secret is required
    expect(idsWith(https(ServerTls.optionalMutual()))).toEqual(['input.type']);
  }),
  cannotBeSaid('MUTUAL / OPTIONAL_MUTUAL', 'no authorities', 'they come with the Secret', () => {
    expect(written(https(ServerTls.mutual(secret))).tls).toEqual({ mode: 'MUTUAL', credentialName: 'web-tls' });
  }),
  cannotBeSaid('ISTIO_MUTUAL', 'a certificate of its own', 'no property says it', () => {
    // @ts-expect-error there is no such property
    const tls = ServerTls.istioMutual({ certificate: secret, secondCertificate: secret });
    expect(written(https(tls)).tls).toEqual({ mode: 'ISTIO_MUTUAL' });
  }),
  cannotBeSaid('(AUTO_)PASSTHROUGH', 'a certificate', 'nothing can be said beside it', () => {
    // @ts-expect-error there is nothing to say
    expect(written(https(ServerTls.passthrough(secret))).tls).toEqual({ mode: 'PASSTHROUGH' });
    // @ts-expect-error there is nothing to say
    expect(written(https(ServerTls.autoPassthrough(secret))).tls).toEqual({ mode: 'AUTO_PASSTHROUGH' });
  }),
  cannotBeSaid('Cert sources', 'one and a list', 'a second certificate makes the list', () => {
    const tls = ServerTls.simple(secret, { secondCertificate: SecretRef.fromName('web-ecdsa') });
    expect(written(https(tls)).tls).toEqual({ mode: 'SIMPLE', credentialNames: ['web-tls', 'web-ecdsa'] });
  }),
  cannotBeSaid('Cert sources', 'none or three in the list', 'there is a first and perhaps a second', () => {
    // @ts-expect-error there is no such property
    const tls = ServerTls.simple(secret, { thirdCertificate: secret });
    expect(written(https(tls)).tls).toEqual({ mode: 'SIMPLE', credentialName: 'web-tls' });
  }),
  cannotBeSaid('Cert sources', 'files, or a revocation list in one', 'no property says it', () => {
    // @ts-expect-error there is no such property
    const tls = ServerTls.mutual(secret, { serverCertificate: '/a', privateKey: '/b', caCrl: '/c', tlsCertificates: [] });
    expect(written(https(tls)).tls).toEqual({ mode: 'MUTUAL', credentialName: 'web-tls' });
  }),
];
