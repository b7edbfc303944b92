import { gatewayIgnoresCanary } from '../../lib/rules/istio.gateway-ignores-canary';
import { gatewaysOmitted } from '../../lib/rules/istio.gateways-omitted';
import { hostNotInGateway } from '../../lib/rules/istio.host-not-in-gateway';
import { matchGateway } from '../../lib/rules/istio.match-gateway';
import { meshHostConflict } from '../../lib/rules/istio.mesh-host-conflict';
import { routeNeverUsed } from '../../lib/rules/istio.route-never-used';
import { routeNotExported } from '../../lib/rules/istio.route-not-exported';
import { splitHost } from '../../lib/rules/istio.split-host';
import { unknownGateway } from '../../lib/rules/istio.unknown-gateway';
import { checkOf, deployment, entry, gateway, http, httpServer, route, tlsServer } from './istio-documents';

const edge = gateway('edge/public', httpServer(['*.a.com']));
const web = (path: string, spec: object = {}) => route(path, { hosts: ['x.a.com'], gateways: ['edge/public'], http: http('web'), ...spec });
const TO_WEB = [{ route: [{ destination: { host: 'web' } }] }];
const SNI = [{ match: [{ sniHosts: ['x.a.com'] }], route: [{ destination: { host: 'web' } }] }];

describe('istio.unknown-gateway', () => {
  const check = checkOf(unknownGateway);
  test('one of that name is in another namespace', () => {
    expect(check([edge, web('web', { gateways: ['mesh', 'public'] })])).toEqual([
      '[VirtualService/web] istio.unknown-gateway: spec.gateways[1]: there is no Gateway "public" in namespace "shop", and there is one in "edge", so no request comes through it. Fix: write "edge/public".',
    ]);
  });
  test('a warning where it is named in full: that one may be elsewhere', () => {
    expect(check([edge, web('web', { gateways: ['shop/public'] })])).toEqual([
      'warning [VirtualService/web] istio.unknown-gateway: spec.gateways[0]: there is no Gateway "public" in namespace "shop", and there is one in "edge", so no request comes through it. Fix: write "edge/public".',
    ]);
  });
  test('a warning where only others are here', () => {
    expect(check([edge, web('web', { gateways: ['edge/private'] })])).toEqual([
      'warning [VirtualService/web] istio.unknown-gateway: spec.gateways[0]: there is no Gateway "private" in namespace "edge" here, so no request comes through it. Fix: name a Gateway of this cluster, or see that this one exists.',
    ]);
  });
  test('a warning for the old form', () => {
    expect(check([edge, web('web', { gateways: ['public.edge.svc.cluster.local'] })])).toEqual([
      'warning [VirtualService/web] istio.unknown-gateway: spec.gateways[0]: "public.edge.svc.cluster.local" is the old form of a name, of which the webhook warns, and which Istio\'s analyzers do not find. Fix: write "edge/public".',
    ]);
  });
  test('a name that the webhook refuses', () => {
    expect(check([web('web', { gateways: ['./public'] })])).toEqual([
      '[VirtualService/web] istio.unknown-gateway: spec.gateways[0]: "./public" is no name that Istio takes: its webhook refuses the VirtualService. Fix: write "public", which is looked for in namespace "shop".',
    ]);
    expect(check([edge, web('web', { gateways: ['edge/public/x'] })])).toEqual([
      '[VirtualService/web] istio.unknown-gateway: spec.gateways[0]: "edge/public/x" is no name that Istio takes: its webhook refuses the VirtualService. Fix: write the namespace and the name of the Gateway.',
    ]);
  });
  test.each([
    ['in full', [edge, web('web')]],
    ['short, at home', [edge, web('edge/web', { gateways: ['public'] })]],
    ['none is here at all', [web('web')]],
    ['the mesh', [edge, web('web', { gateways: ['mesh'] })]],
  ])('not %s', (_, objects) => expect(check(objects)).toEqual([]));
});

