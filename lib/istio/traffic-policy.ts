import { Backend } from '../core/backend';
import { defectsOf, Findings, LateDefect } from '../core/findings';
import { refuse } from '../values/coded-error';
import { parseCount } from '../values/count';
import { list, oneOf, struct } from '../values/input';
import { parsePort } from '../values/port';
import {
  DestinationRuleSpecTrafficPolicy as PolicyDocument,
  DestinationRuleSpecTrafficPolicyPortLevelSettings as PortDocument,
} from './crd.private';
import { checkConnectionPool, IstioConnectionPool, toConnectionPool } from './traffic-policy/connection-pool';
import { LoadBalancing, parseLoadBalancing } from './traffic-policy/load-balancing';
import { checkOutlierDetection, IstioOutlierDetection, toOutlierDetection } from './traffic-policy/outlier-detection';
import { EMPTY_POLICY, parseShare, saysNothing, Settings } from './traffic-policy/settings';
import { parseTunnelHost } from './traffic-policy/tunnel-host';
import { parseUpstreamTls, UpstreamTls } from './traffic-policy/upstream-tls';

/** How a proxy treats what it sends to a Service, or to one port of it. */
export interface IstioConnectionPolicy {
  /**
   * Limits on what a proxy sends to the Service at once: a circuit breaker that opens before the Service is overrun.
   * @default - left to Istio, which sets no limits
   */
  readonly connectionPool?: IstioConnectionPool;

  /**
   * When a pod that fails is left out for a while.
   * @default - left to Istio, which leaves out none
   */
  readonly outlierDetection?: IstioOutlierDetection;

  /**
   * How a proxy chooses among the pods.
   * @default - left to Istio, `LoadBalancing.leastRequest()`
   */
  readonly loadBalancing?: LoadBalancing;

  /**
   * How a proxy speaks TLS to the pods.
   * @default - left to Istio: its mutual TLS where the pods have a proxy, plain text elsewhere
   */
  readonly tls?: UpstreamTls;
}

/** How a proxy treats what it sends to one port. At least one setting; `istio.empty-policy` is reported otherwise. */
export interface IstioPortPolicy extends IstioConnectionPolicy {
  /**
   * The port of the Service, 1 to 65535. Reported otherwise: `port.range`, `istio.duplicate-port-policy`, `backend.unknown-port`.
   * Nothing is taken over from the policy for all ports: what is not set here is left to Istio.
   */
  readonly port: number;
}

/** How a proxy treats what it sends to a Service. At least one setting; `istio.empty-policy` is reported otherwise. */
export interface IstioTrafficPolicy extends IstioConnectionPolicy {
  /**
   * Other policies for some of the ports.
   * @default - none
   */
  readonly portPolicies?: IstioPortPolicy[];

  /**
   * How many retries may be under way, as a share of the requests; goes before `maxRetries`.
   * @default - left to Istio: no such limit
   */
  readonly retryBudget?: IstioRetryBudget;

  /**
   * The PROXY protocol header that begins each connection and tells the pod the address of the client. Not with `tunnel`:
   * `istio.tunnel-and-proxy-protocol`.
   * @default - none
   */
  readonly proxyProtocol?: ProxyProtocolVersion;

  /**
   * The tunnel through which TCP and TLS connections go.
   * @default - none
   */
  readonly tunnel?: IstioTunnel;
}

/** Retries under way at most. */
export interface IstioRetryBudget {
  /**
   * Share of the requests, 0 to 100 percent; `percentage.range` is reported otherwise.
   * @default - left to Istio: 20
   */
  readonly percent?: number;

  /**
   * Retries that are allowed whatever the share is, 0 to 2147483647; `count.range` is reported otherwise. istiod reads 0 as not set.
   * @default - left to Istio: 3
   */
  readonly minRetryConcurrency?: number;
}

/** A version of the PROXY protocol. */
export enum ProxyProtocolVersion {
  /** A line of text. */
  V1 = 'V1',
  /** Bytes. */
  V2 = 'V2',
}

/** A tunnel by HTTP: the Service of the rule is the proxy that is asked to connect further. */
export interface IstioTunnel {
  /** Where the tunnel leads: a DNS name or an IP address. Reported otherwise: `host.syntax`, `address.*`, `istio.tunnel-host`. */
  readonly targetHost: string;

  /** Port at the end of the tunnel, 1 to 65535; `port.range` is reported otherwise. */
  readonly targetPort: number;

  /**
   * The method by which the tunnel is asked for.
   * @default - left to Istio, `CONNECT`
   */
  readonly protocol?: TunnelProtocol;
}

/** The method by which a tunnel is asked for. */
export enum TunnelProtocol {
  /** The method that HTTP has for it. */
  CONNECT = 'CONNECT',
  /** For proxies that know no CONNECT. */
  POST = 'POST',
}

/** What the rule around a policy says. */
export interface PolicyPlace {
  /** The namespace of the workloads that it is for, where it is for chosen ones. */
  readonly workloadNamespace?: () => string;
  /** The Service, for the ports it has. */
  readonly backend?: Backend;
  /** Whether it is the policy of a subset whose rule has outlier detection, which is its own then (istiod `MergeTrafficPolicy`). */
  readonly inheritsOutlierDetection?: boolean;
}

/** Like {@link checkTrafficPolicy} for a policy below that of a rule, which need not be given; one that says nothing is reported. */
export function checkOptionalPolicy(findings: Findings, field: string, policy: IstioTrafficPolicy | undefined, place: PolicyPlace): void {
  const read = findings.parseOptional(field, policy, struct<IstioTrafficPolicy>);
  if (read === undefined) {
    return;
  }
  checkTrafficPolicy(findings, field, read, place);
  if (isEmptyPolicy(read)) {
    findings.error(EMPTY_POLICY, field);
  }
}

