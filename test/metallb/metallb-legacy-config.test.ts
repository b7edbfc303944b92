import { ApiObject, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { MetalLbLegacyConfig } from '../../lib/metallb/metallb-legacy-config';
import { MetalLbPool } from '../../lib/metallb/metallb-pool';
import { PoolAdvertising } from '../../lib/metallb/pool-advertising';
import { documentOf, problemsOf, yamlOf } from '../support/charts';

const legacyOf = (chart: Construct, namespace?: string) => {
  const pools = [
    new MetalLbPool(chart, 'lan', { addresses: ['192.168.1.0/28'], autoAssign: false, avoidBuggyIps: true }),
    new MetalLbPool(chart, 'wan', { addresses: ['203.0.113.0/28', '2001:db8::/64'], advertise: PoolAdvertising.bgp() }),
  ];
  return new MetalLbLegacyConfig(chart, 'legacy', { pools, namespace });
};

test('the primary object can be patched', () => {
  const patched = documentOf('ConfigMap', (chart) =>
    ApiObject.of(legacyOf(chart)).addJsonPatch(JsonPatch.add('/metadata/labels', { a: 'b' })),
  );
  expect(patched.metadata.labels).toEqual({ a: 'b' });
});

test('the pools of the CRs as the ConfigMap MetalLB read before 0.13', () => {
  expect(yamlOf(legacyOf)).toMatchSnapshot();
});

test('its namespace is that of MetalLB', () => {
  expect(documentOf('ConfigMap', (chart) => legacyOf(chart, 'lb'), { namespace: 'shop' }).metadata).toEqual({
    name: 'config',
    namespace: 'lb',
  });
});

test('without a pool there is nothing to write', () => {
  expect(problemsOf((chart) => new MetalLbLegacyConfig(chart, 'legacy', { pools: [] }))).toEqual([
    '[chart/legacy] metallb.legacy-empty: pools: there is no pool to write. Fix: pass at least one MetalLbPool.',
  ]);
});
