import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { Resource } from '../core/resource';
import { fieldsOf, truth } from '../values/input';
import { BfdProfileObject, BfdProfileSpec } from './crd.private';
import { placeAfter } from './install-reference';
import { MetalLbObjectProps, placementOf } from './metallb-object';
import { IBfdProfile } from './references';
import { millisecondsWithin, within } from './within';

/** Properties of {@link BfdProfile}. `metallb.bfd-range` is reported for a number out of its range (MetalLB `internal/config`). */
export interface BfdProfileProps extends MetalLbObjectProps {
  /**
   * The shortest time between two packets that this side can take, 10 to 60000 ms, whole.
   * @default - left to MetalLB: 300 ms
   */
  readonly receiveInterval?: Duration;

  /**
   * The shortest time between two packets that this side wants to send, 10 to 60000 ms, whole.
   * @default - left to MetalLB: 300 ms
   */
  readonly transmitInterval?: Duration;

  /**
   * How many packets may be missed, in times of the sending interval of the other side, before the session counts as lost: 2 to 255.
   * @default - left to MetalLB: 3
   */
  readonly detectMultiplier?: number;

  /**
   * The shortest time between two echo packets that this side can take, 10 to 60000 ms, whole.
   * @default - left to MetalLB: 50 ms
   */
  readonly echoInterval?: Duration;

  /**
   * Whether packets are sent that the other side returns. Not for sessions over several hops, and not for a peer to which IPv6
   * addresses are announced, with which MetalLB refuses its whole configuration.
   * @default false
   */
  readonly echoMode?: boolean;

  /**
   * Whether this side waits for the other one to begin.
   * @default false
   */
  readonly passiveMode?: boolean;

  /**
   * The smallest time to live of a packet that is taken, 1 to 254, for sessions over several hops only.
   * @default - left to MetalLB: 254
   */
  readonly minimumTtl?: number;

  /**
   * Name of the BFDProfile, an RFC 1123 subdomain; `name.syntax` is reported otherwise.
   * @default - the construct id
   */
  readonly name?: string;
}

const INTERVAL = { id: 'metallb.bfd-range', noun: 'an interval of BFD', least: 10, most: 60000 };
const MULTIPLIER = { id: 'metallb.bfd-range', noun: 'a multiplier of BFD', least: 2, most: 255 };
const TTL = { id: 'metallb.bfd-range', noun: 'a time to live of BFD', least: 1, most: 254 };

/**
 * How fast a lost BGP session is noticed by BFD: a `BFDProfile` of MetalLB, which peers refer to. MetalLB's native BGP mode knows
 * no BFD, and refuses its whole configuration while there is a profile.
 */
export class BfdProfile extends Resource implements IBfdProfile {
  /**
   * A profile that is kept elsewhere.
   * @param name name of the BFDProfile; `name.syntax` is reported by the peer that uses it
   */
  public static fromName(name: string): IBfdProfile {
    return { profileName: name };
  }

  private readonly props: BfdProfileProps;

  public constructor(scope: Construct, id: string, props: BfdProfileProps = {}) {
    super(scope, id);
    this.props = fieldsOf(props);
    const { receiveInterval, transmitInterval, echoInterval, detectMultiplier, minimumTtl, echoMode, passiveMode } = this.props;
    const interval = millisecondsWithin(INTERVAL);
    this._findings.parseOptional('receiveInterval', receiveInterval, interval);
    this._findings.parseOptional('transmitInterval', transmitInterval, interval);
    this._findings.parseOptional('echoInterval', echoInterval, interval);
    this._findings.parseOptional('detectMultiplier', detectMultiplier, within(MULTIPLIER));
    this._findings.parseOptional('minimumTtl', minimumTtl, within(TTL));
    this._findings.parseOptional('echoMode', echoMode, truth);
    this._findings.parseOptional('passiveMode', passiveMode, truth);

    const { metadata, install } = placementOf(this, this.props);
    const name = this._nameOf(this.props.name);
    placeAfter(install, addObject(this, 'Resource', BfdProfileObject, { metadata: { ...metadata, name }, spec: () => this._spec() }));
  }

  /** Name of the BFDProfile. */
  public get profileName(): string {
    return this.name;
  }

  /** @internal */
  public _spec(): unknown {
    const { receiveInterval, transmitInterval, echoInterval, detectMultiplier, minimumTtl, echoMode, passiveMode } = this.props;
    const spec: BfdProfileSpec = {
      receiveInterval: receiveInterval?.toMilliseconds(),
      transmitInterval: transmitInterval?.toMilliseconds(),
      echoInterval: echoInterval?.toMilliseconds(),
      detectMultiplier,
      minimumTtl,
      echoMode,
      passiveMode,
    };
    return spec;
  }
}
