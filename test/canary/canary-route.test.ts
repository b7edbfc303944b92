import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { CanaryRoute, CanaryRouteProps } from '../../lib/canary/canary-route';
import { CanaryTraffic } from '../../lib/canary/canary-traffic';
import { CanaryVersion } from '../../lib/canary/canary-version';
import { Backend } from '../../lib/core/backend';
import { documentOf, problemsOf, yamlOf } from '../support/charts';

const canary = (subset: string, percent: number, labels: { [key: string]: string } = { version: subset }): CanaryVersion => ({
  subset,
  labels,
  traffic: CanaryTraffic.percent(percent),
});
const base: CanaryRouteProps = {
  backend: Backend.fromName('reviews', { port: 9080 }),
  stable: { subset: 'v1', labels: { version: 'v1' } },
  canaries: [canary('v2', 10)],
};
const document = (kind: string, props: Partial<CanaryRouteProps> = {}) =>
  documentOf(kind, (chart) => new CanaryRoute(chart, 'canary', { ...base, ...props }), { namespace: 'default' });
const problems = (props: Partial<CanaryRouteProps>) => problemsOf((chart) => new CanaryRoute(chart, 'canary', { ...base, ...props }));

test('the primary object can be patched', () => {
  const virtualService = documentOf('VirtualService', (chart) => {
    ApiObject.of(new CanaryRoute(chart, 'canary', base)).addJsonPatch(JsonPatch.add('/spec/http/0/timeout', '5s'));
  });
  expect(virtualService.spec.http[0].timeout).toBe('5s');
});

test('the canary of the bookinfo page', () => {
  const build = (chart: Construct) => new CanaryRoute(chart, 'reviews-canary', { ...base, destinationRuleName: 'reviews-dr' });
  expect(yamlOf(build, { namespace: 'default' })).toMatchSnapshot();
});

test.each([
  [[canary('v2', 0)], [100, 0]],
  [[canary('v2', 100)], [0, 100]],
  [
    [canary('v2', 10), canary('v3', 25)],
    [65, 10, 25],
  ],
])('%#: the stable version gets the rest', (canaries, weights) => {
  const { route } = document('VirtualService', { canaries }).spec.http[0];
  expect(route.map(({ weight }: { weight: number }) => weight)).toEqual(weights);
  expect(route.map(({ destination }: { destination: { subset: string } }) => destination.subset)).toEqual([
    'v1',
    ...canaries.map(({ subset }) => subset),
  ]);
});

test('names and namespace reach the YAML', () => {
  expect(document('VirtualService', { name: 'split', namespace: 'shop' }).metadata).toEqual({ name: 'split', namespace: 'shop' });
  expect(document('DestinationRule', { name: 'split', namespace: 'shop' }).metadata).toEqual({ name: 'split', namespace: 'shop' });
  expect(document('DestinationRule', { destinationRuleName: 'versions' }).metadata.name).toBe('versions');
});

test('the Service is called by its full name from another namespace, everywhere', () => {
  const full = 'reviews.shop.svc.cluster.local';
  const backend = Backend.fromName('reviews', { port: 9080, namespace: 'shop' });
  const { hosts, http } = document('VirtualService', { backend }).spec;
  expect(hosts).toEqual([full]);
  expect(http[0].route.map(({ destination }: { destination: object }) => destination)).toEqual([
    { host: full, subset: 'v1' },
    { host: full, subset: 'v2' },
  ]);
  expect(document('DestinationRule', { backend }).spec.host).toBe(full);
});

