import { ApiObject, ApiObjectProps, Chart } from 'cdk8s';
import { Cluster } from '../../../lib/cluster/cluster';
import { ClusterFacts } from '../../../lib/core/cluster-facts';
import { Problems } from '../../../lib/core/problems';
import { BgpPeer, BgpPeerProps } from '../../../lib/metallb/bgp-peer';
import { MetalLbBgpAdvertisement, MetalLbBgpAdvertisementProps } from '../../../lib/metallb/metallb-bgp-advertisement';
import { MetalLbPool, MetalLbPoolProps } from '../../../lib/metallb/metallb-pool';
import { PeerAsn } from '../../../lib/metallb/peer-asn';
import { PeerEndpoint } from '../../../lib/metallb/peer-endpoint';
import { PoolAdvertising } from '../../../lib/metallb/pool-advertising';
import { GitOpsApp } from '../../../lib/synth/gitops-app';
import { objectsByCluster } from '../../../lib/synth/render';
import { RenderedCluster } from '../../../lib/synth/rendered-cluster';

export type Program = (chart: Chart) => unknown;

/** One fault of a row of the catalogue: a program with it, and the same program without. */
export interface Line {
  /** As the catalogue names it. */
  readonly row: string;
  /** The fault. */
  readonly fault: string;
  /** Id of the one problem of the program. */
  readonly problem: string;
  readonly wrong: Program;
  readonly right: Program;
  readonly facts?: ClusterFacts;
}

/** One fault that no program can have. */
export interface Impossible {
  readonly row: string;
  readonly fault: string;
  readonly because: string;
  /** Fails when it can be said after all. */
  readonly shows: () => void;
}

/** The ids of all that is said of a program, each once: by its constructs, or else by the rules. */
export function idsOf(program: Program, facts: ClusterFacts = {}): string[] {
  const app = new GitOpsApp({ outdir: '/nowhere' });
  const cluster = new Cluster(app, 'lab', { existingNamespaces: ['metallb-system', 'shop', 'other'], ...facts });
  program(new Chart(cluster, 'chart', { namespace: 'shop' }));
  const said = Problems.of(app).list();
  const problems = said.length > 0 ? said : objectsByCluster(app).flatMap((objects) => RenderedCluster.of(objects, '.yaml').problems());
  return [...new Set(problems.map(({ id }) => id))];
}

/** The pool "edge". Advertised by layer 2, unless it says otherwise. */
export const pool =
  (addresses: string[], props: Partial<MetalLbPoolProps> = {}) =>
  (chart: Chart): MetalLbPool =>
    new MetalLbPool(chart, props.name ?? 'edge', { addresses, ...props });

/** Eleven addresses. */
export const EDGE = ['192.168.1.200-192.168.1.210'];

export const edge = (chart: Chart, props: Partial<MetalLbPoolProps> = {}): MetalLbPool => pool(EDGE, props)(chart);

/** A pool that is left to advertisements of its own. */
export const bare = (chart: Chart, props: Partial<MetalLbPoolProps> = {}): MetalLbPool =>
  edge(chart, { advertise: PoolAdvertising.byOthers(), ...props });

/** A router of another AS. */
export const peer = (chart: Chart, props: Partial<BgpPeerProps> = {}): BgpPeer =>
  new BgpPeer(chart, props.name ?? 'router', {
    myAsn: 64512,
    peerAsn: PeerAsn.of(64513),
    endpoint: PeerEndpoint.address('10.0.0.1'),
    ...props,
  });

/** A pool that is announced to whatever peer there is. */
export const announced = (chart: Chart, options: Partial<MetalLbBgpAdvertisementProps> = {}): MetalLbPool =>
  pool(['10.1.0.0/24'], { advertise: PoolAdvertising.bgp(options) })(chart);

export const advertise = (chart: Chart, name: string, props: MetalLbBgpAdvertisementProps): MetalLbBgpAdvertisement =>
  new MetalLbBgpAdvertisement(chart, name, props);

/** A document as it is written by hand; one of MetalLB where it does not say otherwise. */
export const raw = (chart: Chart, kind: string, name: string, more: Partial<ApiObjectProps> = {}): ApiObject =>
  new ApiObject(chart, `${kind}-${name}`, {
    apiVersion: 'metallb.io/v1beta1',
    kind,
    metadata: { name, namespace: 'metallb-system' },
    ...more,
  });

export interface ServiceOptions {
  readonly annotations?: Record<string, string>;
  readonly labels?: Record<string, string>;
  readonly namespace?: string;
  readonly spec?: Record<string, unknown>;
}

/** A Service of type LoadBalancer with port 80. */
export const service = (chart: Chart, name: string, { annotations, labels, namespace = 'shop', spec }: ServiceOptions = {}): ApiObject =>
  new ApiObject(chart, name, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, annotations, labels },
    spec: { type: 'LoadBalancer', selector: { app: name }, ports: [{ port: 80 }], ...spec },
  });

/** Services that ask MetalLB for something by annotations. */
export const asking = (chart: Chart, name: string, asked: Record<string, string>, spec?: Record<string, unknown>): ApiObject =>
  service(chart, name, {
    annotations: Object.fromEntries(Object.entries(asked).map(([key, value]) => [`metallb.io/${key}`, value])),
    spec,
  });
