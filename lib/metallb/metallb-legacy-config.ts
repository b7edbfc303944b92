import { ApiObject, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { clusterFactsOf, clusterOf } from '../core/cluster-facts';
import { LateDefect } from '../core/findings';
import { k8s } from '../core/k8s.private';
import { theOnly } from '../core/object-lookup';
import { Resource } from '../core/resource';
import { otherCluster } from '../core/same-cluster';
import { KubeObject } from '../manifests/document';
import { refuse } from '../values/coded-error';
import { parseDnsLabel } from '../values/dns-name';
import { fieldsOf } from '../values/input';
import { BfdProfile } from './bfd-profile';
import { BgpPeer } from './bgp-peer';
import { Community } from './community';
import { MetalLbLegacyModel } from './legacy/model';
import { LegacyWriter } from './legacy/render';
import { METALLB_NAMESPACE } from './metallb-object';
import { MetalLbPool } from './metallb-pool';
import { checkDistinct } from './selectors';

/** Properties of {@link MetalLbLegacyConfig}. */
export interface MetalLbLegacyConfigProps {
  /**
   * The pools to write, in this order, each with its advertisements of this cluster. `metallb.legacy-empty` is reported when
   * there is none. Here and for the other lists `metallb.duplicate-entry` is reported for what is there twice, and
   * `reference.other-cluster` for what stands in another cluster.
   */
  readonly pools: MetalLbPool[];

  /**
   * The BGP peers to write, in this order. Their names are lost, as the ConfigMap has none. `metallb.legacy-missing` is reported
   * when there is none for a pool that is advertised by BGP.
   * @default - none
   */
  readonly peers?: BgpPeer[];

  /**
   * The communities whose aliases are written; `metallb.legacy-missing` is reported when an advertisement of a pool needs others.
   * @default - none
   */
  readonly communities?: Community[];

  /**
   * The BFD profiles to write, in this order; `metallb.legacy-missing` is reported when a peer needs others.
   * @default - none
   */
  readonly bfdProfiles?: BfdProfile[];

  /**
   * The namespace MetalLB runs in, an RFC 1123 label; `name.syntax` is reported otherwise.
   * @default - that of the facts of the cluster, else 'metallb-system'
   */
  readonly namespace?: string;
}

/**
 * Pools, peers, communities and BFD profiles as the ConfigMap `config` that MetalLB read before 0.13, for clusters that still
 * run such a version. Newer versions ignore it: there the objects themselves are what counts. `metallb.legacy-unsupported` is
 * reported for each field that the ConfigMap has no word for (MetalLB `configmaptocrs/types.go`).
 *
 * A cluster with a MetalLB before 0.13 does not know the kinds of the objects it is made from. So put it into a Chart of its own,
 * and have only the file of that Chart applied there.
 */
export class MetalLbLegacyConfig extends Resource {
  /**
   * Reads such a ConfigMap, so that `MetalLbLegacyConfig.parse(text).addTo(chart)` makes the objects that say the same.
   * @param text YAML of the ConfigMap, or what stands under its key `config`
   * @throws `metallb.legacy-unreadable` for text that is neither
   */
  public static parse(text: string): MetalLbLegacyModel {
    return MetalLbLegacyModel._parse(text);
  }

  private readonly pools: readonly ApiObject[];
  private readonly peers: readonly ApiObject[];
  private readonly communities: readonly ApiObject[];
  private readonly bfdProfiles: readonly ApiObject[];

  public constructor(scope: Construct, id: string, props: MetalLbLegacyConfigProps) {
    super(scope, id);
    const { pools, peers = [], communities = [], bfdProfiles = [], namespace } = fieldsOf(props);
    this._findings.parseOptional('namespace', namespace, parseDnsLabel);
    this.pools = this.objectsOf('pools', pools, 'v1beta1', 'IPAddressPool');
    this.peers = this.objectsOf('peers', peers, 'v1beta2', 'BGPPeer');
    this.communities = this.objectsOf('communities', communities, 'v1beta1', 'Community');
    this.bfdProfiles = this.objectsOf('bfdProfiles', bfdProfiles, 'v1beta1', 'BFDProfile');
    if (Array.isArray(pools) && pools.length === 0) {
      const defect = { id: 'metallb.legacy-empty', what: 'there is no pool to write', fix: 'pass at least one MetalLbPool' };
      this._findings.error(defect, 'pools');
    }
    addObject(this, 'Resource', k8s.KubeConfigMap, {
      // MetalLB looked for this very name.
      metadata: { name: 'config', namespace: namespace ?? clusterFactsOf(this)?.metallb?.namespace ?? METALLB_NAMESPACE },
      data: () => this._data(),
    });
    // What is wrong with what was given explains whatever else would be missing.
    if (this.node.validate().length === 0) {
      this._findings.check(() => this.checkWords());
    }
  }

  /** @internal */
  public _data(): unknown {
    return { config: Yaml.stringify(this.written().config) };
  }

  private objectsOf(field: string, holders: readonly Construct[], version: string, kind: string): ApiObject[] {
    const objects = this._findings.parseAll(field, holders, (holder) => {
      const object = theOnly(`metallb.io/${version}`, kind, holder);
      otherCluster(this, holder).forEach(({ id, what, fix }) => {
        throw refuse(id, what, fix);
      });
      return object;
    });
    checkDistinct(
      this._findings,
      field,
      objects.map(({ name }) => name),
    );
    return objects;
  }

  private checkWords(): readonly LateDefect[] {
    const objects = [this.pools, this.peers, this.communities, this.bfdProfiles, this.advertisements()].flat();
    return objects.some((object) => this.isInError(object)) ? [] : this.written().lost;
  }

  /** What is in error cannot be rendered, and is the matter of its own construct. */
  private isInError({ node: { scope } }: ApiObject): boolean {
    return scope !== undefined && scope !== this && scope.node.validate().length > 0;
  }

  private written(): LegacyWriter {
    return new LegacyWriter({
      pools: this.pools.map(toObject),
      peers: this.peers.map(toObject),
      communities: this.communities.map(toObject),
      bfdProfiles: this.bfdProfiles.map(toObject),
      advertisements: this.advertisements().map(toObject),
    });
  }

  private advertisements(): ApiObject[] {
    const cluster = clusterOf(this);
    return (cluster ?? this.node.root).node
      .findAll()
      .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct) && isAdvertisement(construct))
      .filter((advertisement) => clusterOf(advertisement) === cluster);
  }
}

function isAdvertisement({ apiGroup, kind }: ApiObject): boolean {
  return apiGroup === 'metallb.io' && (kind === 'L2Advertisement' || kind === 'BGPAdvertisement');
}

function toObject(object: ApiObject): KubeObject {
  return object.toJson() as KubeObject;
}
