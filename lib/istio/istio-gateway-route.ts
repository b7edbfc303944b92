import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { defectsOf } from '../core/findings';
import { namespaceOf } from '../core/object-lookup';
import { Resource } from '../core/resource';
import { HttpRule } from '../routing/http-rule';
import { ReadRule } from '../routing/read-rules';
import { quoted } from '../values/coded-error';
import { parseDnsLabel, parseDnsSubdomain } from '../values/dns-name';
import { Host } from '../values/host';
import { fieldsOf, list, madeBy } from '../values/input';
import { VirtualService, VirtualServiceSpec } from './crd.private';
import { keysOf, keysOverlapping } from './host-keys';
import { actionDefects, readHttpRules, toHttpRoutes } from './http-rules';
import { IstioGateway } from './istio-gateway';
import { parseEdgeHost } from './istio-host';
import { IstioServer } from './istio-server';

/** Properties of {@link IstioGatewayRoute}. */
export interface IstioGatewayRouteProps {
  /**
   * The hosts it is for: a DNS name with a dot, `*`, `*.example.com` or an IPv4 address. At least one, no two of which
   * overlap, each answered for by the gateway. Reported otherwise: `istio.no-hosts`, `istio.host-*`, `istio.overlapping-hosts`,
   * `istio.host-not-in-gateway`, `host.*`, `address.*` (istiod `pkg/config/validation`, `pilot/pkg/networking/core`).
   */
  readonly hosts: string[];

  /**
   * What happens to requests for these hosts: the first rule that takes a request decides, and one that no rule takes is
   * answered with 404. At least one. Reported otherwise: `route.*`, `istio.empty-prefix`, `path.*`, `header.*`, `redirect.*`, `backend.*`, `reference.*`.
   */
  readonly rules: HttpRule[];

  /**
   * The gateway through which the requests come.
   * @default - one of its own: HTTP on port 80 for the same hosts, on the proxies labelled `istio: ingressgateway` in `istio-system`
   */
  readonly gateway?: IstioGateway;

  /**
   * Name of the route's own gateway, an RFC 1123 label: Istio refuses one with dots. `name.syntax` is reported otherwise, and
   * `istio.gateway-name-unused` when the route was given another gateway.
   * @default - `<name>-gateway`, which has to be such a label too
   */
  readonly gatewayName?: string;

  /**
   * Name of the VirtualService, an RFC 1123 subdomain; `name.syntax` is reported otherwise.
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Namespace of the VirtualService and of its own gateway; `name.syntax` is reported when it is none.
   * @default - the namespace of the chart, else the default one of the cluster
   */
  readonly namespace?: string;
}

/** Where requests go that enter the mesh through a gateway: a `VirtualService` bound to it, and the gateway when none is given. */
export class IstioGatewayRoute extends Resource {
  /** The gateway through which the requests come. */
  public readonly gateway: IstioGateway;

  private readonly props: IstioGatewayRouteProps;
  private readonly hosts: readonly Host[];
  private readonly rules: readonly ReadRule[];

  public constructor(scope: Construct, id: string, props: IstioGatewayRouteProps) {
    super(scope, id);
    this.props = fieldsOf(props);
    this.hosts = this.readHosts();
    const name = this._nameOf(this.props.name);
    const namespace = this._findings.parseOptional('namespace', this.props.namespace, parseDnsLabel);
    addObject(this, 'Resource', VirtualService, { metadata: { name, namespace }, spec: () => this._spec() });

    const gateway = this._findings.parseOptional('gateway', this.props.gateway, parseGateway);
    this.gateway = gateway ?? this.ownGateway(namespace);
    if (gateway !== undefined) {
      this.checkGateway();
    }
    this.rules = readHttpRules(this._findings, this.props.rules);
    this._findings.check(() => actionDefects(this.rules, this.namespace));
  }

  /** @internal */
  public _spec(): unknown {
    const gatewayNamespace = namespaceOf(this.gateway.apiObject);
    const spec: VirtualServiceSpec = {
      hosts: this.hosts.map(({ text }) => text),
      gateways: [gatewayNamespace === this.namespace ? this.gateway.name : `${gatewayNamespace}/${this.gateway.name}`],
      http: toHttpRoutes(this.rules, this.namespace),
    };
    return spec;
  }

