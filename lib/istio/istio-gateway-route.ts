import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { defectsOf } from '../core/findings';
import { namespaceOf } from '../core/object-lookup';
import { Resource } from '../core/resource';
import { otherCluster } from '../core/same-cluster';
import { TcpRule, TlsRule } from '../routing/connection-rule';
import { HttpRule } from '../routing/http-rule';
import { readTcpRules, readTlsRules } from '../routing/read-connection-rules';
import { ReadConnectionRule, ReadRule } from '../routing/read-rule';
import { readProps } from '../routing/read-struct';
import { quoted, refuse } from '../values/coded-error';
import { parseDnsLabel, parseDnsSubdomain } from '../values/dns-name';
import { Host } from '../values/host';
import { madeBy, truth } from '../values/input';
import { checkConnectionRules, connectionBackendDefects, toTcpRoutes, toTlsRoutes } from './connection-routes';
import { VirtualService, VirtualServiceSpec } from './crd.private';
import { ExportTo, parseExportTo } from './export-to';
import { reachOf } from './exported';
import { checkDelegations, delegationDefects } from './http-routes/delegations';
import { backendDefects, readHttpRules, toHttpRoutes } from './http-rules';
import { IstioGateway } from './istio-gateway';
import { IstioServer } from './istio-server';
import { readRouteHosts } from './route-hosts';
import { checkUse } from './route-use';
import { IstioAttachedRoute } from './workload-model';

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
   * answered with 404. Reported: `route.*`, `path.*`, `header.*`, `rewrite.*`, `redirect.*`, `response.*`, `fault.*`, `retries.*`,
   * `cors.*`, `mirror.*`, `backend.*`, `reference.*`, `istio.empty-prefix`, `istio.without-empty-header`, `istio.header-changed-twice`,
   * `istio.delegate-*`, and `route.no-rules` for a route without any rules.
   * @default - none: the route is for connections that `tlsRules` or `tcpRules` take
   */
  readonly rules?: HttpRule[];

  /**
   * Where TLS connections go that the gateway passes on as they are, to a server with `ServerTls.passthrough()`. A gateway gives a
   * connection to the rule with the narrowest name, so narrower ones come first. Reported otherwise: `istio.sni-order`,
   * `istio.sni-not-in-gateway`, `istio.duplicate-sni`, `istio.route-never-used`, `route.*`, `host.*`, `percentage.*`, `backend.*`, `reference.*`.
   * @default - none
   */
  readonly tlsRules?: TlsRule[];

  /**
   * Where connections go that reach a server for plain TCP, or for TCP over TLS that ends at the gateway. The first rule for a port
   * takes all of its connections, whatever the host. Reported: `istio.route-never-used`, `route.*`, `percentage.*`,
   * `backend.*`, `reference.*`.
   * @default - none
   */
  readonly tcpRules?: TcpRule[];

  /**
   * The gateway through which the requests come, of the same cluster; `reference.other-cluster` is reported otherwise. Rules that none
   * of its servers uses for these hosts are reported as `istio.route-never-used`.
   * @default - one of its own: HTTP on port 80 for the same hosts, on the proxies labelled `istio: ingressgateway` in `istio-system`
   */
  readonly gateway?: IstioGateway;

  /**
   * Whether the rules hold for clients inside the mesh too, besides those that come through the gateway (`mesh` among `gateways`).
   * Not for host `*`: `istio.mesh-host` is reported then.
   * @default false
   */
  readonly includeMesh?: boolean;

  /**
   * The namespaces whose proxies use the route: the one of the gateway's pods has to be among them. `istio.route-not-exported`
   * is reported otherwise, and `istio.export-to` for what is no such list.
   * @default - left to the mesh, where it is every namespace unless configured otherwise
   */
  readonly exportTo?: ExportTo;

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

const WORDS = [
  'hosts',
  'rules',
  'tlsRules',
  'tcpRules',
  'gateway',
  'includeMesh',
  'exportTo',
  'gatewayName',
  'name',
  'namespace',
] satisfies (keyof IstioGatewayRouteProps)[];

/** Where requests go that enter the mesh through a gateway: a `VirtualService` bound to it, and the gateway when none is given. */
export class IstioGatewayRoute extends Resource {
  /** The gateway through which the requests come. */
  public readonly gateway: IstioGateway;

  private readonly props: IstioGatewayRouteProps;
  private readonly hosts: readonly Host[];
  private readonly rules: readonly ReadRule[];
  private readonly tlsRules: readonly ReadConnectionRule[];
  private readonly tcpRules: readonly ReadConnectionRule[];
  private readonly exportTo?: ExportTo;

