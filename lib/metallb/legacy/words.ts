import { RawLabelSelector } from '../../manifests/label-selector';

/** How a field of an object is called in the ConfigMap, and written where it is written otherwise. */
export type Words = Readonly<Record<string, string | { readonly key: string; readonly write: (value: unknown) => unknown }>>;

// MetalLB `configmaptocrs/types.go`; the order is that of the ConfigMap.
export const POOL_WORDS: Words = { addresses: 'addresses', autoAssign: 'auto-assign', avoidBuggyIPs: 'avoid-buggy-ips' };
export const BGP_WORDS: Words = {
  aggregationLength: 'aggregation-length',
  aggregationLengthV6: 'aggregation-length-v6',
  localPref: 'localpref',
  communities: 'communities',
};
export const PEER_WORDS: Words = {
  peerAddress: 'peer-address',
  peerASN: 'peer-asn',
  myASN: 'my-asn',
  peerPort: 'peer-port',
  sourceAddress: 'source-address',
  holdTime: 'hold-time',
  keepaliveTime: 'keepalive-time',
  routerID: 'router-id',
  ebgpMultiHop: 'ebgp-multihop',
  bfdProfile: 'bfd-profile',
  nodeSelectors: { key: 'node-selectors', write: (selectors: unknown) => listOf<RawLabelSelector>(selectors).map(legacySelector) },
};
export const BFD_WORDS: Words = {
  receiveInterval: 'receive-interval',
  transmitInterval: 'transmit-interval',
  detectMultiplier: 'detect-multiplier',
  echoInterval: 'echo-interval',
  echoMode: 'echo-mode',
  passiveMode: 'passive-mode',
  minimumTtl: 'minimum-ttl',
};

export interface Translation {
  readonly entry: Readonly<Record<string, unknown>>;
  /** Fields that say something for which there is no word. */
  readonly lost: readonly string[];
}

/** A spec in the words of the ConfigMap, but for fields that the place of the entry says. */
export function translate(spec: Readonly<Record<string, unknown>>, words: Words, byPlace: readonly string[] = []): Translation {
  const entry = Object.entries(words)
    .filter(([field]) => spec[field] !== undefined)
    .map(([field, word]) => (typeof word === 'string' ? [word, spec[field]] : [word.key, word.write(spec[field])]));
  const known = new Set([...Object.keys(words), ...byPlace]);
  const lost = Object.keys(spec).filter((field) => !known.has(field) && saysSomething(spec[field]));
  return { entry: Object.fromEntries(entry) as Record<string, unknown>, lost };
}

/** Objects may be anybody's: what is no list there has nothing in it. */
export function listOf<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? (value as T[]).filter((item) => item !== null && item !== undefined) : [];
}

/** What is off or empty was never there for the old MetalLB either. */
function saysSomething(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function legacySelector({ matchLabels, matchExpressions }: RawLabelSelector): unknown {
  return {
    ...(matchLabels === undefined ? {} : { 'match-labels': matchLabels }),
    ...(matchExpressions === undefined ? {} : { 'match-expressions': matchExpressions }),
  };
}
