import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { defectsOf } from '../core/findings';
import { namespaceOf } from '../core/object-lookup';
import { Resource } from '../core/resource';
import { ResolvedSecret, SecretRef } from '../core/secret-ref';
import { quoted, refuse } from '../values/coded-error';
import { parseDnsLabel } from '../values/dns-name';
import { Host } from '../values/host';
import { fieldsOf } from '../values/input';
import { Gateway, GatewaySpec, GatewaySpecServersTls, GatewaySpecServersTlsMode } from './crd.private';
import { keysOf, keysOverlapping } from './host-keys';
import { IIngressGatewayWorkload, readWorkload } from './ingress-gateway-workload';
import { ServerHost } from './istio-host';
import { IstioServer } from './istio-server';
import { ReadServer, readServers } from './read-servers';

/** Properties of {@link IstioGateway}. */
export interface IstioGatewayProps {
  /**
   * The ports and hosts it opens. At least one; HTTP and HTTPS need ports of their own.
   * Reported otherwise: `istio.no-servers`, `istio.port-clash`, and what {@link IstioServer} names.
   */
  readonly servers: IstioServer[];

  /**
   * The proxies that are configured.
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
  /** The namespaces whose routes may use the hosts filed under a key. */
  private readonly namespacesAt = new Map<string, Set<string>>();

  public constructor(scope: Construct, id: string, props: IstioGatewayProps) {
    super(scope, id);
    const { servers, workload, name: wantedName, namespace } = fieldsOf(props);
    this.workload = readWorkload(this._findings, workload);
    this.servers = readServers(this._findings, servers);
    this.allHostsRead = this.servers.every((server) => server.allHostsRead);
    this.servers.flatMap(({ hosts }) => hosts).forEach((host) => this.file(host));
    this._findings.check(() =>
      this.servers.flatMap(({ field, secret }) => defectsOf(`${field}.tls`, () => secret && this.checkSecret(secret._resolve()))),
    );

    const name = this._nameOf(wantedName, parseDnsLabel);
    this._findings.parseOptional('namespace', namespace, parseDnsLabel);
    addObject(this, 'Resource', Gateway, { metadata: { name, namespace }, spec: () => this._spec() });
  }

  /**
   * Whether some server answers for a host of a route in a namespace. Yes while a host of the gateway itself is wrong:
   * that one is the problem to solve.
   * @internal
   */
  public _admits(host: Host, namespace: string): boolean {
    const isHome = namespace === namespaceOf(this.apiObject);
    const admits = (namespaces: Set<string> | undefined) =>
      namespaces !== undefined && (namespaces.has('*') || namespaces.has(namespace) || (isHome && namespaces.has('.')));
    return !this.allHostsRead || keysOverlapping(host).some((key) => admits(this.namespacesAt.get(key)));
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
      servers: this.servers.map(({ hosts, port, portName, protocol, httpsRedirect, secret }) => ({
        port: { number: port, name: portName, protocol },
        hosts: hosts.map(({ text }) => text),
        tls: secret === undefined ? toRedirect(httpsRedirect) : toTls(secret),
      })),
    };
    return spec;
  }

  private file({ host, namespace }: ServerHost): void {
    for (const key of keysOf(host)) {
      const namespaces = this.namespacesAt.get(key) ?? new Set();
      this.namespacesAt.set(key, namespaces.add(namespace));
    }
  }

  private checkSecret({ name, namespace }: ResolvedSecret): void {
    const wanted = this.workload.namespace;
    if (namespace !== undefined && namespace !== wanted) {
      throw refuse(
        'istio.secret-namespace',
        `Secret ${quoted(`${namespace}/${name}`)} is read from namespace ${quoted(wanted)}, where the pods of the gateway are`,
        `put the Secret into namespace ${quoted(wanted)}`,
      );
    }
  }
}

function toTls(secret: SecretRef): GatewaySpecServersTls {
  return { mode: GatewaySpecServersTlsMode.SIMPLE, credentialName: secret._resolve().name };
}

/** Istio has the redirect of a plain HTTP server among its TLS settings. */
function toRedirect(httpsRedirect = false): GatewaySpecServersTls | undefined {
  return httpsRedirect ? { httpsRedirect } : undefined;
}