  public constructor(scope: Construct, id: string, props: IstioGatewayRouteProps) {
    super(scope, id);
    this.props = readProps(this._findings, props, WORDS);
    this.hosts = readRouteHosts(this._findings, this.props.hosts);
    const name = this._nameOf(this.props.name);
    const namespace = this._findings.parseOptional('namespace', this.props.namespace, parseDnsLabel);
    addObject(this, 'Resource', VirtualService, { metadata: { name, namespace }, spec: () => this._spec() });

    const { rules, tlsRules, tcpRules } = this.props;
    const isEmpty = [rules, tlsRules, tcpRules].every((given) => given === undefined);
    this.rules = rules === undefined && !isEmpty ? [] : readHttpRules(this._findings, rules ?? []);
    this.tlsRules = tlsRules === undefined ? [] : readTlsRules(this._findings, tlsRules, this.hosts);
    this.tcpRules = tcpRules === undefined ? [] : readTcpRules(this._findings, tcpRules);
    this.exportTo = this._findings.parseOptional('exportTo', this.props.exportTo, parseExportTo);
    this.checkRules();

    const gateway = this._findings.parseOptional('gateway', this.props.gateway, parseGateway);
    this.gateway = gateway ?? this.ownGateway(namespace);
    if (gateway !== undefined) {
      this.checkGateway();
    }
    this.gateway._attach(() => this.attached());
    // A wrong gateway is the problem to solve.
    if (gateway !== undefined || this.props.gateway === undefined) {
      checkUse(this._findings, this.gateway, this.attached(), this.props.includeMesh === true);
    }
    this.checkAudience();
  }

  /** @internal */
  public _spec(): unknown {
    const gatewayNamespace = namespaceOf(this.gateway.apiObject);
    const gateway = gatewayNamespace === this.namespace ? this.gateway.name : `${gatewayNamespace}/${this.gateway.name}`;
    const spec: VirtualServiceSpec = {
      hosts: this.hosts.map(({ text }) => text),
      gateways: this.props.includeMesh === true ? [gateway, 'mesh'] : [gateway],
      http: this.rules.length === 0 ? undefined : (toHttpRoutes(this.rules, this.namespace) as VirtualServiceSpec['http']),
      tls: toTlsRoutes(this.tlsRules, this.hosts, this.namespace),
      tcp: toTcpRoutes(this.tcpRules, this.namespace),
      exportTo: this.exportTo?._document(),
    };
    return spec;
  }

  private get namespace(): string {
    return namespaceOf(this.apiObject);
  }

  private attached(): IstioAttachedRoute {
    const { name, namespace, hosts, rules, tlsRules: tls, tcpRules: tcp, exportTo } = this;
    return { path: this.node.path, name, namespace, hosts, rules, tls, tcp, exportTo };
  }

  private checkRules(): void {
    checkDelegations(this._findings, this.rules);
    checkConnectionRules(this._findings, [...this.tlsRules], [...this.tcpRules], this.hosts);
    this._findings.check(() => [
      ...backendDefects(this.rules, this.namespace),
      ...connectionBackendDefects([...this.tlsRules, ...this.tcpRules], this.namespace),
      ...delegationDefects(this, this.rules, this.namespace),
    ]);
  }

  private checkAudience(): void {
    this._findings.check(() => defectsOf('exportTo', () => this.checkExported()));
    const isForMesh = this._findings.parseOptional('includeMesh', this.props.includeMesh, truth);
    if (isForMesh === true && this.hosts.some(({ text }) => text === '*')) {
      const what = 'the rules would be for every host that clients inside the mesh ask for, which Istio refuses';
      this._findings.error({ id: 'istio.mesh-host', what, fix: 'name the hosts, or leave includeMesh out' }, 'hosts');
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

  private checkExported(): void {
    this.exportTo?._check({ ownNamespace: this.namespace });
    const namespace = this.gateway._proxyNamespace;
    if (reachOf(this.exportTo, this.namespace, namespace) === undefined) {
      const what = `the proxies of gateway ${quoted(this.gateway.name)} are in namespace ${quoted(namespace)}, and the route is not exported there`;
      throw refuse('istio.route-not-exported', what, `add namespace ${quoted(namespace)} to exportTo, or leave that out`);
    }
  }

  private checkGateway(): void {
    this._findings.check(() => otherCluster(this, this.gateway).map((defect) => ({ ...defect, field: 'gateway' })));
    if (this.props.gatewayName !== undefined) {
      const what = `the route comes through ${quoted(this.gateway.name)}, so no gateway is made that could have this name`;
      this._findings.error({ id: 'istio.gateway-name-unused', what, fix: 'drop gatewayName, or gateway' }, 'gatewayName');
    }
  }
}

const parseGateway = madeBy(IstioGateway, 'new IstioGateway(…)');

/** What a gateway is called whose name is wrong: it is never written. */
const UNNAMED = 'gateway';

function isA(parse: (text: string) => string, name: string): boolean {
  return defectsOf('name', () => parse(name)).length === 0;
}
