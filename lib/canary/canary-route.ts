import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { Backend } from '../core/backend';
import { defectsOf, LateDefect } from '../core/findings';
import { namespaceOf } from '../core/object-lookup';
import { Severity } from '../core/problem';
import { Resource } from '../core/resource';
import { DestinationRule, VirtualService } from '../istio/crd.private';
import { readHttpRules } from '../istio/http-rules';
import { ISTIO_NAMESPACE } from '../istio/ingress-gateway-workload';
import { IstioGatewayRoute } from '../istio/istio-gateway-route';
import { IstioTrafficPolicy } from '../istio/traffic-policy';
import { RouteOutcome, RouteRequest, RouteResult } from '../routing/evaluation';
import { HttpAction } from '../routing/http-action';
import { HttpMatch } from '../routing/http-match';
import { HttpRule } from '../routing/http-rule';
import { ReadRule } from '../routing/read-rule';
import { readProps } from '../routing/read-struct';
import { quoted } from '../values/coded-error';
import { parseDnsLabel, parseDnsSubdomain } from '../values/dns-name';
import { madeBy } from '../values/input';
import { CanaryClients, EdgeOfCanary } from './canary-clients';
import { toDestinationRule, toMeshRoute } from './canary-documents';
import { CanaryPlan, headersOf, toRules } from './canary-rules';
import { CanaryStickiness } from './canary-stickiness';
import { CanaryVersion, ServiceVersion } from './canary-version';
import { checkPolicies } from './check-policies';
import { lookAt } from './given-matches';
import { atHome } from './home-backend';
import { evaluateInMesh } from './mesh-model';
import { readEdge } from './read-edge';
import { readVersions } from './read-versions';

/** Properties of {@link CanaryRoute}. */
export interface CanaryRouteProps {
  /**
   * The Service whose traffic is split. In the mesh that is the traffic of all its ports, each request staying on the port it came
   * to; what comes through a gateway is sent to the port of the backend. Reported when it cannot be found: `backend.*`, `reference.*`.
   */
  readonly backend: Backend;

  /** The version that gets whatever the canaries leave. */
  readonly stable: ServiceVersion;

  /** The versions that are tried. At least one; `canary.no-canary` is reported otherwise. */
  readonly canaries: CanaryVersion[];

  /**
   * How a client stays on its version. Which pod of the version it comes to is a matter of the load balancing of the policy: that
   * one alone keeps nobody on a version, since proxies choose the version first, and by chance.
   * @default - every request is given a version of its own
   */
  readonly sticky?: CanaryStickiness;

  /**
   * Whose requests are split.
   * @default CanaryClients.inMesh()
   */
  readonly clients?: CanaryClients;

  /**
   * How proxies treat what they send to the Service, such as the limits of a circuit breaker. A Service has one DestinationRule,
   * which is made here, so this is the place for it. Reported: `istio.*`.
   * @default - left to Istio
   */
  readonly trafficPolicy?: IstioTrafficPolicy;

  /**
   * Name of the VirtualService, an RFC 1123 subdomain; `name.syntax` is reported otherwise. Where one is made for the mesh and one for
   * a gateway, that of the gateway is called `<name>-gateway`.
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Name of the DestinationRule, an RFC 1123 subdomain; `name.syntax` is reported otherwise.
   * @default - the name of the VirtualService
   */
  readonly destinationRuleName?: string;

  /**
   * Namespace of all of them; `name.syntax` is reported when it is none. It should be that of the Service: from any other, clients of
   * that other one alone can be told what the versions are. So in the mesh the split holds for them only then (`exportTo: ['.']`), and
   * `canary.unseen-subsets` is reported for a gateway whose proxies are elsewhere.
   * @default - the namespace of the chart, else the default one of the cluster
   */
  readonly namespace?: string;
}

const WORDS = [
  'backend',
  'stable',
  'canaries',
  'sticky',
  'clients',
  'trafficPolicy',
  'name',
  'destinationRuleName',
  'namespace',
] satisfies (keyof CanaryRouteProps)[];

/**
 * Splits the requests to a Service between versions of it: a `VirtualService` with weights for each kind of clients, and the
 * `DestinationRule` that says which pods are which version. A request that asks for a version goes there; one of a client that is
 * kept on a version goes there as long as the version has a share; any other is given a version by the shares.
 */
export class CanaryRoute extends Resource {
  /** The route of the gateway; nothing when the clients are others. */
  public readonly gatewayRoute?: IstioGatewayRoute;

  private readonly props: CanaryRouteProps;
  private readonly plan: CanaryPlan;
  /** Nothing is written then, and nothing is to be said of it elsewhere. */
  private readonly isWrong: boolean;
  private readonly rulesInMesh: readonly ReadRule[];
  private readonly isInMesh: boolean;
  private isPortNeeded = false;

