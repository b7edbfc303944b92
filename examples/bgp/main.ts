/**
 * A rack that tells its two top-of-rack routers about its addresses, by BGP with BFD, in both IP families.
 * Write dist/ again with `cd examples/bgp && npx tsx main.ts`; in a project of your own, import from 'cdk8s-bare-metal-ingress'.
 */
import { Chart, Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import {
  BfdProfile,
  BgpPeer,
  Cluster,
  Community,
  GitOpsApp,
  KubeProxyMode,
  LabelSelector,
  MetalLbBgpAdvertisement,
  MetalLbBgpMode,
  MetalLbPool,
  PeerAsn,
  PeerEndpoint,
  PoolAdvertising,
  SecretRef,
} from '../../lib';

const EDGE = { 'example.com/edge': 'true' };
const ROUTERS = { 'tor-1': '10.0.0.1', 'tor-2': '10.0.0.2' };

const app = new GitOpsApp();
const rack = new Cluster(app, 'rack', {
  nodes: [
    { name: 'rack-1', labels: EDGE },
    { name: 'rack-2', labels: EDGE },
    { name: 'rack-3' }, // storage: it takes no traffic from outside
  ],
  nodeAddresses: ['10.0.0.11-10.0.0.13'],
  otherAddresses: Object.values(ROUTERS),
  nodeSubnets: ['10.0.0.0/24'],
  podCidr: '10.244.0.0/16,fd00:10:244::/56',
  serviceCidr: '10.96.0.0/12,fd00:10:96::/112',
  kubeProxy: KubeProxyMode.NFTABLES,
  metallb: { bgpMode: MetalLbBgpMode.FRR_K8S },
  existingNamespaces: ['metallb-system'],
});

// Sessions: a dead router is noticed after half a second, three packets of 150 ms, and not after the hold time of BGP.
const metallb = new Chart(rack, 'metallb');
const bfdProfile = new BfdProfile(metallb, 'fast', {
  receiveInterval: Duration.millis(150),
  transmitInterval: Duration.millis(150),
  detectMultiplier: 3,
});
for (const [name, address] of Object.entries(ROUTERS)) {
  new BgpPeer(metallb, name, {
    myAsn: 64512,
    peerAsn: PeerAsn.of(64513),
    endpoint: PeerEndpoint.address(address),
    nodeSelectors: [LabelSelector.of({ labels: EDGE })],
    dualStackAddressFamily: true, // IPv6 prefixes in the session over IPv4
    passwordSecret: SecretRef.fromName('tor-password'), // made in the cluster, not in Git
    bfdProfile,
  });
}

// Addresses: the whole block for the world, and each address by itself for the two routers, which then spread its traffic.
const pool = new MetalLbPool(metallb, 'public', {
  addresses: ['198.51.100.0/26', '2001:db8:100::/120'],
  advertise: PoolAdvertising.byOthers(),
});
const communities = new Community(metallb, 'communities', {
  aliases: { 'no-export': '65535:65281', 'to-upstream': '64513:100' },
});
new MetalLbBgpAdvertisement(metallb, 'blocks', {
  pools: [pool],
  aggregationLength: 26,
  aggregationLengthV6: 120,
  communities: [communities.alias('to-upstream')],
});
new MetalLbBgpAdvertisement(metallb, 'addresses', { pools: [pool], communities: [communities.alias('no-export')] });

// A Service with one address of each family.
const web = new k8s.KubeService(new Chart(rack, 'web', { namespace: 'default' }), 'web', {
  metadata: { name: 'web' },
  spec: {
    type: 'LoadBalancer',
    ipFamilyPolicy: 'RequireDualStack',
    externalTrafficPolicy: 'Local',
    selector: { app: 'web' },
    ports: [{ name: 'https', port: 443, targetPort: k8s.IntOrString.fromNumber(8443) }],
  },
});
pool.reserve('198.51.100.10', '2001:db8:100::a').applyTo(web);

app.synth();