  private get namespace(): string {
    return namespaceOf(this.apiObject);
  }

  private readHosts(): Host[] {
    const given = this._findings.parse('hosts', this.props.hosts, list<string>);
    if (given?.length === 0) {
      const fix = 'name the hosts it is for, or "*" for any';
      this._findings.error({ id: 'istio.no-hosts', what: 'the route has no hosts', fix }, 'hosts');
    }
    const hosts = this._findings.parseAll('hosts', given ?? [], parseEdgeHost);
    this.checkOverlaps(hosts);
    return hosts;
  }

  private checkOverlaps(hosts: readonly Host[]): void {
    const filed = new Map<string, Host>();
    for (const host of hosts) {
      const other = keysOverlapping(host)
        .map((key) => filed.get(key))
        .find((found) => found !== undefined);
      if (other !== undefined) {
        const what = `${quoted(host.text)} and ${quoted(other.text)} are both for some request, which Istio refuses in one route`;
        this._findings.error({ id: 'istio.overlapping-hosts', what, fix: 'drop the narrower one, or make two routes' }, 'hosts');
      }
      keysOf(host).forEach((key) => filed.set(key, filed.get(key) ?? host));
    }
  }

  /** It gets only what is right: what is wrong is a finding of the route already, and nothing is written then. */
  private ownGateway(namespace: string | undefined): IstioGateway {
    const hosts = this.hosts.length === 0 ? ['*'] : this.hosts.map(({ text }) => text);
    const name = this.props.gateway === undefined ? this.ownGatewayName() : UNNAMED;
    return new IstioGateway(this, 'Gateway', { servers: [IstioServer.http({ hosts })], name, namespace });
  }

  private ownGatewayName(): string {
    const { gatewayName } = this.props;
    if (gatewayName !== undefined) {
      return this._findings.parse('gatewayName', gatewayName, parseDnsLabel) ?? UNNAMED;
    }
    const derived = `${this.name}-gateway`;
    if (isA(parseDnsLabel, derived)) {
      return derived;
    }
    // While the name it comes from is wrong, that one is the problem to solve.
    if (isA(parseDnsSubdomain, this.name)) {
      const what = `the gateway of the route would be called ${quoted(derived)}, which Istio refuses for a Gateway`;
      const allowed = 'lower-case letters, digits and "-", at most 63';
      this._findings.error({ id: 'name.syntax', what, allowed, fix: 'pass gatewayName' }, 'gatewayName');
    }
    return UNNAMED;
  }

  private checkGateway(): void {
    const gateway = quoted(this.gateway.name);
    if (this.props.gatewayName !== undefined) {
      const what = `the route comes through ${gateway}, so no gateway is made that could have this name`;
      this._findings.error({ id: 'istio.gateway-name-unused', what, fix: 'drop gatewayName, or gateway' }, 'gatewayName');
    }
    for (const host of this.hosts.filter((candidate) => !this.gateway._admits(candidate, this.namespace))) {
      const what = `${quoted(host.text)} is no host of gateway ${gateway} for routes of namespace ${quoted(this.namespace)}, so no request reaches it`;
      const fix = `add the host to a server of gateway ${gateway}, or route one of its hosts`;
      this._findings.error({ id: 'istio.host-not-in-gateway', what, allowed: abridged(this.gateway._hosts), fix }, 'hosts');
    }
  }
}

const parseGateway = madeBy(IstioGateway, 'new IstioGateway(…)');

/** What a gateway is called whose name is wrong: it is never written. */
const UNNAMED = 'gateway';

function isA(parse: (text: string) => string, name: string): boolean {
  return defectsOf('name', () => parse(name)).length === 0;
}

/** As many hosts as a message can name. */
const SHOWN = 10;

function abridged(hosts: readonly string[]): string {
  const others = hosts.length - SHOWN;
  return others > 0 ? `${hosts.slice(0, SHOWN).join(', ')} and ${others} more` : hosts.join(', ');
}
