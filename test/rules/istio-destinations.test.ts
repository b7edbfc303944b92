import { destinationPort } from '../../lib/rules/istio.destination-port';
import { shortHost } from '../../lib/rules/istio.short-host';
import { subsetNotVisible } from '../../lib/rules/istio.subset-not-visible';
import { unknownHost } from '../../lib/rules/istio.unknown-host';
import { unknownSubset } from '../../lib/rules/istio.unknown-subset';
import {
  checkOf,
  deployment,
  destinationRule,
  entry,
  gateway,
  http,
  httpServer,
  manifestsOf,
  route,
  service,
  subsets,
} from './istio-documents';

const FULL = 'reviews.shop.svc.cluster.local';
const v2 = { host: 'reviews', subset: 'v2' };
const mesh = (path: string, ...to: (string | object)[]) => route(path, { hosts: ['reviews'], http: http(...to) });
const rule = (path: string, spec: object = {}) => destinationRule(path, { host: FULL, subsets: subsets('v1', 'v2'), ...spec });

describe('istio.unknown-subset', () => {
  const check = checkOf(unknownSubset);
  test('no rule for the host has it', () => {
    expect(check([mesh('reviews', { host: 'reviews', subset: 'v3' }), rule('reviews')])).toEqual([
      '[VirtualService/reviews] istio.unknown-subset: spec.http[0].route[0].destination.subset: no DestinationRule for "reviews.shop.svc.cluster.local" has a subset "v3", so requests for it fail with 503. Allowed: "v1" and "v2". Fix: define the subset in the DestinationRule of this host, or send to one that it has.',
    ]);
  });
  test('wherever routes send to', () => {
    const to = { destination: v2 };
    const spec = {
      hosts: ['reviews'],
      http: [{ route: [{ destination: { host: 'reviews' } }], mirror: v2, mirrors: [to] }],
      tls: [{ route: [to] }],
      tcp: [{ route: [to] }],
    };
    const fields = unknownSubset.check(manifestsOf([route('reviews', spec), service('reviews')])).map(({ field }) => field);
    const places = ['http[0].mirror', 'http[0].mirrors[0].destination', 'tls[0].route[0].destination', 'tcp[0].route[0].destination'];
    expect(fields).toEqual(places.map((place) => `spec.${place}.subset`));
  });
  test('a warning where neither the host nor a rule for it is here', () => {
    expect(check([mesh('reviews', v2)])).toEqual([expect.stringMatching(/^warning /)]);
    expect(check([mesh('reviews', v2), service('reviews')])).toEqual([expect.not.stringMatching(/^warning /)]);
    const outside = { host: 'api.example.com', subset: 'v2' };
    expect(check([mesh('reviews', outside), entry('api', { hosts: ['api.example.com'], ports: [] })])).toEqual([
      expect.not.stringMatching(/^warning /),
    ]);
  });
  test.each([
    ['for the host', rule('reviews')],
    ['for a short host', destinationRule('reviews', { host: 'reviews', subsets: subsets('v2') })],
    ['for all hosts of a domain', destinationRule('all', { host: '*.shop.svc.cluster.local', subsets: subsets('v2') })],
    ['for all hosts', destinationRule('all', { host: '*', subsets: subsets('v2') })],
  ])('not when a rule %s has it', (_, its) => expect(check([mesh('reviews', v2), service('reviews'), its])).toEqual([]));
  test('a short name is that of its own namespace', () => {
    const elsewhere = destinationRule('prod/reviews', { host: 'reviews', subsets: subsets('v2') });
    expect(check([mesh('reviews', v2), service('reviews'), elsewhere])).toHaveLength(1);
  });
});

