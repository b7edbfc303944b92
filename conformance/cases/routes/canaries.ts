import { App, Chart } from 'cdk8s';
import { deployment, service } from '../../../clusters/workloads';
import { Backend, CanaryRoute, CanaryTraffic, HttpAction, IstioGatewayRoute, PathMatch } from '../../../lib';
import { IstioProxy } from '../../runner/istio';
import { get, reaches, RouteWorld, send, splits } from '../../runner/routes/route-world';

const client = (namespace: string): IstioProxy => ({ type: 'sidecar', labels: { app: 'client' }, namespace, ip: '10.3.0.1' });

function reviews(chart: Chart, versions: readonly string[]): Backend {
  for (const version of versions) {
    deployment(chart, `reviews-${version}`, { image: 'reviews', port: 9080, labels: { app: 'reviews', version } });
  }
  return Backend.fromService(service(chart, 'reviews', 9080));
}

/** A Service `reviews` of which v1 is the stable version and the others get these shares. */
function canary(shares: Record<string, number>, namespace = 'default', more: (chart: Chart, backend: Backend) => void = () => undefined) {
  return (app: App): void => {
    const chart = new Chart(app, 'reviews', { namespace });
    const backend = reviews(chart, ['v1', ...Object.keys(shares)]);
    new CanaryRoute(chart, 'reviews', {
      backend,
      stable: { subset: 'v1', labels: { version: 'v1' } },
      canaries: Object.entries(shares).map(([subset, share]) => ({
        subset,
        labels: { version: subset },
        traffic: CanaryTraffic.percent(share),
      })),
    });
    more(chart, backend);
  };
}

const AT = 'http://reviews:9080';
const MANY = { times: 40 };

export const worlds: RouteWorld[] = [
  {
    name: 'canary 90/10',
    build: canary({ v2: 10 }),
    services: ['ratings:9080'],
    proxy: client('default'),
    requests: [
      get(`${AT}/`, splits({ 'reviews:9080/v1': 90, 'reviews:9080/v2': 10 }), MANY),
      get(`${AT}/reviews/0?x=1`, splits({ 'reviews:9080/v1': 90, 'reviews:9080/v2': 10 })),
      send('DELETE', `${AT}/x`, splits({ 'reviews:9080/v1': 90, 'reviews:9080/v2': 10 })),
      get('http://ratings:9080/', reaches('ratings:9080')),
    ],
  },
  {
    name: 'several canaries',
    build: canary({ v2: 15, v3: 5 }),
    proxy: client('default'),
    requests: [get(`${AT}/`, splits({ 'reviews:9080/v1': 80, 'reviews:9080/v2': 15, 'reviews:9080/v3': 5 }), MANY)],
  },
  {
    name: 'half and half',
    build: canary({ v2: 50 }),
    proxy: client('default'),
    requests: [get(`${AT}/`, splits({ 'reviews:9080/v1': 50, 'reviews:9080/v2': 50 }), MANY)],
  },
  {
    name: 'a canary without traffic yet',
    build: canary({ v2: 0 }),
    proxy: client('default'),
    requests: [get(`${AT}/`, reaches('reviews:9080/v1'), MANY)],
  },
  {
    name: 'a canary with all traffic',
    build: canary({ v2: 100 }),
    proxy: client('default'),
    requests: [get(`${AT}/`, reaches('reviews:9080/v2'), MANY)],
  },
  {
    name: 'one of several canaries with all traffic',
    build: canary({ v2: 0, v3: 100 }),
    proxy: client('default'),
    requests: [get(`${AT}/`, reaches('reviews:9080/v3'), MANY)],
  },
  {
    name: 'a canary for clients of another namespace',
    build: canary({ v2: 10 }, 'books'),
    proxy: client('default'),
    requests: ['reviews.books', 'reviews.books.svc', 'reviews.books.svc.cluster.local'].map((host) =>
      get(`http://${host}:9080/`, splits({ 'reviews.books:9080/v1': 90, 'reviews.books:9080/v2': 10 }), { times: 5 }),
    ),
  },
  {
    name: 'a gateway does not know of the canary',
    build: canary({ v2: 10 }, 'default', (chart, backend) => {
      const rules = [{ matches: [{ path: PathMatch.prefix('/') }], action: HttpAction.forward(backend) }];
      new IstioGatewayRoute(chart, 'edge', { hosts: ['reviews.example.com'], rules });
    }),
    requests: [get('http://reviews.example.com/', reaches('reviews:9080'), MANY)],
    // That is what the analyzer warns of, and what CanaryRoute says of itself.
    analysis: ['IST0140 VirtualService default/edge'],
  },
];
