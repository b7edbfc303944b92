import { LateDefect } from '../../core/findings';
import { KubeObject } from '../../manifests/document';
import { anySelects, RawLabelSelector } from '../../manifests/label-selector';
import { quoted } from '../../values/coded-error';
import { BFD_WORDS, BGP_WORDS, listOf, PEER_WORDS, POOL_WORDS, translate, Words } from './words';

/** The objects of MetalLB that become one ConfigMap. */
export interface LegacyObjects {
  readonly pools: readonly KubeObject[];
  readonly peers: readonly KubeObject[];
  readonly communities: readonly KubeObject[];
  readonly bfdProfiles: readonly KubeObject[];
  /** All of the cluster; those of the pools are written with them. */
  readonly advertisements: readonly KubeObject[];
}

type Fields = Readonly<Record<string, unknown>>;

const NOT_WRITTEN = 'is not among those written: the old MetalLB would refuse all of it';

/** Writes objects in the words of the ConfigMap, and keeps what it has no word for. */
export class LegacyWriter {
  /** The ConfigMap as far as it goes. */
  public readonly config: Fields;
  /** What the old MetalLB would not be told, or would refuse. */
  public readonly lost: LateDefect[] = [];
  private readonly aliases: ReadonlySet<string>;
  private readonly profiles: ReadonlySet<string>;

  public constructor(private readonly objects: LegacyObjects) {
    const aliases = objects.communities.flatMap((object) => listOf<{ name: string; value: string }>(specOf(object).communities));
    this.aliases = new Set(aliases.map(({ name }) => name));
    this.profiles = new Set(objects.bfdProfiles.map(({ metadata }) => metadata.name));
    const sections = {
      'address-pools': objects.pools.map((pool, index) => this.pool(pool, `pools[${index}]`)),
      peers: objects.peers.map((peer, index) => this.peer(peer, `peers[${index}]`)),
      'bgp-communities': Object.fromEntries(aliases.map(({ name, value }) => [name, value])),
      'bfd-profiles': objects.bfdProfiles.map((profile, index) => this.profile(profile, `bfdProfiles[${index}]`)),
    };
    if (objects.peers.length === 0 && sections['address-pools'].some(({ protocol }) => protocol === 'bgp')) {
      this.missing('peers', 'a pool is advertised by BGP, and no peer is written: nobody would be told of it', 'add the BgpPeer');
    }
    this.config = Object.fromEntries(Object.entries(sections).filter(([, content]) => Object.keys(content).length > 0));
  }

  private pool(pool: KubeObject, field: string): Fields {
    const { addresses, ...rest } = this.entry(pool, POOL_WORDS, field);
    const advertisements = this.objects.advertisements.filter((advertisement) => chooses(specOf(advertisement), pool));
    const ways = advertisements.map((advertisement) => this.advertisement(advertisement, `${field}.advertise`));
    const isBgp = advertisements.some(isBgpAdvertisement);
    if (!advertisements.every((advertisement) => isBgpAdvertisement(advertisement) === isBgp) || advertisements.length === 0) {
      const how = isBgp ? 'advertised both by layer 2 and by BGP' : 'not advertised';
      const what = `pool ${quoted(pool.metadata.name)} is ${how}, and the ConfigMap of MetalLB before 0.13 has just one protocol for a pool`;
      this.unsupported(`${field}.advertise`, what);
    }
    // One that says nothing is what the old MetalLB did without any.
    const isPlain = ways.length === 1 && Object.keys(ways[0]).length === 0;
    return {
      name: pool.metadata.name,
      protocol: isBgp ? 'bgp' : 'layer2',
      addresses,
      ...rest,
      ...(isBgp && !isPlain && { 'bgp-advertisements': ways }),
    };
  }

  private advertisement(advertisement: KubeObject, field: string): Fields {
    const name = quoted(advertisement.metadata.name);
    for (const community of listOf(specOf(advertisement).communities).map(String)) {
      if (community.startsWith('large:')) {
        this.wordless(`${field}.communities`, `advertisement ${name} has the large community ${quoted(community)}`);
      } else if (!community.includes(':') && !this.aliases.has(community)) {
        const what = `advertisement ${name} has the community ${quoted(community)}, which ${NOT_WRITTEN}`;
        this.missing(`${field}.communities`, what, 'add the Community that names it to communities');
      }
    }
    return this.entry(advertisement, isBgpAdvertisement(advertisement) ? BGP_WORDS : {}, field, [
      'ipAddressPools',
      'ipAddressPoolSelectors',
    ]);
  }

  private peer(peer: KubeObject, field: string): Fields {
    const { bfdProfile } = specOf(peer);
    if (typeof bfdProfile === 'string' && bfdProfile !== '' && !this.profiles.has(bfdProfile)) {
      const what = `BGPPeer ${quoted(peer.metadata.name)} has the BFD profile ${quoted(bfdProfile)}, which ${NOT_WRITTEN}`;
      this.missing(`${field}.bfdProfile`, what, 'add it to bfdProfiles');
    }
    return this.entry(peer, PEER_WORDS, field);
  }

  private profile(profile: KubeObject, field: string): Fields {
    return { name: profile.metadata.name, ...this.entry(profile, BFD_WORDS, field) };
  }

  private entry(object: KubeObject, words: Words, at: string, byPlace: readonly string[] = []): Fields {
    const { entry, lost } = translate(specOf(object), words, byPlace);
    lost.forEach((field) => this.wordless(`${at}.${field}`, `${object.kind} ${quoted(object.metadata.name)} has ${field}`));
    return entry;
  }

  private wordless(field: string, what: string): void {
    this.unsupported(field, `${what}, for which the ConfigMap of MetalLB before 0.13 has no word`);
  }

  private unsupported(field: string, what: string): void {
    this.lost.push({
      id: 'metallb.legacy-unsupported',
      field,
      what,
      fix: 'leave it out, or run a MetalLB that reads the objects themselves',
    });
  }

  private missing(field: string, what: string, fix: string): void {
    this.lost.push({ id: 'metallb.legacy-missing', field, what, fix });
  }
}

/** One that chooses nothing is for every pool (MetalLB `internal/config`). */
function chooses(spec: Fields, { metadata }: KubeObject): boolean {
  const names = listOf<string>(spec.ipAddressPools);
  const selectors = listOf<RawLabelSelector>(spec.ipAddressPoolSelectors);
  return names.length + selectors.length === 0 || names.includes(metadata.name) || anySelects(selectors, metadata.labels ?? {});
}

function isBgpAdvertisement({ kind }: KubeObject): boolean {
  return kind === 'BGPAdvertisement';
}

function specOf({ spec }: KubeObject): Fields {
  return (spec ?? {}) as Fields;
}
