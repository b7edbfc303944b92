import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Findings } from '../../core/findings';
import { SecretRef } from '../../core/secret-ref';
import { fieldsOf, struct, text } from '../../values/input';
import { BfdProfile } from '../bfd-profile';
import { BgpCommunity } from '../bgp-community';
import { BgpPeer } from '../bgp-peer';
import { Community } from '../community';
import { IMetalLbInstall } from '../install-reference';
import { BgpAdvertisementOptions, MetalLbBgpAdvertisement } from '../metallb-bgp-advertisement';
import { MetalLbPool } from '../metallb-pool';
import { PeerAsn } from '../peer-asn';
import { PeerEndpoint } from '../peer-endpoint';
import { PoolAdvertising } from '../pool-advertising';
import { LegacyFields } from './fields';
import { LegacyAdvertisement, LegacyBfdProfile, LegacyPeer, LegacyPool, readBfdProfile, readPeer, readPool } from './read';
import { readLegacyText } from './text';
import { freeName, LegacyNames } from './values';

/** Where the objects of a {@link MetalLbLegacyModel} go. */
export interface MetalLbLegacyTarget {
  /**
   * The MetalLB that is to read the objects. `reference.other-cluster` and `input.type` are reported by every object otherwise.
   * @default - one that is installed by other means
   */
  readonly install?: IMetalLbInstall;

  /**
   * The namespace MetalLB runs in, an RFC 1123 label; `name.syntax` is reported by every object otherwise.
   * @default - that of `install`, else that of the ConfigMap, else as of every object of MetalLB
   */
  readonly namespace?: string;

  /**
   * Id of the construct that holds the objects: a second configuration in the same scope needs another.
   * @default 'metallb-legacy'
   */
  readonly id?: string;
}

type Placement = Pick<MetalLbLegacyTarget, 'install' | 'namespace'>;

/** What became of a legacy configuration, each in the order of the ConfigMap. */
export interface MetalLbLegacyObjects {
  /** One for each entry of `address-pools`. */
  readonly pools: MetalLbPool[];
  /** One for each entry of `peers` whose `node-selectors` can be read, named `peer1`, `peer2` and so on, as the converter of MetalLB named them. */
  readonly peers: BgpPeer[];
  /** One of name `communities` for all of `bgp-communities`, if there is any. */
  readonly communities: Community[];
  /** One for each entry of `bfd-profiles`. */
  readonly bfdProfiles: BfdProfile[];
}

/** The configuration in the ConfigMap that MetalLB read before 0.13: {@link MetalLbLegacyConfig.parse}. */
export class MetalLbLegacyModel {
  /** @internal */
  public static _parse(given: string): MetalLbLegacyModel {
    return new MetalLbLegacyModel(given);
  }

  /**
   * What could not be carried, or not as it is, each with its place in the ConfigMap, such as
   * `address-pools[0].addresses[0]: "192.168.99.100/28" becomes "192.168.99.96/28", the whole block that MetalLB reads it as`.
   */
  public readonly notCarried: string[] = [];
  private readonly namespace?: string;
  private readonly pools: readonly LegacyPool[];
  private readonly peers: readonly LegacyPeer[];
  private readonly aliases: { readonly [alias: string]: string };
  private readonly bfdProfiles: readonly LegacyBfdProfile[];
  private readonly profileNames = new LegacyNames();

  private constructor(given: string) {
    const { config, namespace, otherKeys } = readLegacyText(given);
    const fields = new LegacyFields(config, '', this.notCarried);
    const poolNames = new LegacyNames();
    this.namespace = namespace;
    this.pools = fields.groups('address-pools', (pool, index) => readPool(pool, index, poolNames)) ?? [];
    this.peers = fields.groups('peers', readPeer)?.filter((peer) => peer !== undefined) ?? [];
    this.aliases = fields.textMap('bgp-communities') ?? {};
    this.bfdProfiles = fields.groups('bfd-profiles', (profile, index) => readBfdProfile(profile, index, this.profileNames)) ?? [];
    fields.noteUnread();
    otherKeys.forEach((key) => this.notCarried.push(`data.${key}: MetalLB read the key "config" only`));
  }

