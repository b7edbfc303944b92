import { ApiObject, JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { LabelExpression, LabelSelector } from '../../lib/core/label-selector';
import { MetalLbPool, MetalLbPoolProps } from '../../lib/metallb/metallb-pool';
import { PoolAdvertising } from '../../lib/metallb/pool-advertising';
import { chartWith, documentOf, problemsOf, yamlOf } from '../support/charts';

const props: MetalLbPoolProps = { addresses: ['192.168.1.200-192.168.1.210'] };
const service = (scope: Construct) =>
  new k8s.KubeService(scope, 'service', { metadata: { name: 'web' }, spec: { type: 'LoadBalancer', ports: [{ port: 80 }] } });

test('the primary object can be patched', () => {
  const pool = documentOf('IPAddressPool', (chart) => {
    const construct = new MetalLbPool(chart, 'pool', props);
    ApiObject.of(construct).addJsonPatch(JsonPatch.add('/spec/serviceAllocation', { priority: 50 }));
    expect(construct.apiObject).toBe(ApiObject.of(construct));
  });
  expect(pool.spec.serviceAllocation).toEqual({ priority: 50 });
});

test('a pool is an IPAddressPool and the L2Advertisement without which nobody could reach it', () => {
  expect(yamlOf((chart) => new MetalLbPool(chart, 'istio-pool', props))).toMatchSnapshot();
});

test('announced over BGP instead', () => {
  expect(yamlOf((chart) => new MetalLbPool(chart, 'pool', { ...props, advertise: PoolAdvertising.bgp() }))).toMatchSnapshot();
});

test('its objects are where MetalLB looks, whatever the namespace of the chart', () => {
  const build = (namespace?: string) => yamlOf((chart) => new MetalLbPool(chart, 'pool', { ...props, namespace }), { namespace: 'shop' });
  expect(build().match(/namespace: .*/g)).toEqual(['namespace: metallb-system', 'namespace: metallb-system']);
  expect(build('lb').match(/namespace: .*/g)).toEqual(['namespace: lb', 'namespace: lb']);
});

test.each([
  [{ autoAssign: false }, { autoAssign: false }],
  [{ avoidBuggyIps: true }, { avoidBuggyIPs: true }],
  [{ addresses: ['10.0.0.0/24', '2001:db8::/64'] }, { addresses: ['10.0.0.0/24', '2001:db8::/64'] }],
])('%j reaches the YAML', (more, spec) => {
  expect(documentOf('IPAddressPool', (chart) => new MetalLbPool(chart, 'pool', { ...props, ...more })).spec).toMatchObject(spec);
});

test('which Services may have its addresses reaches the YAML', () => {
  const serviceAllocation = {
    priority: 10,
    namespaces: ['shop'],
    namespaceSelectors: [LabelSelector.of({ labels: { team: 'shop' } })],
    serviceSelectors: [LabelSelector.of({ expressions: [LabelExpression.exists('public')] })],
  };
  expect(
    documentOf('IPAddressPool', (chart) => new MetalLbPool(chart, 'pool', { ...props, serviceAllocation })).spec.serviceAllocation,
  ).toEqual({
    priority: 10,
    namespaces: ['shop'],
    namespaceSelectors: [{ matchLabels: { team: 'shop' } }],
    serviceSelectors: [{ matchExpressions: [{ key: 'public', operator: 'Exists' }] }],
  });
});

test('its labels are those of the pool, not of the advertisement', () => {
  const build = (chart: Construct) => new MetalLbPool(chart, 'pool', { ...props, labels: { zone: 'dmz' } });
  expect(documentOf('IPAddressPool', build).metadata.labels).toEqual({ zone: 'dmz' });
  expect(documentOf('L2Advertisement', build).metadata.labels).toBeUndefined();
});

test('names reach the YAML', () => {
  const build = (chart: Construct) =>
    new MetalLbPool(chart, 'pool', { ...props, name: 'istio-pool', advertise: PoolAdvertising.layer2({ name: 'istio-l2' }) });
  expect(documentOf('IPAddressPool', build).metadata.name).toBe('istio-pool');
  expect(documentOf('L2Advertisement', build)).toMatchObject({ metadata: { name: 'istio-l2' }, spec: { ipAddressPools: ['istio-pool'] } });
});

describe('an address request', () => {
  test('for one address says so on the Service', () => {
    const annotated = documentOf('Service', (chart) =>
      new MetalLbPool(chart, 'pool', props).reserve('192.168.1.200').applyTo(service(chart)),
    );
    expect(annotated.metadata.annotations).toEqual({ 'metallb.io/loadBalancerIPs': '192.168.1.200' });
    expect(annotated.spec.loadBalancerIP).toBeUndefined();
  });

  test('for any address names the pool', () => {
    const annotated = documentOf('Service', (chart) => new MetalLbPool(chart, 'pool', props).any().applyTo(service(chart)));
    expect(annotated.metadata.annotations).toEqual({ 'metallb.io/address-pool': 'pool' });
  });

  test('for a pair asks for both addresses at once', () => {
    const dual = { addresses: ['192.168.1.200/32', '2001:db8::/120'] };
    const annotated = documentOf('Service', (chart) =>
      new MetalLbPool(chart, 'pool', dual).reserve('192.168.1.200', '2001:db8::1').applyTo(service(chart)),
    );
    expect(annotated.metadata.annotations).toEqual({ 'metallb.io/loadBalancerIPs': '192.168.1.200,2001:db8::1' });
  });

  test('for a shared address names the key', () => {
    const annotated = documentOf('Service', (chart) =>
      new MetalLbPool(chart, 'pool', props).share('192.168.1.200', 'dns').applyTo(service(chart)),
    );
    expect(annotated.metadata.annotations).toEqual({
      'metallb.io/allow-shared-ip': 'dns',
      'metallb.io/loadBalancerIPs': '192.168.1.200',
    });
  });

  test('is put on exactly one Service', () => {
    problemsOf((chart) => {
      const request = new MetalLbPool(chart, 'pool', props).any();
      expect(() => request.applyTo(new Construct(chart, 'empty'))).toThrow(
        'reference.not-one: "chart/empty" holds no Service. Allowed: a construct that holds exactly one Service.',
      );
    });
  });
});

describe('its addresses', () => {
  const counts = (more: Partial<MetalLbPoolProps>, use: (construct: MetalLbPool) => void = () => undefined) => {
    let found: string[] = [];
    chartWith((chart) => {
      const pool = new MetalLbPool(chart, 'pool', { ...props, ...more });
      use(pool);
      found = [pool.capacity, pool.free];
    });
    return found;
  };

  test('are counted', () => {
    expect(counts({})).toEqual(['11', '11']);
    expect(counts({ addresses: ['10.0.0.0/23', '10.1.0.0/32'], avoidBuggyIps: true })).toEqual(['508', '508']);
    expect(counts({ addresses: ['2001:db8::/64', '10.0.0.1/32'] })).toEqual(['18446744073709551617', '18446744073709551617']);
  });

  test('are free until they are asked for, each once', () => {
    const use = (pool: MetalLbPool) => {
      pool.reserve('192.168.1.200');
      pool.share('192.168.1.201', 'dns');
      pool.share('192.168.1.201', 'dns');
      pool.reserve('192.168.1.202', '2001:db8::1');
      pool.reserve('10.0.0.1');
      pool.any();
    };
    expect(counts({ addresses: ['192.168.1.200-192.168.1.210', '2001:db8::/127'] }, use)).toEqual(['13', '9']);
  });
});

describe('what would silently fail is reported where it was said', () => {
  const pool = (more: Partial<MetalLbPoolProps>, use: (construct: MetalLbPool) => void = () => undefined) =>
    problemsOf((chart) => use(new MetalLbPool(chart, 'pool', { ...props, ...more })));

  test('three wrong addresses are three problems', () => {
    expect(pool({ addresses: ['192.168.99.100/28', '10.0.0.5', '10.0.0.9-10.0.0.1'] })).toEqual([
      expect.stringMatching(/^\[chart\/pool\] address\.host-bits: addresses\[0\]: "192\.168\.99\.100\/28" has host bits set/),
      expect.stringMatching(/^\[chart\/pool\] address\.bare: addresses\[1\]: .* Fix: write "10\.0\.0\.5\/32" for this address alone\.$/),
      expect.stringMatching(/^\[chart\/pool\] address\.reversed: addresses\[2\]: .* Fix: write "10\.0\.0\.1-10\.0\.0\.9"\.$/),
    ]);
  });

  test('an address outside the pool', () => {
    expect(pool({}, (construct) => construct.reserve('192.168.1.250'))).toEqual([
      '[chart/pool] metallb.ip-not-in-pool: reserve("192.168.1.250"): "192.168.1.250" is not in pool "pool". Allowed: 192.168.1.200-192.168.1.210. ' +
        'Fix: reserve an address of pool "pool", or add this one to the pool.',
    ]);
  });

  test('but not while the pool itself cannot be read: that is the problem to solve', () => {
    expect(pool({ addresses: ['192.168.1.250'] }, (construct) => construct.reserve('192.168.1.250'))).toEqual([
      expect.stringContaining('address.bare'),
    ]);
    expect(pool({ addresses: [] }, (construct) => construct.reserve('192.168.1.250'))).toEqual([
      expect.stringContaining('metallb.pool-empty'),
    ]);
  });

  test('an address that is none', () => {
    expect(pool({}, (construct) => construct.reserve('192.168.1'))).toEqual([
      expect.stringMatching(/^\[chart\/pool\] address\.syntax: reserve\("192\.168\.1"\): /),
    ]);
  });

  test('two addresses of one family', () => {
    expect(pool({}, (construct) => construct.reserve('192.168.1.200', '192.168.1.201'))).toEqual([
      '[chart/pool] metallb.ip-request: reserve("192.168.1.200", "192.168.1.201"): "192.168.1.200" and "192.168.1.201" are both IPv4, ' +
        'and a Service takes one of each family. Fix: ask for one address, or for an IPv4 and an IPv6 address.',
    ]);
  });

  test('both addresses of a pair are checked', () => {
    expect(pool({}, (construct) => construct.share('192.168.1.250', 'dns', '2001:db8::1'))).toEqual([
      expect.stringContaining('metallb.ip-not-in-pool: share("192.168.1.250", "2001:db8::1"): "192.168.1.250" is not in pool "pool"'),
      expect.stringContaining('metallb.ip-not-in-pool: share("192.168.1.250", "2001:db8::1"): "2001:db8::1" is not in pool "pool"'),
    ]);
  });

  test('an empty key', () => {
    expect(pool({}, (construct) => construct.share('192.168.1.200', ''))).toEqual([
      '[chart/pool] metallb.sharing-key: share("192.168.1.200"): the key is empty, with which MetalLB shares nothing. ' +
        'Allowed: any other text. Fix: name what shares the address.',
    ]);
  });

  test('one address for two Services is no problem of the pool: it may be one Service after all', () => {
    expect(pool({}, (construct) => ['192.168.1.200', '192.168.1.200'].map((ip) => construct.reserve(ip)))).toEqual([]);
  });

  test('an address that avoidBuggyIps holds back', () => {
    const block = { addresses: ['10.0.0.0/24', '2001:db8::/120'], avoidBuggyIps: true };
    expect(pool(block, (construct) => ['10.0.0.0', '10.0.0.255', '10.0.0.1', '2001:db8::'].map((ip) => construct.reserve(ip)))).toEqual([
      expect.stringContaining('metallb.ip-held-back: reserve("10.0.0.0"): "10.0.0.0" is held back by avoidBuggyIps'),
      expect.stringContaining('metallb.ip-held-back: reserve("10.0.0.255"): "10.0.0.255"'),
    ]);
    expect(pool({ ...block, avoidBuggyIps: false }, (construct) => construct.reserve('10.0.0.0'))).toEqual([]);
  });

  test.each([
    [{ addresses: [] }, 'metallb.pool-empty: addresses: the pool has no addresses'],
    [
      { addresses: ['10.0.0.0/24', '10.0.0.250-10.0.1.9'] },
      'metallb.pool-overlap: addresses: "10.0.0.250-10.0.1.9" overlaps "10.0.0.0/24"',
    ],
    [{ addresses: undefined as unknown as string[] }, 'input.type: addresses: nothing is not a list'],
    [{ addresses: '10.0.0.0/24' as unknown as string[] }, 'input.type: addresses: "10.0.0.0/24" is not a list'],
    [{ addresses: [7 as unknown as string] }, 'input.type: addresses[0]: 7 is not a text'],
    [{ advertise: 'layer2' as unknown as PoolAdvertising }, 'input.type: advertise: "layer2" is not a PoolAdvertising'],
    [{ autoAssign: 'false' as unknown as boolean }, 'input.type: autoAssign: "false" is neither true nor false'],
    [{ avoidBuggyIps: 1 as unknown as boolean }, 'input.type: avoidBuggyIps: 1 is neither true nor false'],
    [{ serviceAllocation: { priority: -1 } }, 'count.range: serviceAllocation.priority: -1 is not a count'],
    [
      { serviceAllocation: { namespaces: [] } },
      'metallb.empty-list: serviceAllocation.namespaces: the list is empty, which MetalLB reads as if it were not there. ' +
        'Allowed: at least one entry. Fix: leave it out to mean all, or name at least one.',
    ],
    [{ serviceAllocation: { namespaceSelectors: [] } }, 'metallb.empty-list: serviceAllocation.namespaceSelectors: '],
    [{ serviceAllocation: { serviceSelectors: [] } }, 'metallb.empty-list: serviceAllocation.serviceSelectors: '],
    [{ serviceAllocation: { namespaces: ['Shop'] } }, 'name.syntax: serviceAllocation.namespaces[0]: "Shop" is not a valid name'],
    [
      { serviceAllocation: { namespaces: ['shop', 'shop'] } },
      'metallb.duplicate-entry: serviceAllocation.namespaces: "shop" is there twice, which MetalLB refuses',
    ],
    [{ labels: { zone: 'a b' } }, 'label.value: labels.zone: "a b" is not a valid label value'],
    [{ name: 'Pool' }, 'name.syntax: name: "Pool" is not a valid name'],
    [{ namespace: 'lb.prod' }, 'name.syntax: namespace: "lb.prod" is not a valid name'],
    [{ advertise: PoolAdvertising.bgp({ name: 'B' }) }, 'name.syntax: advertise.name: "B" is not a valid name'],
  ])('%j', (more, message) => {
    expect(pool(more)).toEqual([expect.stringContaining(`[chart/pool] ${message}`)]);
  });
});
