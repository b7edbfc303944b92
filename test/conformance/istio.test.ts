import { readAnswers } from '../../conformance/runner/istio';
import { nameOfCluster, fullOutcome, toCall, toOutcome } from '../../conformance/runner/routes/outcome';
import { fullNameOf, get, noRoute, reaches, send, splits } from '../../conformance/runner/routes/route-world';
import { surroundingsOf } from '../../conformance/runner/routes/surroundings';

test('answers are told from what the packages of the oracle print', () => {
  const answers = readAnswers('2026-01-01 warn something\n{"id":"a","calls":[]}\n\n{"id":"b","calls":[]}\n');
  expect([...answers.keys()]).toEqual(['a', 'b']);
});

describe('a backend is written short and compared in full', () => {
  test.each([
    ['web', 'web.default:80'],
    ['web:8080', 'web.default:8080'],
    ['web.shop', 'web.shop:80'],
    ['web.shop:8080/v1', 'web.shop:8080/v1'],
    ['web/v1', 'web.default:80/v1'],
  ])('%s is %s', (short, full) => expect(fullNameOf(short)).toBe(full));

  test('a text that is no backend is refused', () => expect(() => fullNameOf('a.b.c:80')).toThrow('"a.b.c:80" is no backend'));

  test.each([
    ['outbound|80||web.default.svc.cluster.local', 'web.default:80'],
    ['outbound|9080|v2|reviews.books.svc.cluster.local', 'reviews.books:9080/v2'],
    ['PassthroughCluster', 'PassthroughCluster'],
  ])('cluster %s is %s', (cluster, name) => expect(nameOfCluster(cluster)).toBe(name));
});

describe('a request', () => {
  test('goes to the usual port of its scheme, with the path as it is written', () => {
    expect(toCall(get('http://nas.lan//a?b', noRoute))).toMatchObject({ host: 'nas.lan', port: 80, path: '//a?b', tls: false });
    expect(toCall(send('PUT', 'https://nas.lan', noRoute))).toMatchObject({
      method: 'PUT',
      host: 'nas.lan',
      port: 443,
      path: '/',
      tls: true,
    });
  });

  test('names a port of its own in its host', () => {
    expect(toCall(get('http://nas.lan:8080/', noRoute))).toMatchObject({ host: 'nas.lan:8080', port: 8080 });
  });

  test('to something that is no URL is refused', () => expect(() => toCall(get('nas.lan/x', noRoute))).toThrow('write http://host/path'));

  test('is seen by a backend as it was sent, unless told otherwise', () => {
    expect(fullOutcome(get('http://nas.lan:8080/x?y', reaches('web')))).toEqual({
      status: 200,
      backends: { 'web.default:80': 100 },
      host: 'nas.lan:8080',
      path: '/x?y',
    });
    expect(fullOutcome(get('http://nas.lan/x', reaches('web', { path: '/y' })))).toMatchObject({ path: '/y', host: 'nas.lan' });
  });

  test('over TLS is shown the certificate of its host', () => {
    expect(fullOutcome(get('https://nas.lan/x', noRoute))).toEqual({ status: 404, because: 'no route', certificate: 'nas.lan' });
    expect(fullOutcome(get('https://nas.lan/x', { closed: 'reset' }))).toEqual({ closed: 'reset' });
  });
});

describe('an answer', () => {
  const upstream = { method: 'GET', host: 'nas.lan', path: '/', headers: {} };
  const cluster = (subset: string): string => `outbound|80|${subset}|web.default.svc.cluster.local`;
  const weighted = {
    weighted_clusters: {
      clusters: [
        { name: cluster('v1'), weight: 90 },
        { name: cluster('v2'), weight: 10 },
      ],
    },
  };
  const request = get('http://nas.lan/', splits({ 'web/v1': 90, 'web/v2': 10 }));

  test('holds the shares that Envoy was told', () => {
    const answer = { status: 200, route: { route: weighted }, cluster: cluster('v2'), upstream, millis: 1 };
    expect(toOutcome(request, answer)).toEqual(fullOutcome(request));
  });

  test('tells of a backend that got requests without a share', () => {
    const answer = {
      status: 200,
      route: { route: weighted },
      cluster: cluster('v2'),
      clusters: { [cluster('v3')]: 1 },
      upstream,
      millis: 1,
    };
    expect(toOutcome(request, answer).backends).toMatchObject({ 'web.default:80/v3 without a share': 0 });
  });

  test('tells whether it was delayed only where that was asked', () => {
    const answer = { status: 404, why: 'no route', location: '', millis: 299 } as const;
    expect(toOutcome(get('http://nas.lan/', noRoute), answer)).toEqual(noRoute);
    expect(toOutcome(get('http://nas.lan/', noRoute, { delay: 300 }), answer)).toEqual({ ...noRoute, delayed: false });
  });
});

describe('around the documents of a cluster', () => {
  const deployment = (namespace: string, istio: string): string =>
    JSON.stringify({ kind: 'Deployment', metadata: { name: 'edge', namespace }, spec: { template: { metadata: { labels: { istio } } } } });

  test('there is the ingress gateway of Istio, with the ports of every Gateway', () => {
    const gateway = JSON.stringify({ kind: 'Gateway', spec: { servers: [{ port: { number: 8443 } }] } });
    expect(surroundingsOf(gateway, [])).toContain('port: 8443');
  });

  test('the documents can have one of their own instead', () => {
    expect(surroundingsOf(deployment('istio-system', 'ingressgateway'), [])).not.toContain('http-80');
    expect(surroundingsOf(deployment('shop', 'ingressgateway'), [])).toContain('http-80');
  });

  test('there are a pod for each Deployment, and the Services that are said to exist', () => {
    const text = surroundingsOf(deployment('shop', 'internal'), ['web.shop:8080']);
    expect(text).toContain('name: edge-0\n  namespace: shop');
    expect(text).toContain('name: web\n  namespace: shop');
  });
});
