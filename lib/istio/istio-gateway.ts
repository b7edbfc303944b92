import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { clusterOf } from '../core/cluster-facts';
import { namespaceOf } from '../core/object-lookup';
import { Resource } from '../core/resource';
import { otherCluster } from '../core/same-cluster';
import { Listener } from '../routing/listener';
import { RouteModel } from '../routing/route-model';
import { parseDnsLabel } from '../values/dns-name';
import { Host } from '../values/host';
import { HostIndex } from '../values/host-keys';
import { fieldsOf } from '../values/input';
import { IpAddress } from '../values/ip-address';
import { Gateway, GatewaySpec, GatewaySpecServersTls } from './crd.private';
import { IIngressGatewayWorkload, omittedWorkload, openPorts, readWorkload } from './ingress-gateway-workload';
import { ServerHost } from './istio-host';
import { IstioServer } from './istio-server';
import { listenersOf } from './listeners';
import { ReadServer, readServers } from './read-servers';
import { secretDefects, toTls } from './render-tls';
import { addCertificates } from './server-certificates';
import { ServerTls } from './server-tls';
import { AttachedGateway, IstioAttachedRoute, modelOf } from './workload-model';

/** Properties of {@link IstioGateway}. */
export interface IstioGatewayProps {
  /**
   * The ports and hosts it opens. At least one. Servers for HTTP can share a port, and so can servers with TLS that have no host in
   * common; any other has a port for itself. Reported otherwise: `istio.no-servers`, `istio.port-clash`,
   * `istio.duplicate-tls-host`, `istio.redirected-host`, and what {@link IstioServer} and {@link ServerTls} name (istiod `pilot/pkg/model/gateway.go`).
   */
  readonly servers: IstioServer[];

  /**
   * The proxies that are configured. The Service of one that is made in this program opens the ports of the servers;
   * `reference.other-cluster` is reported when it is in another cluster, `istio.workload-omitted` when none is named and one of this
   * program has the labels of the default elsewhere.
   * @default IstioIngressGateway.fromLabels({ istio: 'ingressgateway' })
   */
  readonly workload?: IIngressGatewayWorkload;

  /**
   * Name of the Gateway, an RFC 1123 label: Istio refuses one with dots. `name.syntax` is reported otherwise.
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Namespace of the Gateway, which need not be the one of the proxies; `name.syntax` is reported when it is none.
   * @default - the namespace of the chart, else the default one of the cluster
   */
  readonly namespace?: string;
}

/** An Istio `Gateway`: which ports and hosts the proxies at the edge of the mesh answer for. Routes say what happens then. */
export class IstioGateway extends Resource {
  private readonly servers: readonly ReadServer[];
  private readonly workload: IIngressGatewayWorkload;
  private readonly allHostsRead: boolean;
  /** The Secrets of certificates that are made here. */
  private readonly issued: ReadonlyMap<ServerTls, string>;
  private readonly hosts = new HostIndex<ServerHost>();
  private readonly listeners: readonly Listener[];
  private readonly attached: (() => IstioAttachedRoute)[] = [];

  public constructor(scope: Construct, id: string, props: IstioGatewayProps) {
    super(scope, id);
    const { servers, workload, name: wantedName, namespace } = fieldsOf(props);
    this.workload = readWorkload(this._findings, workload);
    this.servers = readServers(this._findings, servers);
    const areAllRead = this.servers.length > 0 && this.servers.length === servers.length;
    this.allHostsRead = areAllRead && this.servers.every((server) => server.allHostsRead);
    this.servers.flatMap(({ hosts }) => hosts).forEach((offered) => this.hosts.add(offered.host, offered));
    this._findings.check(() => otherCluster(this, this.workload).map((defect) => ({ ...defect, field: 'workload' })));
    this._findings.check(() => this.servers.flatMap(({ tls }) => secretDefects(tls, this.workload.namespace)));
    this._findings.check(() => (workload === undefined ? omittedWorkload(this) : []));
    openPorts(
      this.workload,
      this.servers.filter(({ bind }) => bind === undefined || !isLoopback(bind)),
    );

    const name = this._nameOf(wantedName, parseDnsLabel);
    this._findings.parseOptional('namespace', namespace, parseDnsLabel);
    addObject(this, 'Resource', Gateway, { metadata: { name, namespace }, spec: () => this._spec() });
    this.listeners = listenersOf(this.servers, namespaceOf(this.apiObject));
    this.issued = addCertificates(this, this.servers, { gatewayName: name, namespace: this.workload.namespace });
  }

