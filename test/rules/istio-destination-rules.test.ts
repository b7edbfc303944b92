import { duplicateDestinationRule } from '../../lib/rules/istio.duplicate-destination-rule';
import { subsetWithoutPods } from '../../lib/rules/istio.subset-without-pods';
import { upstreamCa } from '../../lib/rules/istio.upstream-ca';
import { checkOf, deployment, destinationRule, http, route, service, subsets } from './istio-documents';

const rule = (path: string, spec: object = {}) =>
  destinationRule(path, { host: 'reviews.shop.svc.cluster.local', subsets: subsets('v1', 'v2'), ...spec });

describe('istio.subset-without-pods', () => {
  const check = checkOf(subsetWithoutPods);
  const pods = (version: string) => deployment(`reviews-${version}`, { app: 'reviews', version });
  const to = (subset: string) => ({ host: 'reviews', subset });
  const used = route('reviews', { hosts: ['reviews'], http: http(to('v1'), to('v2')) });
  test('no pod of the Service has its labels', () => {
    expect(check([rule('reviews'), used, service('reviews'), pods('v1'), deployment('other', { version: 'v2' })])).toEqual([
      '[DestinationRule/reviews] istio.subset-without-pods: spec.subsets[1].labels: no pod of Service "shop/reviews" has the labels of subset "v2", "version=v2", so requests for it fail with 503. Allowed: "version=v1". Fix: choose labels that the pods have, or label the pods.',
    ]);
    expect(check([rule('reviews'), service('reviews'), deployment('reviews', { app: 'reviews' })])[0]).toContain(
      'Allowed: labels of its pods, none of which has "version". Fix',
    );
  });
  test('a warning where no route sends to it, or nothing yet', () => {
    const objects = [rule('reviews'), service('reviews'), pods('v1')];
    const weighed = (weight: number) =>
      route('reviews', { hosts: ['reviews'], http: [{ route: [{ destination: to('v1') }, { destination: to('v2'), weight }] }] });
    expect(check(objects)).toEqual([expect.stringMatching(/^warning /)]);
    expect(check([...objects, weighed(0)])).toEqual([expect.stringMatching(/^warning /)]);
    expect(check([...objects, weighed(1)])).toEqual([expect.not.stringMatching(/^warning /)]);
  });
  const spec = { template: { metadata: { labels: { app: 'reviews', version: 'v2' } }, spec: { containers: [] } } };
  const labels = { app: 'reviews', version: 'v2' };
  test.each([
    ['a Rollout', 'argoproj.io/v1alpha1', 'Rollout', spec],
    ['a WorkloadEntry', 'networking.istio.io/v1', 'WorkloadEntry', { labels }],
    ['a WorkloadGroup', 'networking.istio.io/v1', 'WorkloadGroup', { metadata: { labels }, template: {} }],
  ])('the pods of %s count', (_, apiVersion, kind, its) => {
    const made = { apiVersion, kind, metadata: { name: 'reviews-v2', namespace: 'shop' }, spec: its };
    expect(check([rule('reviews'), used, service('reviews'), pods('v1'), made])).toEqual([]);
  });
  test('the labels of a Secret that is made are those of no pod', () => {
    const metadata = { name: 'x', namespace: 'shop' };
    const made = { apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', metadata, spec: { template: { metadata: { labels } } } };
    expect(check([rule('reviews'), used, service('reviews'), pods('v1'), made])).toHaveLength(1);
  });
  test.each([
    ['each has its own', [rule('reviews'), service('reviews'), pods('v1'), pods('v2')]],
    ['the pods are made elsewhere', [rule('reviews'), service('reviews')]],
    ['the Service is', [rule('reviews'), pods('v1')]],
    ['somebody else says which pods the Service has', [rule('reviews'), service('reviews', [80], {}), pods('v1')]],
    ['it is all pods', [rule('reviews', { subsets: [{ name: 'all' }] }), service('reviews'), pods('v1')]],
    [
      'pods get the labels when they run',
      [rule('reviews', { subsets: [{ name: 'here', labels: { 'topology.kubernetes.io/zone': 'a' } }] }), service('reviews'), pods('v1')],
    ],
  ])('not when %s', (_, objects) => expect(check(objects)).toEqual([]));
});

describe('istio.duplicate-destination-rule', () => {
  const check = checkOf(duplicateDestinationRule);
  const policy = { trafficPolicy: { outlierDetection: {} } };
  test('what both say', () => {
    expect(check([rule('a', policy), destinationRule('b', { host: 'reviews', subsets: subsets('v2', 'v3'), ...policy })])).toEqual([
      '[DestinationRule/b] istio.duplicate-destination-rule: spec.host: DestinationRule "shop/a" is for "reviews.shop.svc.cluster.local" too, and of their trafficPolicy and subset "v2" only the one of the older object holds. Fix: put all that is said of a host into one DestinationRule.',
    ]);
  });
  test('two that are exported to different clients, some of whom see both', () => {
    expect(check([rule('a'), rule('b', { exportTo: ['.'], subsets: [] })])).toEqual([
      expect.stringContaining('and clients that both are exported to follow only one of the two.'),
    ]);
    expect(check([rule('a'), rule('b', { exportTo: ['*'], subsets: [] })])).toHaveLength(1);
  });
  test.each([
    ['they add to each other', [rule('a'), rule('b', { subsets: subsets('v3'), ...policy })]],
    ['nobody sees both', [rule('a', { exportTo: ['.'] }), rule('b', { exportTo: ['blog'] })]],
    ['they are in different namespaces', [rule('a'), rule('other/a')]],
    ['they are for different hosts', [rule('a', policy), destinationRule('b', { host: 'ratings', ...policy })]],
    ['they are for different pods', [rule('a', policy), rule('b', { workloadSelector: { matchLabels: { a: 'b' } }, ...policy })]],
  ])('not when %s', (_, objects) => expect(check(objects)).toEqual([]));
});

describe('istio.upstream-ca', () => {
  const check = checkOf(upstreamCa);
  const tls = (settings: object, spec: object = {}) => rule('a', { trafficPolicy: { tls: settings }, ...spec });
  test('TLS to a Service without a CA', () => {
    expect(check([tls({ mode: 'SIMPLE' })])).toEqual([
      'warning [DestinationRule/a] istio.upstream-ca: spec.trafficPolicy.tls: TLS to "reviews.shop.svc.cluster.local" names no CA, so its certificate is held against the public ones, which know no host of the cluster. Fix: set caCertificates, or ISTIO_MUTUAL where the Service is in the mesh.',
    ]);
  });
  test('of one port, and of a subset', () => {
    const trafficPolicy = { portLevelSettings: [{ port: { number: 443 }, tls: { mode: 'MUTUAL', caCertificates: 'system' } }] };
    expect(check([rule('a', { trafficPolicy })])[0]).toContain('spec.trafficPolicy.portLevelSettings[0].tls: ');
    expect(check([rule('a', { subsets: [{ name: 'v1', trafficPolicy }] })])[0]).toContain('spec.subsets[0].trafficPolicy.portLevel');
  });
  test.each([
    ['there is one', tls({ mode: 'SIMPLE', caCertificates: '/ca.pem' })],
    ['the clients read it', tls({ mode: 'MUTUAL', credentialName: 'c' })],
    ['it was said not to check', tls({ mode: 'SIMPLE', insecureSkipVerify: true })],
    ['the mesh has its own', tls({ mode: 'ISTIO_MUTUAL' })],
    ['the host is a public one', destinationRule('a', { host: 'api.example.com', trafficPolicy: { tls: { mode: 'SIMPLE' } } })],
  ])('not when %s', (_, object) => expect(check([object])).toEqual([]));
});