describe('istio.gateways-omitted', () => {
  const check = checkOf(gatewaysOmitted);
  const inMesh = (spec: object = {}) => web('web', { gateways: undefined, ...spec });
  test('routes for a host that a Gateway answers for', () => {
    expect(check([edge, inMesh()])).toEqual([
      'warning [VirtualService/web] istio.gateways-omitted: spec.gateways: VirtualService "shop/web" names no gateways, so it is for clients inside the mesh alone: Gateway "edge/public" answers for "x.a.com" and has no route for it. Fix: write "edge/public" there, or "mesh" if that is what is meant.',
    ]);
    expect(check([edge, inMesh({ gateways: [], hosts: ['web', 'a.com', '*.x.a.com'] })])).toHaveLength(1);
    expect(check([gateway('edge/public', httpServer(['shop/*'])), inMesh()])).toHaveLength(1);
    expect(check([edge, inMesh(), web('other', { hosts: ['y.a.com'] })])).toHaveLength(1);
  });
  test.each([
    ['the mesh is meant', [edge, inMesh({ gateways: ['mesh'] })]],
    ['the Gateway has routes for it', [edge, inMesh(), web('edge')]],
    ['the Gateway has routes for all', [edge, inMesh(), web('edge', { hosts: ['*.a.com'] })]],
    ['no Gateway has the host', [edge, inMesh({ hosts: ['x.b.com'] })]],
    ['the Gateway has it for others', [gateway('edge/public', httpServer(['./*'])), inMesh()]],
    ['the mesh knows the host', [edge, inMesh(), entry('entry', { hosts: ['*.a.com'] })]],
    ['it is a Service', [gateway('edge/public', httpServer(['*'])), inMesh({ hosts: ['web', 'web.shop.svc.cluster.local'] })]],
    ['others delegate to it', [gateway('edge/public', httpServer(['*'])), inMesh({ hosts: undefined })]],
    ['the hosts cannot be read', [gateway('edge/public', httpServer(['a b.c'])), inMesh({ hosts: ['a b.c', 5] })]],
  ])('not where %s', (_, objects) => expect(check(objects)).toEqual([]));
});

describe('istio.match-gateway', () => {
  const check = checkOf(matchGateway);
  const matching = (gateways: string[], spec: object = {}) => web('web', { http: [{ match: [{ gateways }], ...TO_WEB[0] }], ...spec });
  test('a gateway that the routes are not on', () => {
    expect(check([matching(['edge/other', 'public'])])).toEqual([
      '[VirtualService/web] istio.match-gateway: spec.http[0].match[0].gateways: the VirtualService is not on "edge/other", nor on "public", so nothing ever matches here. Allowed: "edge/public". Fix: name a gateway of spec.gateways, or add this one there.',
    ]);
    expect(check([matching(['mesh'])])).toHaveLength(1);
    expect(check([matching(['edge/public'], { gateways: undefined })])[0]).toContain('Allowed: "mesh".');
    expect(check([web('web', { tcp: [{ match: [{ gateways: ['mesh'] }] }], tls: [{ match: [{ gateways: ['mesh'] }] }] })])).toHaveLength(2);
  });
  test.each([
    ['one of several is right', matching(['edge/other', 'edge/public'])],
    ['it is written otherwise', matching(['public.edge'])],
    ['the routes are for the mesh', matching(['mesh'], { gateways: undefined })],
    ['others delegate to it', matching(['edge/other'], { hosts: undefined, gateways: undefined })],
    ['none is named', matching([])],
  ])('not when %s', (_, object) => expect(check([object])).toEqual([]));
});

describe('istio.host-not-in-gateway', () => {
  const check = checkOf(hostNotInGateway);
  test('no server has one of the hosts', () => {
    expect(check([edge, web('web', { hosts: ['b.com', 'a.com'] })])).toEqual([
      '[VirtualService/web] istio.host-not-in-gateway: spec.gateways[0]: no server of Gateway "edge/public" has host "b.com" and "a.com" for routes of namespace "shop", so no request reaches them. Allowed: "*.a.com". Fix: add the host to a server of the Gateway, or route one of its hosts.',
    ]);
  });
  test('a server that is for routes of other namespaces', () => {
    expect(check([gateway('edge/public', httpServer(['./*.a.com', 'blog/*.a.com'])), web('web')])).toHaveLength(1);
  });
  test.each([
    ['a wildcard covers it', [edge, web('web')]],
    ['it covers a host of the server', [edge, web('web', { hosts: ['*'] })]],
    ['one of several is there', [edge, web('web', { hosts: ['b.com', 'y.a.com'] })]],
    ['the server is for this namespace', [gateway('edge/public', httpServer(['shop/*'])), web('web')]],
    ['the server is for the namespace of the Gateway', [gateway('edge/public', httpServer(['./*'])), web('edge/web')]],
    ['the Gateway is elsewhere', [web('web', { hosts: ['b.com'] })]],
    ['a host cannot be read', [edge, web('web', { hosts: ['b_b.com'] })]],
    ['it has no hosts', [edge, web('web', { hosts: [] })]],
  ])('not when %s', (_, objects) => expect(check(objects)).toEqual([]));
});

