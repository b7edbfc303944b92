import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { defectsOf, LateDefect } from '../core/findings';
import { LabelSelector } from '../core/label-selector';
import { Resource } from '../core/resource';
import { otherCluster } from '../core/same-cluster';
import { SecretRef } from '../core/secret-ref';
import { quoted, refuse } from '../values/coded-error';
import { fieldsOf, madeBy, truth } from '../values/input';
import { parseInterfaceName } from '../values/interface-name';
import { IpAddress } from '../values/ip-address';
import { BgpPeerObject, BgpPeerSpec, BgpPeerSpecDynamicAsn } from './crd.private';
import { placeAfter } from './install-reference';
import { MetalLbObjectProps, placementOf } from './metallb-object';
import { parseAsn, PeerAsn, ResolvedAsn } from './peer-asn';
import { PeerEndpoint } from './peer-endpoint';
import { checkTimers, PeerTimers, toSecondsText } from './peer-timers';
import { IBfdProfile, IBgpPeer, parseProfile } from './references';
import { checkSelectors, renderSelectors } from './selectors';

/** Properties of {@link BgpPeer}. */
export interface BgpPeerProps extends MetalLbObjectProps, PeerTimers {
  /** AS number of the nodes, 1 to 4294967295; `metallb.asn` is reported otherwise. */
  readonly myAsn: number;

  /** AS number of the router. `metallb.asn` is reported for one that can be none. */
  readonly peerAsn: PeerAsn;

  /** Where the router is. Reported otherwise: `address.*`, `interface.name`, `metallb.peer-port`. */
  readonly endpoint: PeerEndpoint;

  /**
   * The nodes that speak to the router: those that one of the selectors chooses. Reported otherwise: `label.*`,
   * `metallb.duplicate-entry`, `metallb.empty-list`.
   * @default - all nodes
   */
  readonly nodeSelectors?: LabelSelector[];

  /**
   * Whether a router of another AS may be more than one hop away. FRR needs it then; MetalLB's native BGP mode does not look at it.
   * `metallb.ibgp-multihop` is reported for a router of the same AS, for which MetalLB refuses it.
   * @default false
   */
  readonly ebgpMultiHop?: boolean;

  /**
   * The VRF of the nodes in which the session is made; `interface.name` is reported for what can be no name of one. Not in MetalLB's
   * native BGP mode.
   * @default - the default VRF
   */
  readonly vrf?: string;

  /**
   * The address of the node from which the session is made, so for one node only: `nodeSelectors` should choose just that.
   * `address.*` is reported for what can be none, `metallb.source-address` for one of another IP family than that of `endpoint`.
   * @default - left to the routes of the node
   */
  readonly sourceAddress?: string;

  /**
   * The BGP identifier of the node, written as an IPv4 address: `address.*` and `metallb.router-id` are reported otherwise. With
   * FRR, all peers of a node have to name the same one.
   * @default - left to MetalLB, which takes an address of the node
   */
  readonly routerId?: string;

  /**
   * Whether the router keeps its routes while the session is restarted. Cannot be changed once the peer is made. Not in MetalLB's
   * native BGP mode.
   * @default false
   */
  readonly gracefulRestart?: boolean;

  /**
   * An AS number that this router is told in place of `myAsn`, 1 to 4294967295; `metallb.asn` is reported otherwise. Not in
   * MetalLB's native BGP mode.
   * @default - `myAsn`
   */
  readonly localAsn?: number;

  /**
   * Whether addresses of both IP families are announced in the session, and not only those of the family of `endpoint`. Not in
   * MetalLB's native BGP mode.
   * @default false
   */
  readonly dualStackAddressFamily?: boolean;

  /**
   * The Secret with the password of the session (TCP MD5), in the namespace of MetalLB, of type `kubernetes.io/basic-auth` and with
   * key `password`: `metallb.peer-secret` is an error of `GitOpsApp.synth()` for one of this program that is not so. Without it MetalLB
   * takes no configuration at all. Reported here: `name.syntax`, `reference.not-one`, `reference.other-cluster`.
   * @default - no password
   */
  readonly passwordSecret?: SecretRef;

  /**
   * How fast a lost session is noticed by BFD. Not in MetalLB's native BGP mode.
   * @default - by the timers of BGP only
   */
  readonly bfdProfile?: IBfdProfile;

  /**
   * Name of the BGPPeer, an RFC 1123 subdomain; `name.syntax` is reported otherwise.
   * @default - the construct id
   */
  readonly name?: string;
}

const parseEndpoint = madeBy(PeerEndpoint, 'PeerEndpoint.address(…) or PeerEndpoint.unnumbered(…)');
const parsePeerAsn = madeBy(PeerAsn, 'PeerAsn.of(…), PeerAsn.dynamicInternal() or PeerAsn.dynamicExternal()');
const parseSecret = madeBy(SecretRef, 'SecretRef.fromSecret(…) or SecretRef.fromName(…)');

/** A router that the nodes speak BGP with: a `BGPPeer` of MetalLB. `MetalLbBgpAdvertisement` says what it is told. */
export class BgpPeer extends Resource implements IBgpPeer {
  /**
   * A peer that is kept elsewhere.
   * @param name name of the BGPPeer; `name.syntax` is reported by the advertisement that uses it
   */
  public static fromName(name: string): IBgpPeer {
    return { peerName: name };
  }

  private readonly props: BgpPeerProps;