  public constructor(scope: Construct, id: string, props: CanaryRouteProps) {
    super(scope, id);
    this.props = readProps(this._findings, props, WORDS);
    const { backend } = this.props;
    const wanted = this._nameOf(this.props.name);
    // What is wrong is reported once: the parts get a name that nobody has to complain of.
    const name = defectsOf('name', () => parseDnsSubdomain(wanted)).length === 0 ? wanted : 'canary';
    const namespace = this._findings.parseOptional('namespace', this.props.namespace, parseDnsLabel);
    const versions = readVersions(this._findings, this.props, name);
    const target = this._findings.parse('backend', backend, parseBackend);
    const clients = this._findings.parseOptional('clients', this.props.clients, parseClients) ?? CanaryClients.inMesh();
    const edge = readEdge(this._findings, clients._edge, versions.sticky);
    this.isInMesh = clients._inMesh;
    const edgeName = this.isInMesh && edge !== undefined ? this._findings.parse('name', `${name}-gateway`, parseDnsSubdomain) : name;
    // Asked before there is anything to look at when the tree is complete.
    this.isWrong = this._findings.list().some(({ severity }) => severity === Severity.ERROR);
    this.plan = { ...versions, backend: atHome(backend, () => namespaceOf(this.apiObject)) };

    this.rulesInMesh = this.isInMesh ? readHttpRules(this._findings, this.rulesFor(undefined)) : [];
    if (this.isInMesh) {
      addObject(this, 'Resource', VirtualService, { metadata: { name, namespace }, spec: () => this._spec() });
    }
    this.gatewayRoute = edge && this.addGatewayRoute(edge, { name: edgeName ?? name, namespace });
    this.addDestinationRule(name, namespace);
    checkPolicies(this._findings, this.props, { backend: target });
    this._findings.check(() => defectsOf('backend', () => (this.isPortNeeded ? target?._resolve() : target?._resolveService())));
    this._findings.check(() => (this.isWrong || edge === undefined ? [] : this.unseenBy(edge.gateway._proxyNamespace)));
  }

  /**
   * Its rules for use in another route, such as an `IstioGatewayRoute` that has it on some of its paths: previews, clients that are
   * kept on their version, and the shares, in this order. They go to the port of the backend.
   * @param matches the requests that they are for, by default every one; `canary.header-taken` is reported for conditions on a header
   * that the rules look at themselves. What else is wrong with them is reported by that route.
   */
  public rules(matches?: HttpMatch[]): HttpRule[] {
    this.isPortNeeded = true;
    const { areRight, headers } = lookAt(matches);
    const taken = [...headersOf(this.plan)].find((header) => headers.has(header));
    if (taken !== undefined) {
      const what = `header ${quoted(taken)} is matched already, by the previews or sessions of the canary`;
      this._findings.error({ id: 'canary.header-taken', what, fix: 'match something else, or change the preview' }, 'rules');
    }
    return areRight && taken === undefined ? this.rulesFor(matches) : [{ matches, action: STAND_IN }];
  }

  /**
   * What becomes of a request of a client inside the mesh, for tests: it asks for the Service by one of its names, such as
   * `http://reviews:9080/`. What becomes of one that comes through a gateway, `IstioGateway.routeModel()` says. Nothing takes a request
   * while something is in error.
   */
  public evaluate(request: RouteRequest): RouteOutcome {
    const isSplit = this.isInMesh && !this.isWrong;
    const outcome = evaluateInMesh(isSplit ? this.plan.backend : undefined, this.rulesFor(undefined), request);
    return outcome.result === RouteResult.NOTHING ? outcome : { ...outcome, route: this.node.path };
  }

  /** @internal */
  public _spec(): unknown {
    return toMeshRoute(this.plan.backend, this.rulesInMesh, namespaceOf(this.apiObject));
  }

  /** @internal */
  public _subsets(): unknown {
    return toDestinationRule(this.plan, this.props.trafficPolicy, namespaceOf(this.apiObject));
  }

  private rulesFor(matches: HttpMatch[] | undefined): HttpRule[] {
    return this.isWrong ? [{ matches, action: STAND_IN }] : toRules(this.plan, matches);
  }

  private addGatewayRoute(edge: EdgeOfCanary, metadata: { readonly name: string; readonly namespace?: string }): IstioGatewayRoute {
    this.isPortNeeded = true;
    return new IstioGatewayRoute(this, this.childId('GatewayRoute'), { ...edge, ...metadata, rules: this.rulesFor(undefined) });
  }

  /** The proxies of a gateway that cannot be told the subsets (istiod `pilot/pkg/model/push_context.go`). */
  private unseenBy(proxies: string): LateDefect[] {
    const own = namespaceOf(this.apiObject);
    const service = this.plan.backend._resolveService();
    const home = 'host' in service ? own : service.namespace;
    if ([home, proxies, ISTIO_NAMESPACE].includes(own)) {
      return [];
    }
    const what =
      `the subsets of a Service of namespace ${quoted(home)} hold from ${quoted(own)} for clients of ${quoted(own)} only, ` +
      `and the proxies of the gateway, in ${quoted(proxies)}, would answer with 503`;
    return [{ id: 'canary.unseen-subsets', field: 'namespace', what, fix: `set namespace to that of the Service, ${quoted(home)}` }];
  }

  private addDestinationRule(routeName: string, namespace: string | undefined): void {
    const given = this._findings.parseOptional('destinationRuleName', this.props.destinationRuleName, parseDnsSubdomain);
    const metadata = { name: given ?? routeName, namespace };
    addObject(this, this.childId('Subsets'), DestinationRule, { metadata, spec: () => this._subsets() });
  }

  /** The first of its objects is the primary one. */
  private childId(id: string): string {
    return this.node.tryFindChild('Resource') === undefined ? 'Resource' : id;
  }
}

const parseBackend = madeBy(Backend, 'Backend.fromService(…) or Backend.fromName(…)');
const parseClients = madeBy(CanaryClients, 'CanaryClients.inMesh(), or another of its ways');

/** What a route is given while the canary is wrong: it has nothing to complain of, and is not written. */
const STAND_IN = HttpAction.forward(
  Backend._of(
    () => ({ name: 'refused' }),
    () => 1,
    () => () => undefined,
  ),
);