  /**
   * Makes the objects that say the same, below one construct. Each entry of `notCarried` is a warning of it,
   * `metallb.legacy-not-carried`.
   */
  public addTo(scope: Construct, target: MetalLbLegacyTarget = {}): MetalLbLegacyObjects {
    const { id = 'metallb-legacy' } = fieldsOf(target);
    const root = new Construct(scope, String(id));
    const findings = Findings.of(root);
    findings.parse('target.id', id, text);
    const fix = 'say it in another way where it matters, and acknowledge the warning';
    this.notCarried.forEach((what) => findings.warning({ id: 'metallb.legacy-not-carried', what, fix }));
    const { install, namespace } = findings.parse('target', target, struct<MetalLbLegacyTarget>) ?? {};
    const placement: Placement = { install, namespace: namespace ?? (install === undefined ? this.namespace : undefined) };

    const communities = this.addCommunities(new Construct(root, 'communities'), placement);
    const profilesBelow = new Construct(root, 'bfd-profiles');
    const bfdProfiles = this.bfdProfiles.map((profile) => addBfdProfile(profilesBelow, profile, placement));
    const peersBelow = new Construct(root, 'peers');
    const peers = this.peers.map((peer) => this.addPeer(peersBelow, peer, bfdProfiles, placement));
    const poolsBelow = new Construct(root, 'pools');
    const names = new Set(this.pools.map(({ name }) => name));
    const pools = this.pools.map((pool) => this.addPool(poolsBelow, pool, communities, placement, names));
    return { pools, peers, communities, bfdProfiles };
  }

  private addCommunities(scope: Construct, placement: Placement): Community[] {
    return Object.keys(this.aliases).length === 0 ? [] : [new Community(scope, 'communities', { aliases: this.aliases, ...placement })];
  }

  private addPeer(scope: Construct, peer: LegacyPeer, profiles: readonly BfdProfile[], placement: Placement): BgpPeer {
    const { name, myAsn, peerAsn, address, port, bfdProfile, passwordSecret, ...rest } = peer;
    const profile = profiles.find(({ profileName }) => profileName === this.profileNames.of(bfdProfile ?? ''));
    return new BgpPeer(scope, name, {
      myAsn,
      peerAsn: PeerAsn.of(peerAsn),
      endpoint: PeerEndpoint.address(address, { port }),
      bfdProfile: profile ?? (bfdProfile ? BfdProfile.fromName(bfdProfile) : undefined),
      passwordSecret: passwordSecret === undefined ? undefined : SecretRef.fromName(passwordSecret),
      ...rest,
      ...placement,
    });
  }

  private addPool(
    scope: Construct,
    pool: LegacyPool,
    communities: readonly Community[],
    placement: Placement,
    names: Set<string>,
  ): MetalLbPool {
    const { name, protocol, addresses, autoAssign, avoidBuggyIps, advertisements } = pool;
    const [first, ...others] = protocol === 'bgp' ? advertisements.map((each) => this.toOptions(each, communities)) : [];
    const ways = { bgp: () => PoolAdvertising.bgp(first), layer2: () => PoolAdvertising.layer2(), none: () => PoolAdvertising.none() };
    const advertise = ways[protocol ?? 'none']();
    const made = new MetalLbPool(scope, name, { addresses, autoAssign, avoidBuggyIps, advertise, ...placement });
    others.forEach((options, index) => {
      // The first has the name of the pool; a pool of its own may have this one.
      const another = { name: freeName(name, names), pools: [made], ...options, ...placement };
      new MetalLbBgpAdvertisement(made, `Advertisement${index + 2}`, another);
    });
    return made;
  }

  private toOptions({ communities: wanted, ...others }: LegacyAdvertisement, communities: readonly Community[]): BgpAdvertisementOptions {
    const refer = (community: string): BgpCommunity => {
      if (community.includes(':')) {
        return BgpCommunity.value(community);
      }
      return Object.hasOwn(this.aliases, community) ? communities[0].alias(community) : BgpCommunity.fromName(community);
    };
    return { ...others, communities: wanted?.map(refer) };
  }
}

function addBfdProfile(scope: Construct, profile: LegacyBfdProfile, placement: Placement): BfdProfile {
  const { name, receiveInterval, transmitInterval, echoInterval, ...rest } = profile;
  return new BfdProfile(scope, name, {
    receiveInterval: millis(receiveInterval),
    transmitInterval: millis(transmitInterval),
    echoInterval: millis(echoInterval),
    ...rest,
    ...placement,
  });
}

function millis(amount: number | undefined): Duration | undefined {
  return amount === undefined ? undefined : Duration.millis(amount);
}