describe('istio.route-not-exported', () => {
  const check = checkOf(routeNotExported);
  const proxies = deployment('istio-ingress/proxy', { istio: 'edge' });
  test('the pods of the Gateway are in a namespace that is not told', () => {
    expect(check([edge, proxies, web('web', { exportTo: ['.', 'edge'] })])).toEqual([
      '[VirtualService/web] istio.route-not-exported: spec.exportTo: the pods of Gateway "edge/public" are in namespace "istio-ingress", to which the routes are not exported, so no request reaches them. Allowed: "*", or a list with the namespace of those pods. Fix: export it to "istio-ingress" too.',
    ]);
  });
  test.each([
    ['it is for all', [edge, proxies, web('web')]],
    ['it is for them', [edge, proxies, web('web', { exportTo: ['istio-ingress'] })]],
    ['they are made elsewhere', [edge, web('web', { exportTo: ['.'] })]],
  ])('not when %s', (_, objects) => expect(check(objects)).toEqual([]));
});

describe('istio.route-never-used', () => {
  const check = checkOf(routeNeverUsed);
  const hosts = ['*.a.com'];
  const servers = {
    http: httpServer(hosts),
    https: tlsServer('HTTPS', 'SIMPLE', hosts),
    passthrough: tlsServer('TLS', 'PASSTHROUGH', hosts),
    'HTTPS passthrough': tlsServer('HTTPS', 'PASSTHROUGH', hosts),
    'ended TLS': tlsServer('TLS', 'MUTUAL', hosts),
    tcp: { port: { number: 5000, name: 'tcp', protocol: 'TCP' }, hosts },
    'auto passthrough': tlsServer('TLS', 'AUTO_PASSTHROUGH', hosts),
  };
  test.each<[keyof typeof servers, string]>([
    ['http', 'http'],
    ['https', 'http'],
    ['passthrough', 'tls'],
    ['HTTPS passthrough', 'tls'],
    ['ended TLS', 'tcp'],
    ['tcp', 'tcp'],
    ['auto passthrough', 'none'],
  ])('a server of %s takes %s routes', (server, kind) => {
    const all = { http: TO_WEB, tls: SNI, tcp: TO_WEB };
    const findings = istioRouteNeverUsedFields([gateway('edge/public', servers[server]), web('web', all)]);
    expect(findings).toEqual(['http', 'tls', 'tcp'].filter((other) => other !== kind).map((other) => `spec.${other}`));
  });
  const istioRouteNeverUsedFields = (objects: Parameters<typeof check>[0]) => check(objects).map((line) => line.split(': ')[1]);
  test('what it says', () => {
    expect(check([gateway('edge/public', servers.passthrough), web('web')])).toEqual([
      '[VirtualService/web] istio.route-never-used: spec.http: server "secure" of Gateway "edge/public" passes TLS through for these hosts and takes only tls routes, so these are never used. Fix: write them as tls routes, or change what the server does.',
    ]);
    expect(check([gateway('edge/public', servers['auto passthrough']), web('web')])[0]).toContain(
      'goes by the server name alone for these hosts and takes no routes at all',
    );
  });
  test.each([
    ['one of the servers takes them', [gateway('edge/public', servers.http, servers.passthrough), web('web', { tls: SNI })]],
    ['sidecars do', [gateway('edge/public', servers.passthrough), web('web', { gateways: ['mesh', 'edge/public'] })]],
    [
      'a Gateway of the routes is elsewhere',
      [gateway('edge/public', servers.tcp), web('web', { gateways: ['edge/public', 'edge/other'] })],
    ],
    ['no server has the host', [gateway('edge/public', servers.tcp), web('web', { hosts: ['b.com'] })]],
  ])('not when %s', (_, objects) => expect(check(objects)).toEqual([]));
});

