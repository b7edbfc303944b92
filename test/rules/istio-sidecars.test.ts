import { entryConflict } from '../../lib/rules/istio.entry-conflict';
import { sidecarConflict } from '../../lib/rules/istio.sidecar-conflict';
import { sidecarInvalid } from '../../lib/rules/istio.sidecar-invalid';
import { checkYaml, object } from './istio-yaml';

const istio = (kind: string, id: string, spec: string) => object('networking.istio.io/v1', kind, id, `spec: { ${spec} }`);

describe('istio.entry-conflict', () => {
  const check = checkYaml(entryConflict);
  const entry = (id: string, protocol: string, more = '') =>
    istio('ServiceEntry', id, `hosts: [db.example.com], ports: [{ number: 9000, name: db, protocol: ${protocol} }]${more}`);
  const hidden = ', exportTo: ["."]';
  const found = (end: string) =>
    `[ServiceEntry/two] istio.entry-conflict: spec.ports[0].protocol: port 9000 of "db.example.com" is HTTP here and TCP in ServiceEntry "shop/one", and proxies that see both use one of the two. Fix: ${end}.`;
  const fix = found('write one protocol in both, or limit their exportTo to different namespaces');
  test('two protocols on one port', () => {
    expect(check(entry('shop/one', 'TCP'), entry('pay/two', 'HTTP'))).toEqual([fix]);
    expect(check(entry('shop/one', 'TCP', hidden), entry('shop/two', 'HTTP', hidden))).toEqual([fix]);
    expect(check(entry('shop/one', 'TCP', ', exportTo: [pay, web]'), entry('pay/two', 'HTTP', hidden))).toEqual([fix]);
  });
  test('a private one beside one for all may be meant', () => {
    expect(check(entry('shop/one', 'TCP'), entry('pay/two', 'HTTP', hidden))).toEqual([`warning ${fix}`]);
    expect(check(entry('pay/two', 'HTTP', hidden), entry('shop/one', 'TCP'))).toEqual([`warning ${fix}`]);
  });
  test.each([
    ['one protocol, in any case', entry('shop/one', 'TCP'), entry('pay/two', 'tcp')],
    ['namespaces that see one of the two', entry('shop/one', 'TCP', hidden), entry('pay/two', 'HTTP', hidden)],
    ['other ports', entry('shop/one', 'TCP'), entry('pay/two', 'HTTP').replace('9000', '9001')],
    ['other hosts', entry('shop/one', 'TCP'), entry('pay/two', 'HTTP').replace('db.', 'web.')],
  ])('not with %s', (_, ...texts) => expect(check(...texts)).toEqual([]));
});

describe('istio.sidecar-conflict', () => {
  const check = checkYaml(sidecarConflict);
  const sidecar = (id: string, selector = '') => istio('Sidecar', id, `${selector}egress: [{ hosts: ["./*"] }]`);
  const selecting = (labels: string) => `workloadSelector: { labels: { ${labels} } }, `;
  const pods = object(
    'apps/v1',
    'Deployment',
    'shop/web',
    'spec: { template: { metadata: { labels: { app: web, tier: front } }, spec: { containers: [] } } }',
  );
  test('two for all pods of a namespace', () => {
    expect(check(sidecar('shop/one'), sidecar('shop/two', 'workloadSelector: {}, '), sidecar('pay/three'))).toEqual([
      '[Sidecar/two] istio.sidecar-conflict: spec.workloadSelector: Sidecar "one" is for all pods of namespace "shop" too, and Istio ignores one of the two. Fix: make one Sidecar of them, or select pods by labels.',
    ]);
  });
  test('two that select one pod', () => {
    const both = [sidecar('shop/one', selecting('app: web')), sidecar('shop/two', selecting('tier: front'))];
    expect(check(...both, pods)).toEqual([
      '[Sidecar/two] istio.sidecar-conflict: spec.workloadSelector: Sidecar "one" selects the pods of "Deployment/web" too, and Istio ignores one of the two. Fix: give the two selectors that no pod has both of.',
    ]);
    expect(check(...both)).toEqual([]);
  });
  test.each([
    ['one for some pods beside one for all', [sidecar('shop/one'), sidecar('shop/two', selecting('app: web'))]],
    ['pods of another namespace', [sidecar('shop/one', selecting('app: web')), sidecar('pay/two', selecting('tier: front'))]],
  ])('not for %s', (_, texts) => expect(check(...texts, pods)).toEqual([]));
});

