import { Document } from '../../manifests/document';
import { Labels } from '../../manifests/label-selector';
import { Manifests } from '../../manifests/manifests';
import { AddressRange } from '../../values/address-range';
import { PoolAddress, readPoolAddress } from './pool-address';
import {
  BFD,
  BfdSpec,
  BGP,
  BgpSpec,
  COMMUNITY,
  CommunitySpec,
  L2,
  L2Spec,
  PEER,
  PeerSpec,
  POOL,
  PoolSpec,
  Shape,
  wellTyped,
} from './specs';

/** One object of MetalLB with what every one has. */
export interface MetalLbObject<Spec> {
  /** Construct path of the object. */
  readonly origin: string;
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** As it is in the document, without fields of a wrong type, which are a matter of its schema. */
  readonly spec: Partial<Spec>;
}

export interface Pool extends MetalLbObject<PoolSpec> {
  /** Its entries, in the order of the document. */
  readonly entries: readonly PoolAddress[];
  /** What MetalLB reads of them. */
  readonly ranges: readonly AddressRange[];
}

/** What MetalLB is told in one cluster, in the order of the documents. */
export interface MetalLbObjects {
  readonly pools: readonly Pool[];
  readonly l2: readonly MetalLbObject<L2Spec>[];
  readonly bgp: readonly MetalLbObject<BgpSpec>[];
  readonly peers: readonly MetalLbObject<PeerSpec>[];
  readonly bfdProfiles: readonly MetalLbObject<BfdSpec>[];
  readonly communities: readonly MetalLbObject<CommunitySpec>[];
}

// Each rule asks; they are read once.
const read = new WeakMap<Manifests, MetalLbObjects>();

export function metalLbObjects(manifests: Manifests): MetalLbObjects {
  const known = read.get(manifests) ?? readObjects(manifests);
  read.set(manifests, known);
  return known;
}

function readObjects(manifests: Manifests): MetalLbObjects {
  const all = <Spec>(kind: string, shape: Shape<Spec>) =>
    manifests.ofKind(`metallb.io/${kind}`).map((document) => toObject(document, manifests, shape));
  return {
    pools: all('IPAddressPool', POOL).map(toPool),
    l2: all('L2Advertisement', L2),
    bgp: all('BGPAdvertisement', BGP),
    peers: all('BGPPeer', PEER),
    bfdProfiles: all('BFDProfile', BFD),
    communities: all('Community', COMMUNITY),
  };
}

function toObject<Spec>(document: Document, manifests: Manifests, shape: Shape<Spec>): MetalLbObject<Spec> {
  const { metadata, spec } = document.object;
  return {
    origin: document.origin,
    name: metadata.name,
    namespace: manifests.namespaceOf(document) ?? '',
    labels: metadata.labels ?? {},
    spec: wellTyped(spec, shape),
  };
}

function toPool(object: MetalLbObject<PoolSpec>): Pool {
  const entries = (object.spec.addresses ?? []).map(readPoolAddress);
  return { ...object, entries, ranges: entries.flatMap(({ ranges = [] }) => ranges) };
}