describe('a split that would not be what was asked for is reported', () => {
  test('shares of more than everything', () => {
    expect(problems({ canaries: [canary('v2', 60), canary('v3', 50)] })).toEqual([
      '[chart/canary] percentage.sum: canaries: the shares 60 + 50 add up to 110 percent. Allowed: a sum from 0 to 100. ' +
        'Fix: lower them until the sum is at most 100.',
    ]);
  });

  test('shares that are none, each by itself', () => {
    expect(problems({ canaries: [canary('v2', 101), canary('v3', 0.5)] })).toEqual([
      expect.stringContaining('[chart/canary] percentage.range: canaries[0].traffic: 101 is not a whole percentage'),
      expect.stringContaining('[chart/canary] percentage.range: canaries[1].traffic: 0.5 is not a whole percentage'),
    ]);
  });

  test.each([[{ version: 'v1' }], [{ version: 'v1', track: 'canary' }], [{ track: 'canary' }]])(
    'versions whose pods are the same: %j',
    (labels) => {
      expect(problems({ canaries: [canary('v2', 10, labels)] })).toEqual([
        '[chart/canary] canary.same-pods: canaries[0].labels: the pods of "v2" and of "v1", stable.labels, are not told apart. ' +
          'Fix: give both the same label with different values.',
      ]);
    },
  );

  test('a version without labels, once, at that version', () => {
    const stable = { subset: 'v1', labels: {} };
    expect(problems({ stable, canaries: [canary('v2', 10), canary('v3', 10)] })).toEqual([
      '[chart/canary] canary.same-pods: stable.labels: the pods of "v1" have no label, so that those of every version are among them. ' +
        'Fix: name a label that only its own pods have.',
    ]);
  });

  test('a version whose labels can be none, which says nothing of the others', () => {
    const stable = { subset: 'v1', labels: 'version=v1' as any };
    expect(problems({ stable, canaries: [canary('v2', 10), canary('v3', 10)] })).toEqual([
      expect.stringContaining('[chart/canary] input.type: stable.labels: "version=v1" is not a group of named values'),
    ]);
  });

  test('but not versions that one label of several tells apart', () => {
    expect(problems({ canaries: [canary('v2', 10, { track: 'canary', version: 'v2' })] })).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['backend', 'reviews', 'input.type: backend: "reviews" is not a'],
    ['backend', undefined, 'input.type: backend: nothing is not a'],
    ['stable', undefined, 'input.type: stable: nothing is not a group of named values'],
    ['stable', 'v1', 'input.type: stable: "v1" is not a group of named values'],
    ['stable', { subset: 'v1' }, 'input.type: stable.labels: nothing is not a group of named values'],
    ['stable', { subset: 'v1', labels: null }, 'input.type: stable.labels: null is not a group of named values'],
    ['stable', { subset: 1, labels: { version: 'v1' } }, 'input.type: stable.subset: 1 is not a text'],
    ['stable', { subset: 'v1', labels: { version: 1 } }, 'input.type: stable.labels.version: 1 is not a text'],
    ['canaries', undefined, 'input.type: canaries: nothing is not a list'],
    ['canaries', canary('v2', 10), 'input.type: canaries: '],
    ['canaries', [null], 'input.type: canaries[0]: null is not a group of named values'],
    ['canaries', [{ ...canary('v2', 10), traffic: 10 }], 'input.type: canaries[0].traffic: 10 is not a'],
    ['canaries', [{ ...canary('v2', 10), traffic: undefined }], 'input.type: canaries[0].traffic: nothing is not a'],
    ['stable', { subset: 'v1', labels: ['v1'] }, "input.type: stable.labels: [ 'v1' ] is not a group of named values"],
    ['stable', { ...base.stable, label: {} }, 'route.unknown-word: stable.label: "label" is not known here, and would be ignored'],
    ['canaries', [{ ...canary('v2', 10), trafic: 5 }], 'route.unknown-word: canaries[0].trafic: "trafic" is not known here'],
    ['name', null, 'input.type: name: null is not a text'],
    ['name', 5, 'input.type: name: 5 is not a text'],
    ['destinationRuleName', 5, 'input.type: destinationRuleName: 5 is not a text'],
  ])('what no type checker saw: %s %j', (prop, value, message) => {
    expect(problems({ [prop]: value })).toEqual([expect.stringContaining(`[chart/canary] ${message}`)]);
  });

  test('nothing at all, for each thing that is needed', () => {
    expect(problemsOf((chart) => new CanaryRoute(chart, 'canary', undefined as any))).toEqual([
      expect.stringContaining('input.type: canaries: nothing is not a list'),
      expect.stringContaining('input.type: stable: nothing is not a group of named values'),
      expect.stringContaining('input.type: backend: nothing is not a'),
    ]);
  });

  test('a Service that is not there', () => {
    expect(
      problemsOf((chart) => new CanaryRoute(chart, 'canary', { ...base, backend: Backend.fromService(new Construct(chart, 'empty')) })),
    ).toEqual([expect.stringContaining('[chart/canary] reference.not-one: backend: "chart/empty" holds no Service')]);
    const found = (chart: Construct) => {
      const service = new kplus.Service(chart, 'reviews', { metadata: { name: 'reviews' }, ports: [{ port: 9080 }] });
      return new CanaryRoute(chart, 'canary', { ...base, backend: Backend.fromService(service) });
    };
    expect(documentOf('VirtualService', found).spec.hosts).toEqual(['reviews']);
  });

  test.each<[Partial<CanaryRouteProps>, string]>([
    [
      { canaries: [] },
      'canary.no-canary: canaries: there is no version beside the stable one. ' +
        'Fix: add a canary, with CanaryTraffic.percent(0) if it is to get no traffic yet.',
    ],
    [
      { canaries: [canary('v1', 10, { version: 'v2' })] },
      'istio.duplicate-subset: canaries[0].subset: "v1" is the name of another subset, stable.subset',
    ],
    [{ canaries: [canary('V2', 10)] }, 'name.syntax: canaries[0].subset: "V2" is not a valid name'],
    [{ stable: { subset: 'v1', labels: { version: 'v 1' } } }, 'label.value: stable.labels.version: "v 1" is not a valid label value'],
    [{ name: 'Canary' }, 'name.syntax: name: "Canary" is not a valid name'],
    [{ destinationRuleName: 'Dr' }, 'name.syntax: destinationRuleName: "Dr" is not a valid name'],
    [{ namespace: 'a.b' }, 'name.syntax: namespace: "a.b" is not a valid name'],
  ])('%j', (props, message) => {
    expect(problems(props)).toEqual([expect.stringContaining(`[chart/canary] ${message}`)]);
  });
});