describe('istio.sidecar-invalid', () => {
  const check = checkYaml(sidecarInvalid);
  const faults = (spec: string) =>
    check(istio('Sidecar', 'shop/one', spec)).map((line) => line.replace('[Sidecar/one] istio.sidecar-invalid: ', ''));
  const port = (number: number, protocol = 'HTTP') => `port: { number: ${number}, protocol: ${protocol}, name: p }`;
  test.each(['', 'workloadSelector: { labels: { a: b } }', 'egress: [], ingress: []', 'outboundTrafficPolicy: null'])(
    'says nothing: %s',
    (spec) => {
      expect(faults(spec)).toEqual([
        'spec: Sidecar "one" says nothing of what its proxies are to do. Allowed: at least one of ingress, egress, outboundTrafficPolicy and inboundConnectionPool. Fix: say one of them, or leave the Sidecar out.',
      ]);
    },
  );
  test('a selector without labels', () => {
    expect(faults('workloadSelector: {}, egress: [{ hosts: ["./*"] }]')).toEqual([
      'warning spec.workloadSelector: the selector of Sidecar "one" has no labels, so it is for all pods of namespace "shop". Fix: write the labels of the pods, or leave workloadSelector out.',
    ]);
  });
  test('a listener for requests without a port', () => {
    expect(faults('ingress: [{ defaultEndpoint: "127.0.0.1:80" }]')).toEqual([
      'spec.ingress[0]: the listener has no port. Fix: write its port.',
    ]);
  });
  test('a port of two listeners', () => {
    const twice = 'port 80 is that of an earlier listener too. Fix: make one listener of the two.';
    expect(faults(`ingress: [{ ${port(80)} }, { ${port(81)} }, { ${port(80)} }]`)).toEqual([`spec.ingress[2].port.number: ${twice}`]);
    expect(faults(`egress: [{ ${port(80)}, hosts: ["./*"] }, { ${port(80)}, hosts: ["*/*"] }]`)).toEqual([
      `spec.egress[1].port.number: ${twice}`,
    ]);
  });
  test('a socket of two listeners', () => {
    const socket = (path: string) => `{ ${port(0)}, bind: "unix://${path}", hosts: ["./*"] }`;
    expect(faults(`egress: [${socket('/a')}, ${socket('/a')}, ${socket('/b')}]`)).toEqual([
      'spec.egress[1].bind: socket "unix:///a" is that of an earlier listener too. Fix: make one listener of the two.',
    ]);
  });
  test('a listener for all ports before others', () => {
    const early =
      'spec.egress[0]: the listener has no port, and so is for all ports that no other has, and others come after it. Fix: put one listener without a port last, and give all others a port.';
    expect(faults(`egress: [{ hosts: ["./*"] }, { ${port(80)}, hosts: ["./*"] }]`)).toEqual([early]);
    expect(faults('egress: [{ hosts: ["./*"] }, { hosts: ["*/*"] }]')).toEqual([early]);
  });
  test('no hosts', () => {
    expect(faults('egress: [{ hosts: [] }]')).toEqual([
      'spec.egress[0].hosts: the listener has no hosts. Fix: write the hosts that are reached, such as "./*" for those of its namespace.',
    ]);
  });
  // As istiod answers (`ValidateNamespaceSlashWildcardHostname`).
  test.each(['reviews.shop', './reviews', '/x.com', './*x.com', './a_b.com', './1.2.3.4', 'shop/', './*.*', 'a b/x.com'])(
    'the host %s',
    (host) => {
      expect(faults(`egress: [{ hosts: ["*/*", "${host}"] }]`)).toEqual([
        `spec.egress[0].hosts[1]: "${host}" is not a namespace and a host. Allowed: namespace/host: a namespace, "." or "*", and a full DNS name, "*" or "*.example.com". Fix: write it so, such as "./*" or "*/reviews.shop.svc.cluster.local".`,
      ]);
    },
  );
  test.each(['./*', '*/*', '~/*', '~shop/*', '~*/*', '~./*', './*.x.com', './X.com', 'shop/reviews.shop.svc.cluster.local'])(
    'not the host %s',
    (host) => {
      expect(faults(`egress: [{ hosts: ["${host}"] }]`)).toEqual([]);
    },
  );
  describe('TLS of a listener for requests', () => {
    const tls = (settings: string, protocol = 'HTTPS') => faults(`ingress: [{ ${port(80, protocol)}, tls: { ${settings} } }]`);
    const files = 'serverCertificate: /a, privateKey: /b';
    test.each([
      ['credentialName', 'x'],
      ['credentialNames', '[x]'],
      ['tlsCertificates', '[{ serverCertificate: /a, privateKey: /b }]'],
      ['subjectAltNames', '[x]'],
      ['httpsRedirect', 'true'],
    ])('%s', (field, value) => {
      expect(tls(`mode: SIMPLE, ${field}: ${value}`)).toEqual([
        `spec.ingress[0].tls.${field}: ${field} is for servers of a Gateway only. Fix: leave it out; the certificate of a Sidecar is files, serverCertificate and privateKey.`,
      ]);
    });
    test.each(['ISTIO_MUTUAL', 'AUTO_PASSTHROUGH'])('mode %s', (mode) => {
      expect(tls(`mode: ${mode}`)).toEqual([
        `spec.ingress[0].tls.mode: mode "${mode}" is for servers of a Gateway only. Allowed: SIMPLE, MUTUAL, OPTIONAL_MUTUAL or PASSTHROUGH. Fix: use a mode that is allowed.`,
      ]);
    });
    test('on a port of another protocol', () => {
      expect(tls(`mode: SIMPLE, ${files}`, 'HTTP')).toEqual([
        'spec.ingress[0].port.protocol: a port with TLS is of protocol "HTTP". Allowed: HTTPS or TLS. Fix: change the protocol, or leave tls out.',
      ]);
    });
    test.each([
      `mode: SIMPLE, ${files}`,
      'mode: PASSTHROUGH',
      `mode: SIMPLE, ${files}, credentialName: "", httpsRedirect: false, subjectAltNames: []`,
    ])('not %s', (settings) => expect(tls(settings)).toEqual([]));
  });
});
