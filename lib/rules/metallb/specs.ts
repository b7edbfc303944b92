import { RawLabelSelector } from '../../manifests/label-selector';
import { struct } from '../../manifests/raw';

export interface PoolSpec {
  readonly addresses: readonly string[];
  readonly autoAssign: boolean;
  readonly avoidBuggyIPs: boolean;
  /** Whatever is in it. */
  readonly serviceAllocation: object;
}

export interface AdvertisementSpec {
  readonly ipAddressPools: readonly string[];
  readonly ipAddressPoolSelectors: readonly RawLabelSelector[];
  readonly nodeSelectors: readonly RawLabelSelector[];
  readonly serviceSelectors: readonly RawLabelSelector[];
}

export interface L2Spec extends AdvertisementSpec {
  readonly interfaces: readonly string[];
}

export interface BgpSpec extends AdvertisementSpec {
  readonly aggregationLength: number;
  readonly aggregationLengthV6: number;
  readonly localPref: number;
  readonly communities: readonly string[];
  readonly peers: readonly string[];
}

export interface PeerSpec {
  readonly myASN: number;
  readonly localASN: number;
  readonly peerASN: number;
  readonly dynamicASN: string;
  readonly peerAddress: string;
  readonly interface: string;
  readonly sourceAddress: string;
  readonly routerID: string;
  readonly vrf: string;
  readonly bfdProfile: string;
  readonly nodeSelectors: readonly RawLabelSelector[];
  readonly keepaliveTime: string;
  readonly connectTime: string;
  readonly ebgpMultiHop: boolean;
  readonly enableGracefulRestart: boolean;
  readonly disableMP: boolean;
  readonly dualStackAddressFamily: boolean;
  readonly password: string;
  readonly passwordSecret: { readonly name?: string; readonly namespace?: string };
}

export interface BfdSpec {
  readonly echoMode: boolean;
}

export interface CommunitySpec {
  readonly communities: readonly { readonly name?: string; readonly value?: string }[];
}

/** For each field what reads it: nothing where its value is none. */
export type Shape<Spec> = { readonly [Field in keyof Required<Spec>]: (value: unknown) => Spec[Field] | undefined };

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const truth = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);
const group = (value: unknown): object | undefined =>
  typeof value === 'object' && !Array.isArray(value) ? (value ?? undefined) : undefined;
const listOf =
  <Item>(item: (value: unknown) => Item | undefined) =>
  (value: unknown): Item[] | undefined =>
    Array.isArray(value) ? value.flatMap((one: unknown) => item(one) ?? []) : undefined;
const texts = listOf(text);
const groups = listOf(group);

export const POOL: Shape<PoolSpec> = { addresses: texts, autoAssign: truth, avoidBuggyIPs: truth, serviceAllocation: group };
const ADVERTISEMENT: Shape<AdvertisementSpec> = {
  ipAddressPools: texts,
  ipAddressPoolSelectors: groups,
  nodeSelectors: groups,
  serviceSelectors: groups,
};
export const L2: Shape<L2Spec> = { ...ADVERTISEMENT, interfaces: texts };
export const BGP: Shape<BgpSpec> = {
  ...ADVERTISEMENT,
  aggregationLength: number,
  aggregationLengthV6: number,
  localPref: number,
  communities: texts,
  peers: texts,
};
export const PEER: Shape<PeerSpec> = {
  myASN: number,
  localASN: number,
  peerASN: number,
  dynamicASN: text,
  peerAddress: text,
  interface: text,
  sourceAddress: text,
  routerID: text,
  vrf: text,
  bfdProfile: text,
  nodeSelectors: groups,
  keepaliveTime: text,
  connectTime: text,
  ebgpMultiHop: truth,
  enableGracefulRestart: truth,
  disableMP: truth,
  dualStackAddressFamily: truth,
  password: text,
  passwordSecret: group,
};
export const BFD: Shape<BfdSpec> = { echoMode: truth };
export const COMMUNITY: Shape<CommunitySpec> = { communities: groups };

/** What can be read of the fields. */
export function wellTyped<Spec>(spec: unknown, shape: Shape<Spec>): Partial<Spec> {
  const fields = Object.entries(struct(spec)).flatMap(([field, value]) => {
    const read = Object.hasOwn(shape, field) ? shape[field as keyof Spec](value) : undefined;
    return read === undefined ? [] : [[field, read]];
  });
  return Object.fromEntries(fields) as Partial<Spec>;
}