  public constructor(scope: Construct, id: string, props: BgpPeerProps) {
    super(scope, id);
    this.props = fieldsOf(props);
    const { metadata, install } = placementOf(this, this.props);
    const name = this._nameOf(this.props.name);
    placeAfter(install, addObject(this, 'Resource', BgpPeerObject, { metadata: { ...metadata, name }, spec: () => this._spec() }));

    this.checkAsns();
    const router = this._findings.parse('endpoint', this.props.endpoint, parseEndpoint)?._check(this._findings, 'endpoint');
    this.checkSource(router);
    checkTimers(this._findings, this.props);
    checkSelectors(this._findings, 'nodeSelectors', this.props.nodeSelectors);
    this.checkSession();
    this.checkReferences();
  }

  /** Name of the BGPPeer. */
  public get peerName(): string {
    return this.name;
  }

  /** @internal */
  public _spec(): unknown {
    const { myAsn, localAsn, nodeSelectors, holdTime, keepaliveTime, connectTime } = this.props;
    const { ebgpMultiHop, vrf, sourceAddress, routerId, gracefulRestart, dualStackAddressFamily, passwordSecret } = this.props;
    const { number, dynamic } = this.props.peerAsn._resolve();
    const spec: BgpPeerSpec = {
      myAsn,
      localAsn,
      peerAsn: number,
      dynamicAsn: dynamic === undefined ? undefined : dynamicAsnOf(dynamic),
      ...this.props.endpoint._render(),
      nodeSelectors: renderSelectors(nodeSelectors),
      holdTime: toSecondsText(holdTime),
      keepaliveTime: toSecondsText(keepaliveTime),
      connectTime: toSecondsText(connectTime),
      ebgpMultiHop,
      vrf,
      sourceAddress,
      routerId,
      enableGracefulRestart: gracefulRestart,
      dualStackAddressFamily,
      passwordSecret: passwordSecret && { name: passwordSecret._resolve().name },
      bfdProfile: this.props.bfdProfile?.profileName,
    };
    return spec;
  }

  private checkAsns(): void {
    const { myAsn, peerAsn, localAsn, ebgpMultiHop } = this.props;
    const mine = this._findings.parse('myAsn', myAsn, parseAsn);
    const theirs = this._findings.parse('peerAsn', peerAsn, (asn) => parsePeerAsn(asn)._resolve());
    this._findings.parseOptional('localAsn', localAsn, parseAsn);
    if (this._findings.parseOptional('ebgpMultiHop', ebgpMultiHop, truth) && isSame(mine, theirs)) {
      const what = 'a router of the same AS takes no ebgpMultiHop: sessions inside an AS may span hops anyway';
      this._findings.error({ id: 'metallb.ibgp-multihop', what, fix: 'drop ebgpMultiHop' }, 'ebgpMultiHop');
    }
  }

  private checkSource(router: IpAddress | undefined): void {
    const source = this._findings.parseOptional('sourceAddress', this.props.sourceAddress, (text) => IpAddress.parse(text));
    if (source !== undefined && router !== undefined && source.family !== router.family) {
      const what = `${quoted(String(source))} is IPv${source.family}, and the router is at ${quoted(String(router))}`;
      const fix = `write an IPv${router.family} address of the node`;
      this._findings.error({ id: 'metallb.source-address', what, fix, allowed: `an IPv${router.family} address` }, 'sourceAddress');
    }
  }

  private checkSession(): void {
    const { vrf, routerId, gracefulRestart, dualStackAddressFamily } = this.props;
    this._findings.parseOptional('vrf', vrf, parseInterfaceName);
    this._findings.parseOptional('routerId', routerId, parseRouterId);
    this._findings.parseOptional('gracefulRestart', gracefulRestart, truth);
    this._findings.parseOptional('dualStackAddressFamily', dualStackAddressFamily, truth);
  }

  private checkReferences(): void {
    const { passwordSecret, bfdProfile } = this.props;
    const secret = this._findings.parseOptional('passwordSecret', passwordSecret, parseSecret);
    this._findings.check(() => (secret === undefined ? [] : this.checkSecret(secret)));
    const profile = this._findings.parseOptional('bfdProfile', bfdProfile, parseProfile);
    otherCluster(this, profile).forEach((defect) => this._findings.error(defect, 'bfdProfile'));
  }

  private checkSecret(secret: SecretRef): LateDefect[] {
    const field = 'passwordSecret';
    let object: ApiObject | undefined;
    const unresolved = defectsOf(field, () => ({ object } = secret._resolve()));
    return [...unresolved, ...otherCluster(this, object).map((defect) => ({ ...defect, field }))];
  }
}

function isSame(mine: number | undefined, theirs: ResolvedAsn | undefined): boolean {
  return mine !== undefined && (theirs?.number === mine || theirs?.dynamic === 'internal');
}

function parseRouterId(text: string): string {
  if (IpAddress.parse(text).family === 6) {
    throw refuse('metallb.router-id', `${quoted(text)} is not 32 bits long`, 'write it as an IPv4 address', 'an IPv4 address');
  }
  return text;
}

// Asked for when it is needed: a table of the file would load the generated types with the library.
function dynamicAsnOf(dynamic: 'internal' | 'external'): BgpPeerSpecDynamicAsn {
  return dynamic === 'internal' ? BgpPeerSpecDynamicAsn.INTERNAL : BgpPeerSpecDynamicAsn.EXTERNAL;
}
