import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { defectsOf } from '../core/findings';
import { namespaceOf } from '../core/object-lookup';
import { Resource } from '../core/resource';
import { HttpRule } from '../routing/http-rule';
import { IDelegateRoute, ReadRule } from '../routing/read-rule';
import { readProps } from '../routing/read-struct';
import { parseDnsLabel } from '../values/dns-name';
import { VirtualService, VirtualServiceSpec } from './crd.private';
import { ExportTo, parseExportTo } from './export-to';
import { reachOf } from './exported';
import { backendDefects, readHttpRules, toHttpRoutes } from './http-rules';

/** Properties of {@link IstioDelegateRoute}. */
export interface IstioDelegateRouteProps {
  /**
   * What happens to the requests that are handed over: the first rule that takes a request decides. At least one, none of which hands
   * requests over in its turn. Reported otherwise: `istio.nested-delegate`, and what the rules of an {@link IstioGatewayRoute} are.
   */
  readonly rules: HttpRule[];

  /**
   * The namespaces whose routes may hand requests over. A route elsewhere is reported as `istio.delegate-not-exported`; `istio.export-to`
   * is reported for what is no such list.
   * @default - left to the mesh, where it is every namespace unless configured otherwise
   */
  readonly exportTo?: ExportTo;

  /**
   * Name of the VirtualService, an RFC 1123 subdomain; `name.syntax` is reported otherwise.
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Namespace of the VirtualService; `name.syntax` is reported when it is none.
   * @default - the namespace of the chart, else the default one of the cluster
   */
  readonly namespace?: string;
}

const WORDS = ['rules', 'exportTo', 'name', 'namespace'] satisfies (keyof IstioDelegateRouteProps)[];

/**
 * Rules for requests that another route hands over with `HttpAction.toRoute(…)`: a `VirtualService` without hosts. So one team keeps
 * the hosts and another the rules for some of their paths. istiod merges each rule with the one that hands over, where its matches are
 * narrower (`pilot/pkg/model/virtualservice.go`); what it would leave out is reported by the route that hands over.
 */
export class IstioDelegateRoute extends Resource implements IDelegateRoute {
  /** @internal */
  public readonly _rules: readonly ReadRule[];

  private readonly exportTo?: ExportTo;

  public constructor(scope: Construct, id: string, props: IstioDelegateRouteProps) {
    super(scope, id);
    const { rules, exportTo, name: wanted, namespace } = readProps(this._findings, props, WORDS);
    const name = this._nameOf(wanted);
    this._findings.parseOptional('namespace', namespace, parseDnsLabel);
    addObject(this, 'Resource', VirtualService, { metadata: { name, namespace }, spec: () => this._spec() });

    this.exportTo = this._findings.parseOptional('exportTo', exportTo, parseExportTo);
    this._findings.check(() => defectsOf('exportTo', () => this.exportTo?._check({ ownNamespace: this.namespace })));
    this._rules = readHttpRules(this._findings, rules);
    this.checkNotNested();
    this._findings.check(() => backendDefects(this._rules, this.namespace));
  }

  /**
   * Whether routes of a namespace may hand requests over.
   * @internal
   */
  public _isSeenFrom(namespace: string): boolean {
    return reachOf(this.exportTo, this.namespace, namespace) !== undefined;
  }

  /** @internal */
  public _spec(): unknown {
    const spec: VirtualServiceSpec = {
      http: toHttpRoutes(this._rules, this.namespace) as VirtualServiceSpec['http'],
      exportTo: this.exportTo?._document(),
    };
    return spec;
  }

  private get namespace(): string {
    return namespaceOf(this.apiObject);
  }

  private checkNotNested(): void {
    for (const { field } of this._rules.filter(({ action }) => action !== undefined && 'delegate' in action)) {
      const what = 'the rule hands its requests over once more, which Istio refuses';
      this._findings.error({ id: 'istio.nested-delegate', what, fix: 'hand them over in the first route' }, `${field}.action`);
    }
  }
}