  /**
   * What becomes of requests to the proxies of this gateway, for tests: by the servers of all gateways of the cluster that select these
   * proxies, and the routes that were made for them up to now. Routes for the same host are asked in the order of their names, as istiod
   * does when they are created at once; once they are older, it asks the oldest one first. While something is in error, the rest counts.
   */
  public routeModel(): RouteModel {
    const all = (clusterOf(this) ?? this.node.root).node.findAll();
    const beside = all.filter(
      (construct): construct is IstioGateway => construct instanceof IstioGateway && construct.selects(this.workload),
    );
    return modelOf(
      beside.map((gateway) => gateway.withRoutes()),
      this.workload.namespace,
    );
  }

  /**
   * Tells it of a route, whose backends may still change.
   * @internal
   */
  public _attach(route: () => IstioAttachedRoute): void {
    this.attached.push(route);
  }

  /**
   * Namespace of the proxies.
   * @internal
   */
  public get _proxyNamespace(): string {
    return this.workload.namespace;
  }

  /**
   * Labels that the proxies have, among others.
   * @internal
   */
  public get _proxyLabels(): { readonly [key: string]: string } {
    return this.workload.selector;
  }

  /**
   * What it offers to routes.
   * @internal
   */
  public get _listeners(): readonly Listener[] {
    return this.listeners;
  }

  /**
   * Whether some server answers for a host of a route in a namespace. Yes while a host of the gateway itself is wrong:
   * that one is the problem to solve.
   * @internal
   */
  public _admits(host: Host, namespace: string): boolean {
    const isHome = namespace === namespaceOf(this.apiObject);
    const admits = ({ namespace: from }: ServerHost) => from === '*' || from === namespace || (isHome && from === '.');
    return !this.allHostsRead || [...this.hosts.overlapping(host)].some(admits);
  }

  /**
   * The hosts of all servers, each once, as they are written.
   * @internal
   */
  public get _hosts(): string[] {
    return [...new Set(this.servers.flatMap(({ hosts }) => hosts.map(({ text }) => text)))];
  }

  /** @internal */
  public _spec(): unknown {
    const spec: GatewaySpec = {
      selector: this.workload.selector,
      servers: this.servers.map(({ hosts, port, portName, protocol, name, bind, httpsRedirect, tls }) => ({
        port: { number: port, name: portName, protocol },
        name,
        bind,
        hosts: hosts.map(({ text }) => text),
        tls: tls === undefined ? toRedirect(httpsRedirect) : (toTls(tls, this.issued) as GatewaySpecServersTls),
      })),
    };
    return spec;
  }

  /** A proxy needs all labels of a selector; how it is known, it has those of its own at least. A wrong one may have none. */
  private selects({ selector }: Partial<IIngressGatewayWorkload>): boolean {
    const { selector: wanted }: Partial<IIngressGatewayWorkload> = this.workload;
    return Object.entries(wanted ?? {}).every(([key, value]) => selector?.[key] === value);
  }

  private withRoutes(): AttachedGateway {
    const namespace = namespaceOf(this.apiObject);
    return { name: this.name, namespace, listeners: this._listeners, routes: this.attached.map((route) => route()) };
  }
}

/** Whether only containers of the pod reach an address. */
function isLoopback(address: string): boolean {
  return address.startsWith('127.') || String(IpAddress.parse(address)) === '::1';
}

/** Istio has the redirect of a plain HTTP server among its TLS settings. */
function toRedirect(httpsRedirect = false): GatewaySpecServersTls | undefined {
  return httpsRedirect ? { httpsRedirect } : undefined;
}
