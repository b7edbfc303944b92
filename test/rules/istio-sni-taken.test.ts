import { sniTaken } from '../../lib/rules/istio.sni-taken';
import { checkYaml, gateway, object, server, tls } from './istio-yaml';

const check = checkYaml(sniTaken);
const ends = (hosts: string, port = 443) => server(port, 'HTTPS', hosts, tls('web-tls'));
const passes = (hosts: string, port = 443) => server(port, 'TLS', hosts, 'tls: { mode: PASSTHROUGH }');
const route = (match: string, gateways = 'two') =>
  object(
    'networking.istio.io/v1',
    'VirtualService',
    'shop/db',
    `spec: { hosts: [db.a.com], gateways: [${gateways}], tls: [{ match: [${match}], route: [{ destination: { host: db } }] }] }`,
  );
const found =
  '[VirtualService/db] istio.sni-taken: spec.tls[0].match[0].sniHosts: Gateway "shop/one" ends TLS for "db.a.com" on port 443, where it would be passed through here, and Envoy refuses all servers of the port because of it. Fix: pass the name through or end TLS for it, not both on one port.';

test('a name that is passed through and ended on one port is found, whichever Gateway comes first', () => {
  const [one, two] = [gateway('shop/one', [ends('db.a.com')]), gateway('shop/two', [passes('"*.a.com"')])];
  expect(check(one, two, route('{ sniHosts: [db.a.com] }'))).toEqual([found]);
  expect(check(two, one, route('{ sniHosts: [db.a.com] }'))).toEqual([found]);
});

test('two Gateways that both have the very host are in conflict anyway', () => {
  const [one, two] = [gateway('shop/one', [ends('db.a.com')]), gateway('shop/two', [passes('db.a.com')])];
  expect(check(one, two, route('{ sniHosts: [db.a.com] }'))).toEqual([]);
});

test('inside one Gateway, and with a namespace before the host, too', () => {
  expect(check(gateway('shop/one', [passes('"*"'), ends('shop/db.a.com')]), route('{ sniHosts: [db.a.com] }', 'one'))).toEqual([found]);
});

test('Gateways of which one asks for more labels are for the same proxies', () => {
  const narrow = gateway('shop/one', [ends('db.a.com')], '{ istio: edge, zone: a }');
  const wide = gateway('shop/two', [passes('"*"')]);
  expect(check(narrow, wide, route('{ sniHosts: [db.a.com] }'))).toEqual([found]);
  expect(check(gateway('shop/one', [ends('db.a.com')], '{ istio: inner }'), wide, route('{ sniHosts: [db.a.com] }'))).toEqual([]);
});

test.each<[string, string, string, string]>([
  ['another name', ends('web.a.com'), passes('"*"'), '{ sniHosts: [db.a.com] }'],
  ['a wider name', ends('"*.a.com"'), passes('"*"'), '{ sniHosts: [db.a.com] }'],
  ['another port', ends('db.a.com', 8443), passes('"*"'), '{ sniHosts: [db.a.com] }'],
  ['a match for another port', ends('db.a.com'), passes('"*"'), '{ port: 8443, sniHosts: [db.a.com] }'],
  ['a match for another Gateway', ends('db.a.com'), passes('"*"'), '{ gateways: [mesh], sniHosts: [db.a.com] }'],
  ['a route for no host of the server', ends('db.a.com'), passes('"*.lan"'), '{ sniHosts: [db.a.com] }'],
  [
    'a server that goes by the name alone',
    ends('db.a.com'),
    server(443, 'TLS', '"*"', 'tls: { mode: AUTO_PASSTHROUGH }'),
    '{ sniHosts: [db.a.com] }',
  ],
])('%s is none of it', (_what, one, two, match) => {
  expect(check(gateway('shop/one', [one]), gateway('shop/two', [two]), route(match))).toEqual([]);
});
