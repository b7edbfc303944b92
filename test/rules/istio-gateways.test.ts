import { anyHost } from '../../lib/rules/istio.any-host';
import { certificateReused } from '../../lib/rules/istio.certificate-reused';
import { gatewayConflict } from '../../lib/rules/istio.gateway-conflict';
import { gatewayPortNotOnService } from '../../lib/rules/istio.gateway-port-not-on-service';
import { gatewayWithoutPods } from '../../lib/rules/istio.gateway-without-pods';
import { checkYaml, gateway, object, proxies, server, tls } from './istio-yaml';

const https = (hosts: string, credential = 'web-tls', port = 443) => server(port, 'HTTPS', hosts, tls(credential));
const http = (hosts: string, port = 80) => server(port, 'HTTP', hosts);
const redirect = (hosts: string) => server(80, 'HTTP', hosts, 'tls: { httpsRedirect: true }');
const service = (ports: string, id = 'edge/gateway') =>
  object('v1', 'Service', id, `spec: { selector: { app: gateway }, ports: [${ports}] }`);

describe('istio.gateway-conflict', () => {
  const check = checkYaml(gatewayConflict);
  const dropped =
    '[Gateway/two] istio.gateway-conflict: spec.servers[0].hosts: host "a.com" on port 443 is served by Gateway "shop/one" too, for the same proxies, and Istio drops one of the two servers with all its hosts. Fix: serve each host in one Gateway only.';
  test('two servers with TLS for one host: one is dropped', () => {
    expect(check(gateway('shop/one', [https('a.com')]), gateway('pay/two', [https('b.com, a.com', 'other')]))).toEqual([dropped]);
  });
  test('with a namespace before the host Envoy refuses all of the port', () => {
    expect(check(gateway('shop/one', [https('./a.com')]), gateway('pay/two', [https('./a.com, b.com')]))).toEqual([
      '[Gateway/two] istio.gateway-conflict: spec.servers[0].hosts: host "./a.com" on port 443 is served by Gateway "shop/one" too, for the same proxies, and Envoy refuses all servers of port 443 because of it. Fix: serve each host in one Gateway only.',
    ]);
    expect(check(gateway('shop/one', [https('"*/a.com"')]), gateway('pay/two', [https('a.com')]))).toEqual([dropped]);
  });
  test('without TLS a host that is kept for a namespace hides nothing of two that are for all', () => {
    expect(
      check(gateway('shop/one', [http('./a.com')]), gateway('pay/two', [http('a.com')]), gateway('pay/three', [http('a.com')])),
    ).toEqual([
      expect.stringContaining(
        '[Gateway/three] istio.gateway-conflict: spec.servers[0].hosts: host "a.com" on port 80 is served by Gateway "pay/two" too',
      ),
    ]);
  });
  test('several hosts are one finding', () => {
    expect(check(gateway('shop/one', [https('a.com, b.com')]), gateway('pay/two', [https('b.com, a.com')]))).toEqual([
      expect.stringContaining('hosts "b.com" and "a.com" on port 443 are served by Gateway "shop/one" too'),
    ]);
  });
  test.each([
    ['TLS', 'HTTP without TLS', https('b.com'), http('a.com', 443)],
    ['HTTP without TLS', 'TLS', http('a.com', 443), https('b.com')],
    ['bytes without TLS', 'bytes without TLS', server(443, 'TCP', '"*"'), server(443, 'MONGO', '"*"')],
    ['HTTP without TLS', 'bytes without TLS', http('a.com', 443), server(443, 'TCP', '"*"')],
  ])('%s and %s on one port', (mine, its, second, first) => {
    expect(check(gateway('shop/one', [first]), gateway('pay/two', [second]))).toEqual([
      `[Gateway/two] istio.gateway-conflict: spec.servers[0].port: port 443 is for ${mine} here and for ${its} in Gateway "shop/one", for the same proxies, and Istio drops one of the two servers. Allowed: servers of HTTP together, or servers with TLS together. Fix: give one of the two a port of its own.`,
    ]);
  });
  test('a host without TLS in two Gateways is merged, which the analyzers call a conflict', () => {
    expect(check(gateway('shop/one', [http('a.com')]), gateway('pay/two', [server(80, 'GRPC', 'a.com, b.com')]))).toEqual([
      `warning [Gateway/two] istio.gateway-conflict: spec.servers[0].hosts: host "a.com" on port 80 is served by Gateway "shop/one" too, for the same proxies, and Istio's analyzers call that a conflict, although the two are merged. Fix: serve each host in one Gateway only.`,
    ]);
    expect(check(gateway('shop/one', [http('./a.com')]), gateway('pay/two', [http('./a.com')]))).toEqual([]);
  });
  test('of two redirects one is dropped, which loses the hosts that only it has', () => {
    const conflict = (first: string, second: string) => check(gateway('shop/one', [first]), gateway('pay/two', [second]));
    expect(conflict(redirect('a.com'), redirect('a.com, b.com'))).toEqual([expect.stringMatching(/^\[Gateway.*drops one of the two/)]);
    expect(conflict(redirect('a.com'), redirect('a.com'))).toEqual([expect.stringMatching(/^warning/)]);
  });
  test('a redirect in one of two answers all requests of both', () => {
    const found =
      '[Gateway/two] istio.gateway-conflict: spec.servers[0].hosts: host "a.com" on port 80 is served by Gateway "shop/one" too, for the same proxies, and one of the two redirects to HTTPS, which answers all requests of both. Fix: serve each host in one Gateway only.';
    expect(check(gateway('shop/one', [redirect('a.com')]), gateway('pay/two', [http('a.com, b.com')]))).toEqual([found]);
    expect(check(gateway('shop/one', [http('a.com')]), gateway('pay/two', [redirect('a.com')]))).toEqual([found]);
  });
  describe('Gateways are for the same proxies where', () => {
    const [one, two] = [[https('a.com')], [https('a.com', 'other')]];
    test.each([
      ['their selectors are equal, in any order', '{ istio: edge, app: gateway }', '{ app: gateway, istio: edge }', ''],
      ['one asks for more', '{ istio: edge, app: gateway }', '{ app: gateway }', ''],
      ['one is for all', '{ istio: edge }', '{}', ''],
      ['both are for all', '{}', '{}', ''],
      ['pods have the labels of both', '{ istio: edge }', '{ app: gateway }', proxies('edge/gateway')],
    ])('%s', (_, first, second, pods) => {
      const found = check(gateway('shop/one', one, first), gateway('pay/two', two, second), pods);
      expect(found).toEqual([expect.stringContaining('istio.gateway-conflict')]);
    });
    test('and not else', () => {
      expect(check(gateway('shop/one', one), gateway('pay/two', two, '{ app: gateway }'))).toEqual([]);
      expect(check(gateway('shop/one', one), gateway('pay/two', two, '{ istio: west }'), proxies('edge/gateway'))).toEqual([]);
    });
  });
  test('a port of a Service stands for the one of the pods that it leads to', () => {
    const both = [gateway('shop/one', [https('a.com')]), gateway('pay/two', [https('a.com', 'other', 8443)])];
    expect(check(...both)).toEqual([]);
    expect(check(...both, proxies('edge/gateway'), service('{ port: 443, targetPort: 8443 }'))).toHaveLength(1);
    const named = proxies('edge/gateway', 'containers: [{ name: istio-proxy, ports: [{ name: https, containerPort: 8443 }] }]');
    expect(check(...both, named, service('{ port: 443, targetPort: https }'))).toHaveLength(1);
    expect(check(...both, named, service('{ port: 443, targetPort: http }'))).toEqual([]);
  });
  test.each([
    ['other hosts', [https('a.com')], [https('b.com')]],
    ['other ports', [https('a.com')], [https('a.com', 'web-tls', 8443)]],
    ['other addresses', [server(443, 'HTTPS', 'a.com', `bind: 10.0.0.1, ${tls('x')}`)], [server(443, 'HTTP', 'a.com', 'bind: 10.0.0.2')]],
    ['a wildcard beside a name', [https('"*.com"')], [https('a.com')]],
    ['HTTP of all kinds', [http('a.com')], [server(80, 'HTTP2', 'b.com')]],
    ['no port', ['{ hosts: [a.com] }'], [https('a.com')]],
  ])('not for %s', (_, first, second) => expect(check(gateway('shop/one', first), gateway('pay/two', second))).toEqual([]));
  test('what one Gateway says twice is not for this rule', () => {
    expect(check(gateway('shop/one', [https('a.com'), https('a.com'), http('a.com', 443)]))).toEqual([]);
  });
});

describe('istio.certificate-reused', () => {
  const check = checkYaml(certificateReused);
  test('one certificate in two Gateways', () => {
    expect(check(gateway('shop/one', [https('a.com')]), gateway('pay/two', [https('b.com'), https('c.com')]))).toEqual([
      'warning [Gateway/two] istio.certificate-reused: spec.servers[0].tls.credentialName: credential "web-tls" is the certificate of Gateway "shop/one" too, for the same proxies, and a client may send requests for one over a connection to the other, which answers 404. Fix: put the hosts of one certificate into one Gateway, or give each Gateway its own certificate.',
    ]);
  });
  test('also of files, and of a Gateway for all proxies', () => {
    const files = (host: string, certificate: string, key: string) =>
      server(443, 'HTTPS', host, `tls: { mode: SIMPLE, serverCertificate: ${certificate}, privateKey: ${key} }`);
    expect(check(gateway('shop/one', [files('a.com', '/a', '/b')]), gateway('pay/two', [files('b.com', '/a', '/b')], '{}'))).toEqual([
      expect.stringContaining(
        '[Gateway/one] istio.certificate-reused: spec.servers[0].tls.serverCertificate: file "/a" is the certificate',
      ),
    ]);
    expect(check(gateway('shop/one', [files('a.com', '/a', '/b')]), gateway('pay/two', [files('b.com', '/a', '/c')]))).toEqual([]);
  });
  test('also one of several', () => {
    const two = server(443, 'HTTPS', 'b.com', 'tls: { mode: SIMPLE, credentialNames: [rsa, web-tls] }');
    expect(check(gateway('shop/one', [https('a.com')]), gateway('pay/two', [two]))).toEqual([
      expect.stringContaining('spec.servers[0].tls.credentialNames[1]: credential "web-tls" is the certificate of Gateway "shop/one" too'),
    ]);
  });
  test.each([
    ['on another port', https('b.com', 'web-tls', 8443)],
    ['of what is no HTTP', server(443, 'TLS', 'b.com', tls('web-tls'))],
    ['where the host is in conflict', https('b.com, a.com')],
  ])('not %s', (_, other) => expect(check(gateway('shop/one', [https('a.com')]), gateway('pay/two', [other]))).toEqual([]));
  test('not for other proxies, or in one Gateway', () => {
    expect(check(gateway('shop/one', [https('a.com'), https('b.com')]), gateway('pay/two', [https('b.com')], '{ istio: west }'))).toEqual(
      [],
    );
    expect(check(gateway('shop/one', [http('a.com')]), gateway('pay/two', [server(443, 'TLS', 'a.com', 'tls: {}')]))).toEqual([]);
  });
});

describe('istio.gateway-without-pods', () => {
  const check = checkYaml(gatewayWithoutPods);
  test('a label that is one of the gateway pods but for a slip', () => {
    expect(check(gateway('shop/one', [http('a.com')], '{ istio: egde }'), proxies('edge/gateway'))).toEqual([
      'warning [Gateway/one] istio.gateway-without-pods: spec.selector: Gateway "shop/one" is for pods with "istio=egde", which no pod of this cluster has, and gateway pods have "istio=edge". Fix: write the labels of the gateway pods.',
    ]);
  });
  test.each(['edges', 'ege', 'edgy'])('such as %s', (slip) => {
    const found = check(gateway('shop/one', [http('a.com')], `{ app: gateway, istio: ${slip} }`), proxies('edge/gateway'));
    expect(found).toEqual([expect.stringContaining('and gateway pods have "app=gateway,istio=edge". Fix')]);
  });
  test('a proxy that is written out is one too', () => {
    const written = object('v1', 'Pod', 'edge/gateway', 'spec: { containers: [{ name: istio-proxy, args: [proxy, router] }] }');
    const labelled = written.replace('name: gateway,', 'name: gateway, labels: { istio: edge },');
    expect(check(gateway('shop/one', [http('a.com')], '{ istio: egde }'), labelled)).toHaveLength(1);
  });
  test.each([
    ['pods have the labels', proxies('edge/gateway')],
    [
      'no gateway pods are made here',
      object('apps/v1', 'Deployment', 'shop/web', 'spec: { template: { metadata: { labels: { app: web } } } }'),
    ],
  ])('not when %s', (_, pods) => expect(check(gateway('shop/one', [http('a.com')]), pods)).toEqual([]));
  test.each(['{ tier: edge }', '{ istio: west }', '{ istio: edge, app: web }', '{ istio: ingress }', '{ istio: egde, app: gatway }'])(
    'not for others, that may be installed elsewhere: %s',
    (selector) => expect(check(gateway('shop/one', [http('a.com')], selector), proxies('edge/gateway'))).toEqual([]),
  );
  test('digits tell two things apart', () => {
    const second = proxies('edge/gateway', undefined, 'istio: edge-2');
    expect(check(gateway('shop/one', [http('a.com')], '{ istio: edge-1 }'), second)).toEqual([]);
  });
  test('not when it is for all proxies', () => {
    expect(check(gateway('shop/one', [http('a.com')], '{}'), proxies('edge/gateway'))).toEqual([]);
  });
});

describe('istio.gateway-port-not-on-service', () => {
  const check = checkYaml(gatewayPortNotOnService);
  const one = gateway('shop/one', [http('a.com'), https('a.com')]);
  test('a port that the Service has not', () => {
    expect(check(one, proxies('edge/gateway'), service('{ port: 80 }, { port: 15021 }'))).toEqual([
      '[Gateway/one] istio.gateway-port-not-on-service: spec.servers[1].port.number: port 443 is not on Service "gateway" of the gateway pods, so no client outside reaches it. Allowed: port 80, 15021. Fix: add port 443 to the Service, or use a port that it has.',
    ]);
  });
  test('of UDP does not count', () => {
    expect(check(one, proxies('edge/gateway'), service('{ port: 80 }, { port: 443, protocol: UDP }'))).toHaveLength(1);
  });
  const pods = proxies('edge/gateway');
  test.each([
    ['the Service has it', pods, service('{ port: 80 }, { port: 443 }')],
    ['another Service has it', pods, [service('{ port: 80 }'), service('{ port: 443 }', 'edge/tls')].join('\n---\n')],
    ['it is what a port leads to', pods, service('{ port: 80 }, { port: 8443, targetPort: 443 }')],
    [
      'it is the port of a node',
      proxies('edge/gateway', 'containers: [{ ports: [{ containerPort: 443, hostPort: 443 }] }]'),
      service('{ port: 80 }'),
    ],
    ['pods are on the network of their node', proxies('edge/gateway', 'hostNetwork: true'), service('{ port: 80 }')],
    ['no Service of the pods is made here', pods, service('{ port: 80 }', 'other/gateway')],
    ['no pods are made here', service('{ port: 80 }'), service('{ port: 81 }')],
  ])('not when %s', (_, ...more) => expect(check(one, ...more)).toEqual([]));
  test('not for the loopback address', () => {
    const inside = ['127.0.0.1', '"::1"'].map((bind) => server(8080, 'HTTP', '"*"', `bind: ${bind}`));
    expect(check(gateway('shop/one', inside), pods, service('{ port: 80 }'))).toEqual([]);
  });
  test('not for a Unix socket', () => {
    const socket = server(0, 'HTTP', '"*"', 'bind: unix:///var/run/one.sock');
    expect(check(gateway('shop/one', [socket]), pods, service('{ port: 80 }'))).toEqual([]);
  });
});

describe('istio.any-host', () => {
  const check = checkYaml(anyHost);
  test('all hosts beside others', () => {
    expect(check(gateway('shop/one', [http('"*/*", ./a.com, b.com')]))).toEqual([
      '[Gateway/one] istio.any-host: spec.servers[0].hosts: "*/*" stands for every host, and with "./a.com" beside it istiod fails, or forgets that one. Fix: leave out the others, or "*/*".',
    ]);
    expect(check(gateway('shop/one', [http('a.com, "*/*"')]))).toHaveLength(1);
  });
  test.each(['"*/*"', '"*", ./a.com', '"*/a.com", ./b.com'])('not %s', (hosts) =>
    expect(check(gateway('shop/one', [http(hosts)]))).toEqual([]),
  );
});
