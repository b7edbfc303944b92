import { Duration } from 'cdk8s';
import { LabelExpression, LabelSelector } from '../../core/label-selector';
import { quoted } from '../../values/coded-error';
import { LegacyFields } from './fields';
import { LegacyNames, widened } from './values';

/** What one entry of `address-pools` says. */
export interface LegacyPool {
  readonly name: string;
  readonly protocol?: 'layer2' | 'bgp';
  readonly addresses: string[];
  readonly autoAssign?: boolean;
  readonly avoidBuggyIps?: boolean;
  readonly advertisements: LegacyAdvertisement[];
}

/** What one entry of `bgp-advertisements` says; communities as values or aliases. */
export interface LegacyAdvertisement {
  readonly aggregationLength?: number;
  readonly aggregationLengthV6?: number;
  readonly localPref?: number;
  readonly communities?: string[];
}

/** What one entry of `peers` says. */
export interface LegacyPeer {
  readonly name: string;
  readonly myAsn: number;
  readonly peerAsn: number;
  readonly address: string;
  readonly port?: number;
  readonly sourceAddress?: string;
  readonly routerId?: string;
  readonly holdTime: Duration;
  readonly keepaliveTime?: Duration;
  readonly ebgpMultiHop?: boolean;
  readonly bfdProfile?: string;
  readonly nodeSelectors?: LabelSelector[];
  /** Name of the Secret that its password has to be put in. */
  readonly passwordSecret?: string;
}

/** What one entry of `bfd-profiles` says; times in milliseconds. */
export interface LegacyBfdProfile {
  readonly name: string;
  readonly receiveInterval?: number;
  readonly transmitInterval?: number;
  readonly echoInterval?: number;
  readonly detectMultiplier?: number;
  readonly echoMode?: boolean;
  readonly passiveMode?: boolean;
  readonly minimumTtl?: number;
}

export function readPool(fields: LegacyFields, index: number, names: LegacyNames): LegacyPool {
  const name = names.take(fields, `pool${index + 1}`);
  const protocol = fields.text('protocol');
  const advertisements = fields.groups('bgp-advertisements', readAdvertisement) ?? [];
  if (protocol !== 'layer2' && protocol !== 'bgp') {
    fields.note('protocol', `${protocol === undefined ? 'nothing' : quoted(protocol)} is no protocol, so the pool is not advertised`);
  }
  if (protocol !== 'bgp' && advertisements.length > 0) {
    fields.note('bgp-advertisements', 'the pool is not advertised by BGP');
  }
  const addresses = fields.texts('addresses')?.map((text, at) => widened(text, (what) => fields.note(`addresses[${at}]`, what)));
  return {
    name,
    protocol: protocol === 'layer2' || protocol === 'bgp' ? protocol : undefined,
    addresses: addresses ?? [],
    autoAssign: fields.truth('auto-assign'),
    avoidBuggyIps: fields.truth('avoid-buggy-ips'),
    advertisements,
  };
}

function readAdvertisement(fields: LegacyFields): LegacyAdvertisement {
  return {
    aggregationLength: fields.number('aggregation-length'),
    aggregationLengthV6: fields.number('aggregation-length-v6'),
    localPref: fields.number('localpref'),
    communities: fields.texts('communities'),
  };
}

/** Nothing when it cannot be said for which nodes it is: it must not become one for others. */
export function readPeer(fields: LegacyFields, index: number): LegacyPeer | undefined {
  const name = `peer${index + 1}`;
  const passwordSecret = `${name}-password`;
  const hasPassword = fields.secret('password');
  if (hasPassword) {
    const secret = `Secret ${quoted(passwordSecret)} of type "kubernetes.io/basic-auth"`;
    fields.note('password', `it is plain text: put it under the key "password" of a ${secret} in the namespace of MetalLB`);
  }
  const port = fields.number('peer-port');
  const { value: nodeSelectors, isWhole } = fields.watched(() => fields.groups('node-selectors', readSelector));
  if (!isWhole) {
    fields.note('node-selectors', 'not all of them can be read, and others would choose other nodes, so the peer is left out');
  }
  const peer: LegacyPeer = {
    name,
    // What is missing was zero to the old MetalLB, which refused it as the peer does.
    myAsn: fields.number('my-asn') ?? 0,
    peerAsn: fields.number('peer-asn') ?? 0,
    address: fields.text('peer-address') ?? '',
    port: port === 0 ? undefined : port,
    sourceAddress: fields.text('source-address'),
    routerId: fields.text('router-id'),
    // What the old MetalLB took; FRR would take another.
    holdTime: fields.duration('hold-time') ?? Duration.seconds(90),
    keepaliveTime: fields.duration('keepalive-time'),
    ebgpMultiHop: fields.truth('ebgp-multihop'),
    bfdProfile: fields.text('bfd-profile'),
    nodeSelectors,
    passwordSecret: hasPassword ? passwordSecret : undefined,
  };
  return isWhole ? peer : undefined;
}

function readSelector(fields: LegacyFields): LabelSelector {
  const labels = fields.textMap('match-labels');
  const expressions = fields.groups('match-expressions', readExpression)?.filter((expression) => expression !== undefined);
  return LabelSelector.of({ labels, expressions });
}

function readExpression(fields: LegacyFields): LabelExpression | undefined {
  const [key = '', operator, values = []] = [fields.text('key'), fields.text('operator'), fields.texts('values')];
  switch (operator ?? '') {
    case 'In':
      return LabelExpression.isIn(key, values);
    case 'NotIn':
      return LabelExpression.isNotIn(key, values);
    case 'Exists':
      return LabelExpression.exists(key);
    case 'DoesNotExist':
      return LabelExpression.doesNotExist(key);
    default:
      fields.note('operator', `${operator === undefined ? 'nothing' : quoted(operator)} is no operator`);
      return undefined;
  }
}

export function readBfdProfile(fields: LegacyFields, index: number, names: LegacyNames): LegacyBfdProfile {
  return {
    name: names.take(fields, `bfd-profile${index + 1}`),
    receiveInterval: fields.number('receive-interval'),
    transmitInterval: fields.number('transmit-interval'),
    echoInterval: fields.number('echo-interval'),
    detectMultiplier: fields.number('detect-multiplier'),
    echoMode: fields.truth('echo-mode'),
    passiveMode: fields.truth('passive-mode'),
    minimumTtl: fields.number('minimum-ttl'),
  };
}
