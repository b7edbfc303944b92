import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Cluster } from '../../lib/cluster/cluster';
import { Problems } from '../../lib/core/problems';
import { BfdProfile } from '../../lib/metallb/bfd-profile';
import { BgpPeer } from '../../lib/metallb/bgp-peer';
import { Community } from '../../lib/metallb/community';
import { IMetalLbInstall } from '../../lib/metallb/install-reference';
import { MetalLbBgpAdvertisement } from '../../lib/metallb/metallb-bgp-advertisement';
import { MetalLbL2Advertisement } from '../../lib/metallb/metallb-l2-advertisement';
import { MetalLbObjectProps } from '../../lib/metallb/metallb-object';
import { MetalLbPool } from '../../lib/metallb/metallb-pool';
import { PeerAsn } from '../../lib/metallb/peer-asn';
import { PeerEndpoint } from '../../lib/metallb/peer-endpoint';

// What the six constructs have in common.

const KINDS: Record<string, (scope: Construct, props: MetalLbObjectProps) => Construct> = {
  IPAddressPool: (scope, props) => new MetalLbPool(scope, 'made', { addresses: ['10.0.0.0/24'], ...props }),
  L2Advertisement: (scope, props) => new MetalLbL2Advertisement(scope, 'made', props),
  BGPAdvertisement: (scope, props) => new MetalLbBgpAdvertisement(scope, 'made', props),
  BGPPeer: (scope, props) =>
    new BgpPeer(scope, 'made', { myAsn: 64512, peerAsn: PeerAsn.of(64513), endpoint: PeerEndpoint.address('10.0.0.1'), ...props }),
  BFDProfile: (scope, props) => new BfdProfile(scope, 'made', props),
  Community: (scope, props) => new Community(scope, 'made', { aliases: {}, ...props }),
};

class Install extends Construct implements IMetalLbInstall {
  public readonly namespace = 'lb-of-install';
  public readonly loadBalancerClass = 'example.com/of-install';
  public readonly objectAnnotations = { wait: 'yes' };
}

const metadataOf = (chart: Chart) => (Testing.synth(chart) as { metadata: object }[]).map(({ metadata }) => metadata);

describe.each(Object.entries(KINDS))('%s', (_, make) => {
  const chartOf = (facts = {}) => new Chart(new Cluster(new App({ outdir: '/nowhere' }), 'lan', facts), 'chart', { namespace: 'shop' });

  test('stands where MetalLB looks, whatever the namespace of the chart', () => {
    const chart = chartOf();
    make(chart, {});
    expect(metadataOf(chart)[0]).toMatchObject({ name: 'made', namespace: 'metallb-system' });
  });

  test('stands where the facts say that MetalLB looks', () => {
    const chart = chartOf({ metallb: { namespace: 'lb-of-facts' } });
    make(chart, {});
    expect(metadataOf(chart)[0]).toMatchObject({ namespace: 'lb-of-facts' });
  });

  test('stands in the namespace of its install, after it and as it says', () => {
    const chart = chartOf({ metallb: { namespace: 'lb-of-facts' } });
    const made = make(chart, { install: new Install(chart, 'install'), labels: { zone: 'dmz' } });
    expect(metadataOf(chart)[0]).toEqual({
      name: 'made',
      namespace: 'lb-of-install',
      annotations: { wait: 'yes' },
      labels: expect.objectContaining({ zone: 'dmz' }) as object,
    });
    expect(made.node.findChild('Resource').node.dependencies.map(({ node }) => node.id)).toEqual(['install']);
  });

  test('stands in the namespace it is told', () => {
    const chart = chartOf({ metallb: { namespace: 'lb-of-facts' } });
    make(chart, { install: new Install(chart, 'install'), namespace: 'lb' });
    expect(metadataOf(chart)[0]).toMatchObject({ namespace: 'lb' });
  });

  test('reports what it cannot have', () => {
    const [chart, other] = [chartOf(), chartOf()];
    make(chart, { install: new Install(other, 'install'), namespace: 'lb.prod', labels: { zone: 'a b' } });
    expect(Problems.of(chart).list()).toEqual([
      expect.objectContaining({ id: 'reference.other-cluster', field: 'install' }),
      expect.objectContaining({ id: 'name.syntax', field: 'namespace' }),
      expect.objectContaining({ id: 'label.value', field: 'labels.zone' }),
    ]);
  });

  test.each<[unknown]>([['metallb'], [null], [{ namespace: 'lb' }]])('takes no %j for an install', (install) => {
    const chart = chartOf();
    make(chart, { install: install as IMetalLbInstall });
    expect(Problems.of(chart).list()).toEqual([expect.objectContaining({ id: 'input.type', field: 'install' })]);
  });
});

test('a Service of ours that asks a pool is of the class of its install, else of that among the facts', () => {
  const app = new App({ outdir: '/nowhere' });
  const chart = new Chart(new Cluster(app, 'lan', { metallb: { loadBalancerClass: 'example.com/of-facts' } }), 'chart');
  const classOf = (id: string, install?: IMetalLbInstall) =>
    new MetalLbPool(chart, id, { addresses: ['10.0.0.0/24'], install }).any()._serviceSpec().loadBalancerClass;
  expect(classOf('one', new Install(chart, 'install'))).toBe('example.com/of-install');
  expect(classOf('other')).toBe('example.com/of-facts');
});
