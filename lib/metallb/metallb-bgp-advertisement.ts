import { Construct, IConstruct } from 'constructs';
import { addObject } from '../core/add-object';
import { Resource } from '../core/resource';
import { otherCluster } from '../core/same-cluster';
import { parseCount } from '../values/count';
import { fieldsOf, madeBy } from '../values/input';
import { AdvertisedPools, AdvertisementCheck, AdvertisementOptions, renderAdvertisement } from './advertisement';
import { BgpCommunity } from './bgp-community';
import { BgpAdvertisement, BgpAdvertisementSpec } from './crd.private';
import { placeAfter } from './install-reference';
import { MetalLbObjectProps, placementOf } from './metallb-object';
import { IBgpPeer, parsePeer } from './references';
import { checkDistinct } from './selectors';
import { within } from './within';

/** What nodes tell their BGP peers of an address. */
export interface BgpAdvertisementOptions extends AdvertisementOptions {
  /**
   * Length of the prefix in which IPv4 addresses are announced, 1 to 32; `metallb.aggregation-length` is reported otherwise. Every
   * entry of the pools has to hold a block of that size (MetalLB `internal/config`). With `serviceSelectors` it can only be 32:
   * `metallb.aggregation-with-selectors`.
   * @default 32, each address for itself
   */
  readonly aggregationLength?: number;

  /**
   * Length of the prefix in which IPv6 addresses are announced, 1 to 128, checked like `aggregationLength`; with `serviceSelectors`
   * only 128.
   * @default 128, each address for itself
   */
  readonly aggregationLengthV6?: number;

  /**
   * LOCAL_PREF, 0 to 2147483647; `count.range` is reported otherwise. Of several routes the highest is taken, inside an AS only.
   * MetalLB knows more, but the schema of its BGPAdvertisement does not. 0 is as not set.
   * @default - not sent
   */
  readonly localPref?: number;

  /**
   * Communities that the announcement carries, 63 at most: `metallb.too-many-communities` is reported otherwise, as with more frr-k8s
   * fails to announce. Also reported: `metallb.community`, `metallb.community-alias`, `metallb.duplicate-entry`, `reference.other-cluster`.
   * @default - none
   */
  readonly communities?: BgpCommunity[];

  /**
   * The peers that are told. Reported otherwise: `name.syntax`, `metallb.duplicate-entry`, `metallb.empty-list`,
   * `reference.other-cluster`.
   * @default - all peers
   */
  readonly peers?: IBgpPeer[];
}

/** Properties of {@link MetalLbBgpAdvertisement}. Without `pools` and `poolSelectors` it is for all pools. */
export interface MetalLbBgpAdvertisementProps extends BgpAdvertisementOptions, AdvertisedPools, MetalLbObjectProps {}

/** Nodes announce each address of the pools to their BGP peers: a `BGPAdvertisement` of MetalLB. It needs a `BgpPeer` in the cluster. */
export class MetalLbBgpAdvertisement extends Resource {
  private readonly props: MetalLbBgpAdvertisementProps;

  public constructor(scope: Construct, id: string, props: MetalLbBgpAdvertisementProps = {}) {
    super(scope, id);
    this.props = fieldsOf(props);
    const { metadata, install } = placementOf(this, this.props);
    const name = this._nameOf(this.props.name);
    placeAfter(install, addObject(this, 'Resource', BgpAdvertisement, { metadata: { ...metadata, name }, spec: () => this._spec() }));
    const check = new AdvertisementCheck(this);
    check.pools(this.props);
    checkBgp(check, this.props);
  }

  /** @internal */
  public _spec(): unknown {
    return bgpSpec(this.props);
  }
}

const LENGTH = { id: 'metallb.aggregation-length', noun: 'a length of an IPv4 prefix', least: 1, most: 32 };
const LENGTH_V6 = { id: 'metallb.aggregation-length', noun: 'a length of an IPv6 prefix', least: 1, most: 128 };
const MOST_COMMUNITIES = 63;
const parseCommunity = madeBy(BgpCommunity, 'community.alias(…), BgpCommunity.value(…) or BgpCommunity.fromName(…)');

export function checkBgp(check: AdvertisementCheck, options: BgpAdvertisementOptions): void {
  const { findings } = check;
  check.selectors(options);
  checkAggregation(check, options);
  findings.parseOptional(check.field('localPref'), options.localPref, parseCount);
  const peers = check.references('peers', parsePeer, options.peers).map(({ peerName }) => peerName);
  checkDistinct(findings, check.field('peers'), peers);
  checkCommunities(check, options.communities);
}

function checkAggregation(check: AdvertisementCheck, options: BgpAdvertisementOptions): void {
  const lengths = { aggregationLength: LENGTH, aggregationLengthV6: LENGTH_V6 };
  const hasSelectors = Array.isArray(options.serviceSelectors) && options.serviceSelectors.length > 0;
  for (const [name, limits] of Object.entries(lengths)) {
    const field = check.field(name);
    const length = check.findings.parseOptional(field, options[name as keyof typeof lengths], within(limits));
    if (hasSelectors && length !== undefined && length !== limits.most) {
      const what = `/${length} may hold addresses of Services that serviceSelectors do not choose`;
      const fix = `drop ${name}, or serviceSelectors`;
      check.findings.error({ id: 'metallb.aggregation-with-selectors', what, fix, allowed: `${limits.most}` }, field);
    }
  }
}

function checkCommunities(check: AdvertisementCheck, communities: readonly BgpCommunity[] = []): void {
  const { findings } = check;
  const field = check.field('communities');
  const read = findings.parseAll(field, communities, readCommunity);
  checkDistinct(
    findings,
    field,
    read.map(({ text }) => text),
  );
  const defects = read.flatMap(({ maker }) => otherCluster(check.construct, maker));
  defects.forEach((defect) => findings.error(defect, field));
  if (read.length > MOST_COMMUNITIES) {
    const what = `${read.length} communities are more than frr-k8s can announce with one address`;
    findings.error({ id: 'metallb.too-many-communities', what, fix: 'carry fewer', allowed: `${MOST_COMMUNITIES} at most` }, field);
  }
}

function readCommunity(community: BgpCommunity): { readonly text: string; readonly maker?: IConstruct } {
  return { text: parseCommunity(community)._resolve(), maker: community._community };
}

export function bgpSpec(options: BgpAdvertisementOptions & AdvertisedPools): unknown {
  const { aggregationLength, aggregationLengthV6, localPref, communities, peers } = options;
  const spec: BgpAdvertisementSpec = {
    ...renderAdvertisement(options),
    aggregationLength,
    aggregationLengthV6,
    localPref,
    communities: communities?.map((community) => community._resolve()),
    peers: peers?.map(({ peerName }) => peerName),
  };
  return spec;
}
