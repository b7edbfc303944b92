import { cleartextToTls } from '../../lib/rules/istio.cleartext-to-tls';
import { entryWithoutEndpoints } from '../../lib/rules/istio.entry-without-endpoints';
import { hostNotVisible } from '../../lib/rules/istio.host-not-visible';
import { checkOf, deployment, destinationRule, entry, gateway, http, httpServer, route } from './istio-documents';

const API = 'api.example.com';
const ports = [{ number: 443, name: 'https', protocol: 'HTTPS' }];
const api = (spec: object = {}, path = 'api') => entry(path, { hosts: [API], ports, resolution: 'DNS', ...spec });
const to = (spec: object = {}, path = 'web') =>
  route(path, { hosts: ['a.com'], gateways: ['edge/public'], http: http({ host: API, port: { number: 443 } }), ...spec });
const atMesh = [{ match: [{ gateways: ['mesh'] }], route: [{ destination: { host: API } }] }];

describe('istio.entry-without-endpoints', () => {
  const check = checkOf(entryWithoutEndpoints);
  test('a gateway knows no address of a host without endpoints and a resolution', () => {
    const found =
      '[VirtualService/web] istio.entry-without-endpoints: spec.http[0].route[0].destination.host: ServiceEntry "shop/api" gives "api.example.com" neither endpoints nor a resolution, which is for sidecars only, so requests from gateways fail with 503. Fix: set resolution: DNS in the ServiceEntry, or STATIC with endpoints.';
    expect(check([to(), api({ resolution: 'NONE' })])).toEqual([found]);
    expect(check([to(), api({ resolution: undefined })])).toEqual([found]);
  });
  test.each([
    ['it is found by DNS', [to(), api()]],
    ['it has endpoints', [to(), api({ resolution: 'NONE', endpoints: [{ address: '10.0.0.1' }] })]],
    ['workloads are its endpoints', [to(), api({ resolution: 'NONE', workloadSelector: { labels: { a: 'b' } } })]],
    ['another entry finds it', [to(), api({ resolution: 'NONE' }), api({}, 'other')]],
    ['the mesh sends to it', [to({ gateways: ['mesh'] }), api({ resolution: 'NONE' })]],
    ['only its part for the mesh sends to it', [to({ gateways: ['edge/public', 'mesh'], http: atMesh }), api({ resolution: 'NONE' })]],
  ])('not when %s', (_, objects) => expect(check(objects)).toEqual([]));
});

describe('istio.cleartext-to-tls', () => {
  const check = checkOf(cleartextToTls);
  const found =
    'warning [VirtualService/web] istio.cleartext-to-tls: spec.http[0].route[0].destination: port 443 of "api.example.com" is one of TLS in ServiceEntry "shop/api", and no DestinationRule opens TLS to it, so requests are sent there in plain text. Fix: write a DestinationRule for "api.example.com" with trafficPolicy.tls.mode: SIMPLE.';
  test('HTTP routes to a port of TLS', () => {
    expect(check([to(), api()])).toEqual([found]);
    expect(check([to({ http: http(API) }), api({ ports: [{ ...ports[0], protocol: 'tls' }] })])).toEqual([found]);
  });
  test('a rule that opens no TLS changes nothing', () => {
    expect(check([to(), api(), destinationRule('api', { host: API, trafficPolicy: { tls: { mode: 'DISABLE' } } })])).toEqual([found]);
  });
  test.each([
    ['a rule opens it', [to(), api(), destinationRule('api', { host: API, trafficPolicy: { tls: { mode: 'SIMPLE' } } })]],
    [
      'a rule opens it for all of a domain',
      [to(), api(), destinationRule('all', { host: '*.example.com', trafficPolicy: { tls: { mode: 'SIMPLE' } } })],
    ],
    ['TLS is passed through', [to({ http: [], tls: http({ host: API, port: { number: 443 } }) }), api()]],
    ['the port is one of HTTP', [to(), api({ ports: [{ ...ports[0], protocol: 'HTTP' }] })]],
    [
      'which port is meant is not said',
      [to({ http: http(API) }), api({ ports: [...ports, { number: 80, name: 'http', protocol: 'HTTP' }] })],
    ],
  ])('not when %s', (_, objects) => expect(check(objects)).toEqual([]));
});

describe('istio.host-not-visible', () => {
  const check = checkOf(hostNotVisible);
  const world = [gateway('edge/public', httpServer(['*'])), deployment('edge/proxy', { istio: 'edge' })];
  test('a ServiceEntry that is kept from the proxies', () => {
    expect(check([...world, to(), api({ exportTo: ['.'] })])).toEqual([
      '[VirtualService/web] istio.host-not-visible: spec.http[0].route[0].destination.host: ServiceEntry "shop/api" has host "api.example.com", and is not exported to the proxies of Gateway "edge/public": requests from there fail with 503. Fix: export the ServiceEntry to all who use it.',
    ]);
    expect(check([to({ gateways: ['mesh'] }, 'blog/web'), api({ exportTo: ['.'] })])).toEqual([
      expect.stringContaining('is not exported to clients in namespace "blog": '),
    ]);
  });
  test.each([
    ['all see it', [...world, to(), api()]],
    ['they do', [...world, to(), api({ exportTo: ['.', 'edge'] })]],
    ['another of the host is for them', [...world, to(), api({ exportTo: ['.'] }), api({}, 'edge/api')]],
    ['the clients are beside it', [to({ gateways: ['mesh'] }), api({ exportTo: ['.'] })]],
    [
      'only its part for the mesh sends to it',
      [...world, to({ gateways: ['edge/public', 'mesh'], http: atMesh }), api({ exportTo: ['.'] })],
    ],
    ['it is known of no pods of the gateway', [world[0], to(), api({ exportTo: ['.'] })]],
  ])('not when %s', (_, objects) => expect(check(objects)).toEqual([]));
});
