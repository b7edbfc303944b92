import { HttpAction, HttpRule, IstioServer, TcpRule, TlsRule } from '../../../lib';

/** The edge of a mesh, before it is built: gateways on one workload, and the routes behind them. */
export interface EdgeWorld {
  /** Whether the workload is made too, rather than there already. */
  readonly ownWorkload: boolean;
  readonly gateways: readonly GatewaySketch[];
  readonly routes: readonly RouteSketch[];
}

export interface GatewaySketch {
  readonly name: string;
  readonly namespace: string;
  readonly servers: readonly ServerSketch[];
}

/** A server, with what requests have to know of it. */
export interface ServerSketch {
  readonly server: IstioServer;
  readonly port: number;
  readonly hosts: readonly string[];
  readonly mode: ServerMode;
  /** The Secret that holds its certificate. */
  readonly secret?: string;
}

export type ServerMode = 'http' | 'redirect' | 'simple' | 'mutual' | 'optionalMutual' | 'passthrough' | 'terminated' | 'tcp';

/** What connections of a server begin with. */
export function protocolOf(mode: ServerMode): 'http' | 'tls' | 'tcp' {
  return mode === 'http' || mode === 'redirect' ? 'http' : mode === 'tcp' ? 'tcp' : 'tls';
}

/** Which rules of a route are for the connections of a server. */
export function rulesAskedBy(mode: ServerMode): 'http' | 'tls' | 'tcp' {
  return mode === 'passthrough' ? 'tls' : mode === 'terminated' || mode === 'tcp' ? 'tcp' : 'http';
}

export interface RouteSketch {
  readonly name: string;
  readonly namespace: string;
  /** Which of the gateways. */
  readonly gateway: number;
  readonly hosts: string[];
  readonly rules?: readonly RuleSketch[];
  readonly tlsRules?: TlsRule[];
  readonly tcpRules?: TcpRule[];
}

/** A rule, which can have its action done by the rules of another route. */
export interface RuleSketch extends Omit<HttpRule, 'action'> {
  readonly action: HttpAction | DelegateSketch;
}

export interface DelegateSketch {
  readonly name: string;
  readonly namespace: string;
  readonly rules: readonly RuleSketch[];
}

export function isDelegate(action: RuleSketch['action']): action is DelegateSketch {
  return !(action instanceof HttpAction);
}

/** The Services there are: each on this port, in these namespaces, with these versions. */
export const SERVICES = ['web', 'api'];
export const SERVICE_PORT = 8000;
export const VERSIONS = ['v1', 'v2', 'v3'];
export const NAMESPACES = ['default', 'shop'];

/** The pod of the workload that gets the requests. */
export const PROXY = { labels: { app: 'front', istio: 'ingressgateway' }, namespace: 'istio-system' };