describe('istio.split-host', () => {
  const check = checkOf(splitHost);
  test('one host, one gateway, two objects', () => {
    expect(check([edge, web('one'), web('two'), web('three', { hosts: ['y.a.com'] })])).toEqual([
      'warning [VirtualService/two] istio.split-host: spec.hosts: host "x.a.com" on Gateway "edge/public" is routed by VirtualService "shop/one" too: their routes become one list, those of the object that was made first before the others, and those for all requests last. Fix: put all routes of a host into one VirtualService, or see that no request is for two of them.',
    ]);
  });
  test('a wildcard that takes a host of a server', () => {
    const named = gateway('edge/public', httpServer(['x.a.com', 'y.a.com']));
    expect(check([named, web('all', { hosts: ['*'] }), web('one')])).toHaveLength(1);
    expect(check([edge, web('all', { hosts: ['*.a.com'] }), web('one')])).toEqual([]);
  });
  test('all hosts that the same ones share are said at once', () => {
    const hosts = ['x.a.com', 'y.a.com', 'z.a.com'];
    expect(check([web('one', { hosts }), web('two', { hosts })])).toEqual([
      expect.stringContaining('host "x.a.com", "y.a.com" and "z.a.com" on Gateway "edge/public" is routed by'),
    ]);
  });
  test.each([
    ['they are on different gateways', [web('one'), web('two', { gateways: ['edge/private'] })]],
    ['only one has HTTP routes', [web('one'), web('two', { http: undefined, tls: SNI })]],
    ['they are for the mesh', [web('one', { gateways: ['mesh'] }), web('two', { gateways: ['mesh'] })]],
    ['it is one that says a thing twice', [edge, web('one', { hosts: ['x.a.com', 'x.a.com'], gateways: ['edge/public', 'edge/public'] })]],
  ])('not when %s', (_, objects) => expect(check(objects)).toEqual([]));
});

describe('istio.mesh-host-conflict', () => {
  const check = checkOf(meshHostConflict);
  const mesh = (path: string, spec: object = {}) => route(path, { hosts: ['reviews'], http: http('reviews'), ...spec });
  test('two for one host', () => {
    expect(check([mesh('one'), mesh('blog/two', { hosts: ['reviews.shop.svc.cluster.local'], gateways: ['mesh'] })])).toEqual([
      '[VirtualService/two] istio.mesh-host-conflict: spec.hosts: VirtualService "shop/one" is for host "reviews.shop.svc.cluster.local" in the mesh too, and clients follow only one of the two. Fix: put all routes of a host into one VirtualService, or export the two to different namespaces.',
    ]);
    expect(check([mesh('one', { exportTo: ['a', 'b'] }), mesh('two', { exportTo: ['b', 'c'] })])).toHaveLength(1);
  });
  test('a warning where one is for fewer namespaces, in any order', () => {
    const pair = [mesh('one'), mesh('two', { exportTo: ['.'] })];
    const warning = [expect.stringMatching(/^warning .* the one for fewer namespaces hides the other\./)];
    expect([check(pair), check([...pair].reverse())]).toEqual([warning, warning]);
  });
  test.each([
    ['they are for different clients', [mesh('one', { exportTo: ['a'] }), mesh('two', { exportTo: ['b'] })]],
    ['short names mean different hosts', [mesh('one'), mesh('blog/one')]],
    ['one is for a gateway', [mesh('one'), mesh('two', { gateways: ['edge'] })]],
    ['others delegate to them', [mesh('one', { hosts: undefined }), mesh('two', { hosts: undefined })]],
    ['it is one that says a host twice', [mesh('one', { hosts: ['reviews', 'reviews'] })]],
  ])('not when %s', (_, objects) => expect(check(objects)).toEqual([]));
});

describe('istio.gateway-ignores-canary', () => {
  const check = checkOf(gatewayIgnoresCanary);
  const split = route('canary', { hosts: ['reviews'], http: http({ host: 'reviews', subset: 'v1' }) });
  const inMesh = [{ match: [{ gateways: ['mesh'] }], route: [{ destination: { host: 'reviews' } }] }];
  test('a route at a gateway to a Service that is split in the mesh', () => {
    expect(check([split, web('web', { http: http('reviews') })])).toEqual([
      'warning [VirtualService/web] istio.gateway-ignores-canary: spec.http[0].route[0].destination: the traffic of "reviews.shop.svc.cluster.local" is split over subsets by VirtualService "shop/canary", and this route at a gateway does not follow it. Fix: send to the same subsets here, or put the gateway into that VirtualService.',
    ]);
  });
  test.each([
    ['it sends to subsets too', [split, web('web', { http: http({ host: 'reviews', subset: 'v1' }) })]],
    ['it sends elsewhere', [split, web('web')]],
    ['the mesh does not split it', [route('plain', { hosts: ['reviews'], http: http('reviews') }), web('web', { http: http('reviews') })]],
    ['its part for the mesh is that', [split, web('web', { gateways: ['edge/public', 'mesh'], http: inMesh })]],
    ['it is one of the mesh', [split, route('other', { hosts: ['ratings'], http: http('reviews') })]],
    [
      'one is for both',
      [route('both', { hosts: ['reviews'], gateways: ['mesh', 'edge/public'], http: http({ host: 'reviews', subset: 'v1' }, 'reviews') })],
    ],
  ])('not when %s', (_, objects) => expect(check(objects)).toEqual([]));
});