/** Reports what istiod would refuse (`pkg/config/validation`), and what would have no effect. */
export function checkTrafficPolicy(findings: Findings, field: string, policy: IstioTrafficPolicy, place: PolicyPlace = {}): void {
  const settings = new Settings<IstioTrafficPolicy>(findings, field, policy);
  checkConnectionPolicy(settings, place);
  const budget = settings.group('retryBudget');
  budget?.parse('percent', parseShare);
  budget?.parse('minRetryConcurrency', parseCount);
  settings.parse('proxyProtocol', oneOf(ProxyProtocolVersion));
  const tunnel = settings.group('tunnel');
  tunnel?.parseNeeded('targetHost', parseTunnelHost);
  tunnel?.parseNeeded('targetPort', parsePort);
  tunnel?.parse('protocol', oneOf(TunnelProtocol));
  if (tunnel !== undefined && settings.values.proxyProtocol !== undefined) {
    const what = 'a tunnel cannot begin with a PROXY protocol header';
    findings.error({ id: 'istio.tunnel-and-proxy-protocol', what, fix: 'drop one of them' }, settings.fieldOf('tunnel'));
  }
  checkPortPolicies(settings, place);
}

/** Whether a policy has nothing to say. */
export function isEmptyPolicy(policy: IstioTrafficPolicy): boolean {
  const { connectionPool, outlierDetection, loadBalancing, tls, portPolicies, retryBudget, proxyProtocol, tunnel } = policy;
  const ports = portPolicies?.length === 0 ? undefined : portPolicies;
  return saysNothing({ connectionPool, outlierDetection, loadBalancing, tls, ports, retryBudget, proxyProtocol, tunnel });
}

function checkConnectionPolicy(settings: Settings<IstioConnectionPolicy>, place: PolicyPlace): void {
  const { findings, values } = settings;
  const pool = settings.group('connectionPool');
  if (pool !== undefined) {
    checkConnectionPool(pool);
  }
  const outlier = settings.group('outlierDetection');
  if (outlier !== undefined) {
    checkOutlierDetection(outlier);
  }
  const detectsOutliers = values.outlierDetection !== undefined || place.inheritsOutlierDetection === true;
  settings.parse('loadBalancing', parseLoadBalancing)?._check(findings, settings.fieldOf('loadBalancing'), detectsOutliers);
  settings.parse('tls', parseUpstreamTls)?._check(findings, settings.fieldOf('tls'), place.workloadNamespace);
}

function checkPortPolicies(settings: Settings<IstioTrafficPolicy>, place: PolicyPlace): void {
  const fieldOf = new Map<number, string>();
  settings.parse('portPolicies', list<IstioPortPolicy>)?.forEach((policy, index) => {
    const { findings } = settings;
    const port = new Settings<IstioPortPolicy>(findings, `${settings.fieldOf('portPolicies')}[${index}]`, policy);
    port.parseNeeded('port', (number) => {
      if (fieldOf.has(parsePort(number))) {
        const what = `port ${number} has a policy already, and Istio takes the first`;
        throw refuse('istio.duplicate-port-policy', what, 'say it in one policy');
      }
      fieldOf.set(number, port.fieldOf('port'));
    });
    const { connectionPool, outlierDetection, loadBalancing, tls } = port.values;
    if (port.isReadable && saysNothing({ connectionPool, outlierDetection, loadBalancing, tls })) {
      findings.error(EMPTY_POLICY, port.field);
    }
    checkConnectionPolicy(port, { workloadNamespace: place.workloadNamespace });
  });
  if (fieldOf.size > 0) {
    settings.findings.check(() => portDefects(place.backend, fieldOf));
  }
}

/** Ports that the Service does not have. A Service that cannot be found is reported elsewhere. */
function portDefects(backend: Backend | undefined, fieldOf: ReadonlyMap<number, string>): LateDefect[] {
  let check: (port: number) => unknown = () => undefined;
  defectsOf('', () => (check = backend?._portCheck() ?? check));
  return [...fieldOf].flatMap(([port, field]) => defectsOf(field, () => check(port)));
}

/** The policy as Istio takes it, or nothing where it says nothing. */
export function toTrafficPolicy(policy: IstioTrafficPolicy | undefined): unknown {
  if (policy === undefined || isEmptyPolicy(policy)) {
    return undefined;
  }
  const { portPolicies = [], retryBudget, proxyProtocol, tunnel } = policy;
  const document: PolicyDocument = {
    ...(toConnectionPolicy(policy) as PolicyDocument),
    portLevelSettings: portPolicies.length === 0 ? undefined : portPolicies.map(toPortPolicy),
    retryBudget,
    proxyProtocol: proxyProtocol && { version: proxyProtocol as string as NonNullable<PolicyDocument['proxyProtocol']>['version'] },
    tunnel,
  };
  return document;
}

function toPortPolicy(policy: IstioPortPolicy): PortDocument {
  return { port: { number: policy.port }, ...(toConnectionPolicy(policy) as PortDocument) };
}

/** What the policies of all ports and of one have in common: the schema says the same of both, in types of different names. */
function toConnectionPolicy({ connectionPool, outlierDetection, loadBalancing, tls }: IstioConnectionPolicy): unknown {
  const document: PolicyDocument = {
    connectionPool: connectionPool && (toConnectionPool(connectionPool) as PolicyDocument['connectionPool']),
    outlierDetection: outlierDetection && (toOutlierDetection(outlierDetection) as PolicyDocument['outlierDetection']),
    loadBalancer: loadBalancing?._document() as PolicyDocument['loadBalancer'],
    tls: tls?._document() as PolicyDocument['tls'],
  };
  return document;
}