describe('istio.subset-not-visible', () => {
  const check = checkOf(subsetNotVisible);
  const edge = gateway('edge/public', httpServer(['*']));
  const proxies = deployment('edge/proxy', { istio: 'edge' });
  const bound = route('web', { hosts: ['a.com'], gateways: ['edge/public'], http: http({ ...v2, port: { number: 80 } }) });
  test('a rule that the proxies of a gateway are not told of', () => {
    expect(check([edge, proxies, bound, rule('reviews', { exportTo: ['.'] })])).toEqual([
      '[VirtualService/web] istio.subset-not-visible: spec.http[0].route[0].destination.subset: subset "v2" of "reviews.shop.svc.cluster.local" is in DestinationRule "shop/reviews", which does not hold for the proxies of Gateway "edge/public": requests from there fail with 503. Fix: put that DestinationRule into namespace "shop", export it to all who use it, and keep no other rule for the host in theirs.',
    ]);
  });
  test('a rule in a namespace that is neither that of the host nor of the clients', () => {
    expect(check([edge, proxies, bound, rule('other/reviews')])).toHaveLength(1);
  });
  test('a rule of the clients hides that of the host', () => {
    const hiding = destinationRule('edge/limits', { host: FULL, trafficPolicy: { connectionPool: {} } });
    expect(check([edge, proxies, bound, rule('reviews'), hiding])).toHaveLength(1);
    const wider = destinationRule('edge/limits', { host: '*.svc.cluster.local', trafficPolicy: {} });
    expect(check([edge, proxies, bound, rule('reviews'), wider])).toHaveLength(1);
  });
  test('a warning for those who may be there or not', () => {
    expect(check([mesh('reviews', v2), rule('reviews', { exportTo: ['.'] })])).toEqual([
      expect.stringMatching(/^warning .* does not hold for clients in other namespaces: /),
    ]);
    const named = route('reviews', { hosts: ['reviews'], exportTo: ['.', 'blog'], http: http(v2) });
    expect(check([named, rule('reviews', { exportTo: ['.'] })])).toEqual([
      expect.stringMatching(/^\[.* does not hold for clients in namespace "blog": /),
    ]);
  });
  test.each([
    ['it is exported to all', [edge, proxies, bound, rule('reviews')]],
    ['it is exported to them', [edge, proxies, bound, rule('reviews', { exportTo: ['edge'] })]],
    ['it is that of the clients', [edge, proxies, bound, rule('edge/reviews')]],
    ['it is that of the root', [edge, proxies, bound, rule('istio-system/reviews')]],
    ['it is known of no pods of the gateway', [edge, bound, rule('other/reviews')]],
    [
      'the routes are for the same namespace only',
      [route('r', { hosts: ['reviews'], exportTo: ['.'], http: http(v2) }), rule('reviews', { exportTo: ['.'] })],
    ],
    [
      'a rule of the root is for everybody but those with their own',
      [edge, proxies, bound, rule('reviews'), destinationRule('istio-system/all', { host: '*' })],
    ],
    ['no rule has it at all', [mesh('reviews', { ...v2, subset: 'v9' }), rule('reviews', { exportTo: ['.'] })]],
  ])('not when %s', (_, objects) => expect(check(objects)).toEqual([]));
  test('clients that the matches of the route leave out count not', () => {
    const egress = route('web', {
      hosts: ['a.com'],
      gateways: ['edge/public', 'mesh'],
      http: [{ match: [{ gateways: ['mesh'], port: 80 }], route: [{ destination: v2 }] }],
    });
    expect(check([edge, proxies, egress, rule('reviews', { exportTo: ['shop'] })])).toEqual([
      expect.stringMatching(/^warning .* does not hold for clients in other namespaces: /),
    ]);
  });
  test('a route that is exported to the namespace of its gateway is so for that', () => {
    const both = { hosts: ['a.com'], gateways: ['edge/public', 'mesh'], exportTo: ['.', 'edge'] };
    const inMesh = route('web', { ...both, http: [{ match: [{ gateways: ['mesh'] }], route: [{ destination: v2 }] }] });
    expect(check([edge, proxies, inMesh, rule('reviews', { exportTo: ['.'] })])).toEqual([]);
    expect(check([edge, inMesh, rule('reviews', { exportTo: ['.'] })])).toHaveLength(1);
  });
  test('proxies in the root namespace take what is for that namespace only first', () => {
    const atRoot = [edge, deployment('istio-system/proxy', { istio: 'edge' }), bound];
    expect(check([...atRoot, rule('reviews'), destinationRule('istio-system/all', { host: '*', exportTo: ['.'] })])).toHaveLength(1);
    expect(check([...atRoot, rule('reviews'), destinationRule('istio-system/all', { host: '*' })])).toEqual([]);
  });
});

describe('istio.short-host', () => {
  const check = checkOf(shortHost);
  test('a name with its namespace, of a route and of a rule', () => {
    expect(check([mesh('web', 'reviews.prod'), service('prod/reviews'), destinationRule('d', { host: 'reviews.prod.svc' })])).toEqual([
      '[VirtualService/web] istio.short-host: spec.http[0].route[0].destination.host: "reviews.prod" is taken for a full name, as it has a dot, and no Service has that one. Fix: write "reviews.prod.svc.cluster.local".',
      '[DestinationRule/d] istio.short-host: spec.host: "reviews.prod.svc" is taken for a full name, as it has a dot, and no Service has that one. Fix: write "reviews.prod.svc.cluster.local".',
    ]);
  });
  test('a namespace is known by what is in it, by its own object, or by the facts', () => {
    const to = mesh('web', 'reviews.prod');
    expect(check([to])).toEqual([]);
    expect(check([to, service('prod/other')])).toHaveLength(1);
    expect(check([to, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod' } }])).toHaveLength(1);
    expect(check([to], { existingNamespaces: ['prod'] })).toHaveLength(1);
  });
  test.each(['reviews', FULL, 'api.example.com', 'example.com', 'a.shop.example.com'])('not %s', (host) =>
    expect(check([mesh('web', host), service('reviews')])).toEqual([]),
  );
  test('not the host of an entry', () => {
    expect(check([mesh('web', 'db.shop'), entry('db', { hosts: ['db.shop'], ports: [] })])).toEqual([]);
  });
  test('nothing else is said of such a host', () => {
    expect(checkOf(unknownSubset)([mesh('web', { host: 'reviews.prod', subset: 'v1' }), service('prod/reviews')])).toEqual([]);
  });
});

describe('istio.unknown-host', () => {
  const check = checkOf(unknownHost);
  test('a short name of a Service in another namespace', () => {
    expect(check([mesh('web', 'reviews'), service('prod/reviews'), service('other')])).toEqual([
      '[VirtualService/web] istio.unknown-host: spec.http[0].route[0].destination.host: "reviews" is looked for in namespace "shop", and the Service of that name is in namespace "prod". Fix: write "reviews.prod.svc.cluster.local".',
    ]);
  });
  test('a warning where no Service of its own namespace is here', () => {
    expect(check([mesh('web', 'reviews'), service('prod/reviews')])).toEqual([
      expect.stringMatching(/^warning .* Fix: write "reviews.prod.svc.cluster.local", unless there is one in both.$/),
    ]);
  });
  test('nothing else is said of such a host', () => {
    const subsetsOf = checkOf(unknownSubset);
    expect(subsetsOf([mesh('web', v2), service('prod/reviews'), service('other')])).toEqual([]);
    expect(subsetsOf([mesh('web', { host: 'revews', subset: 'v1' }), service('reviews')])).toEqual([]);
  });
  test.each(['review', 'revews', 'reviewss', 'rewiews'])('a warning for the slip %s', (slip) => {
    expect(check([destinationRule('d', { host: slip }), service('reviews')])).toEqual([
      `warning [DestinationRule/d] istio.unknown-host: spec.host: no Service "${slip}" is made here, and one called "reviews" is. Fix: write "reviews", unless there is another one.`,
    ]);
  });
  test.each(['reviews', 'ratings', 'reviews-v2', 'details.prod.svc.cluster.local', 'api.example.com', '*'])('not %s', (host) => {
    expect(check([destinationRule('d', { host }), service('reviews'), service('reviews-v1')])).toEqual([]);
  });
});

describe('istio.destination-port', () => {
  const check = checkOf(destinationPort);
  const edge = gateway('edge', httpServer(['*'], 8080));
  const bound = (port?: number) => {
    const destination = { host: 'reviews', ...(port === undefined ? {} : { port: { number: port } }) };
    return route('web', { hosts: ['a.com'], gateways: ['edge'], http: http(destination) });
  };
  const withUdp = service('reviews', [80]);
  Object.assign(withUdp, { spec: { ports: [{ port: 80 }, { port: 53, protocol: 'UDP' }] } });
  test('a port that the Service does not have', () => {
    expect(check([bound(9090), service('reviews', [80, 81])])).toEqual([
      '[VirtualService/web] istio.destination-port: spec.http[0].route[0].destination.port: "reviews.shop.svc.cluster.local" has no port 9090, so requests fail with 503. Allowed: 80, 81. Fix: say which port of the host is meant.',
    ]);
    const outside = mesh('web', { host: 'api.example.com', port: { number: 80 } });
    expect(check([outside, entry('api', { hosts: ['api.example.com'], ports: [{ number: 443 }] })])).toHaveLength(1);
  });
  test('no port behind a gateway with a port of its own', () => {
    expect(check([bound(), edge, service('reviews', [80, 81])])).toEqual([
      '[VirtualService/web] istio.destination-port: spec.http[0].route[0].destination.port: "reviews.shop.svc.cluster.local" has several ports and none is said, so a request stays on the port of the Gateway that it came to: 8080, which the host does not have, so that it fails with 503. Allowed: 80, 81. Fix: say which port of the host is meant.',
    ]);
  });
  test('a warning where it happens to have that port, or the Gateway is elsewhere', () => {
    expect(check([bound(), edge, service('reviews', [80, 8080])])).toEqual([expect.stringMatching(/^warning /)]);
    expect(check([bound(), service('reviews', [80, 81])])).toEqual([expect.stringMatching(/^warning /)]);
  });
  describe('a route that its matches limit', () => {
    const [first, second] = [gateway('edge', httpServer(['*'], 80), httpServer(['*'], 8080)), service('reviews', [80, 81])];
    const limited = (match: object[], gateways = ['edge']) =>
      check([
        route('web', { hosts: ['a.com', 'ratings'], gateways, http: [{ match, route: [{ destination: { host: 'reviews' } }] }] }),
        first,
        second,
        service('ratings', [8080]),
      ]);
    test('to a port stays on that one', () => {
      expect(limited([{ port: 80 }])).toEqual([expect.stringMatching(/^warning /)]);
      expect(limited([{ port: 80 }, { port: 8080 }])).toEqual([expect.not.stringMatching(/^warning /)]);
    });
    test('to the mesh is at no gateway, and the other way round', () => {
      expect(limited([{ gateways: ['mesh'], port: 80 }], ['edge', 'mesh'])).toEqual([]);
      expect(limited([{ gateways: ['mesh'] }], ['edge', 'mesh'])).toEqual([expect.stringContaining('8080 is not among them')]);
      expect(limited([{ gateways: ['edge'], port: 80 }], ['edge', 'mesh'])).toEqual([expect.stringMatching(/^warning .*of the Gateway/)]);
    });
  });
  test('in the mesh, one that the Service which is called has', () => {
    const called = [mesh('web', 'ratings'), service('ratings', [80, 81])];
    expect(check([...called, service('reviews', [90])])).toEqual([
      '[VirtualService/web] istio.destination-port: spec.http[0].route[0].destination.port: "ratings.shop.svc.cluster.local" has several ports and none is said, so a request stays on the one of "reviews.shop.svc.cluster.local" that it was for, and 90 is not among them. Allowed: 80, 81. Fix: say which port of the host is meant.',
    ]);
    expect(check([...called, service('reviews', [80, 90])])).toEqual([expect.stringMatching(/^warning /)]);
  });
  test.each([
    ['the Service has one port', [bound(), edge, service('reviews', [9080])]],
    ['the port is its own', [bound(81), edge, service('reviews', [80, 81])]],
    ['it is not here', [bound(9090), edge]],
    ['its other port is one of UDP', [bound(), edge, withUdp]],
    ['requests in the mesh stay at the Service', [mesh('web', v2), service('reviews', [80, 81])]],
    ['both have the same ports', [mesh('web', 'ratings'), service('reviews', [80, 81]), service('ratings', [80, 81])]],
  ])('not when %s', (_, objects) => expect(check(objects)).toEqual([]));
});
