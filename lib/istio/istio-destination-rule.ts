import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { Backend } from '../core/backend';
import { defectsOf, LateDefect } from '../core/findings';
import { namespaceOf } from '../core/object-lookup';
import { Resource } from '../core/resource';
import { quoted } from '../values/coded-error';
import { parseDnsLabel } from '../values/dns-name';
import { fieldsOf, list, madeBy, struct } from '../values/input';
import {
  DestinationRule,
  DestinationRuleSpec,
  DestinationRuleSpecSubsetsTrafficPolicy,
  DestinationRuleSpecTrafficPolicy,
} from './crd.private';
import { ExportTo, parseExportTo } from './export-to';
import { ISTIO_NAMESPACE } from './ingress-gateway-workload';
import { meshHostOf } from './mesh-host';
import { checkSubsets, IstioSubset } from './subset';
import { checkOptionalPolicy, checkTrafficPolicy, IstioTrafficPolicy, isEmptyPolicy, PolicyPlace, toTrafficPolicy } from './traffic-policy';
import { checkWorkloadLabels } from './workload-labels';

/** Properties of {@link IstioDestinationRule}. It has to say something: `istio.empty-policy` is reported otherwise. */
export interface IstioDestinationRuleProps extends IstioTrafficPolicy {
  /**
   * The Service it is for, with all its ports: which one the Backend names makes no difference. Reported when it cannot be found:
   * `backend.*`, `reference.*`.
   */
  readonly host: Backend;

  /**
   * Named parts of the Service's pods, to which routes can send traffic.
   * @default - none
   */
  readonly subsets?: IstioSubset[];

  /**
   * The namespaces whose clients it is for; `istio.export-to` is reported for what Istio refuses, and where clients do not look for it.
   * @default - left to the mesh: all, unless configured otherwise
   */
  readonly exportTo?: ExportTo;

  /**
   * Labels of the pods, in the namespace of the rule, whose proxies follow it; other clients do not see it. Reported otherwise:
   * `label.*`, `istio.no-labels` for none at all, `istio.export-to` beside an `exportTo` beyond that namespace.
   * @default - all clients
   */
  readonly workloadSelector?: { [key: string]: string };

  /**
   * Name of the DestinationRule, an RFC 1123 subdomain; `name.syntax` is reported otherwise.
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Namespace of the DestinationRule; `name.syntax` is reported when it is none. Anywhere but in the namespace of the Service
   * or of the mesh's root, it holds for the clients of that namespace only.
   * @default - the namespace of the chart, else the default one of the cluster
   */
  readonly namespace?: string;
}

const parseHost = madeBy(Backend, 'Backend.fromService(…) or Backend.fromName(…)');

/** An Istio `DestinationRule`: how proxies treat the pods of a Service, after a route has chosen it. */
export class IstioDestinationRule extends Resource {
  private readonly props: IstioDestinationRuleProps;
  private readonly place: PolicyPlace;

  public constructor(scope: Construct, id: string, props: IstioDestinationRuleProps) {
    super(scope, id);
    this.props = fieldsOf(props);
    const { name: wanted, namespace, host, subsets } = this.props;
    const name = this._nameOf(wanted);
    this._findings.parseOptional('namespace', namespace, parseDnsLabel);
    addObject(this, 'Resource', DestinationRule, { metadata: { name, namespace }, spec: () => this._spec() });

    this.checkNotEmpty();
    const backend = this._findings.parse('host', host, parseHost);
    this._findings.check(() => defectsOf('host', () => backend?._resolveService()));
    const workloadNamespace = this.props.workloadSelector && (() => namespaceOf(this.apiObject));
    this.place = { workloadNamespace, backend };
    checkTrafficPolicy(this._findings, '', this.props, this.place);
    this.checkSubsets(this._findings.parseOptional('subsets', subsets, list<IstioSubset>) ?? []);
    this.checkAudience();
  }

  /** @internal */
  public _spec(): unknown {
    const { host, subsets, exportTo, workloadSelector } = this.props;
    const spec: DestinationRuleSpec = {
      host: meshHostOf(host._resolveService(), namespaceOf(this.apiObject)),
      trafficPolicy: toTrafficPolicy(this.props) as DestinationRuleSpecTrafficPolicy,
      subsets: subsets?.map(({ name, labels, trafficPolicy }) => ({
        name,
        labels,
        trafficPolicy: toTrafficPolicy(trafficPolicy) as DestinationRuleSpecSubsetsTrafficPolicy,
      })),
      exportTo: exportTo?._document(),
      workloadSelector: workloadSelector && { matchLabels: workloadSelector },
    };
    return spec;
  }

  private checkSubsets(subsets: readonly IstioSubset[]): void {
    const placed = subsets.flatMap((subset, index) => {
      const field = `subsets[${index}]`;
      const read = this._findings.parse(field, subset, struct<IstioSubset>);
      return read === undefined ? [] : [{ ...read, field, nameField: `${field}.name`, labelsField: `${field}.labels` }];
    });
    checkSubsets(this._findings, placed);
    const place = { ...this.place, inheritsOutlierDetection: this.props.outlierDetection !== undefined };
    for (const { field, trafficPolicy } of placed) {
      checkOptionalPolicy(this._findings, `${field}.trafficPolicy`, trafficPolicy, place);
    }
  }

  private checkNotEmpty(): void {
    const { subsets } = this.props;
    if (isEmptyPolicy(this.props) && (subsets === undefined || subsets?.length === 0)) {
      const fix = 'set a policy, such as connectionPool or outlierDetection, or subsets, or drop the rule';
      this._findings.error({ id: 'istio.empty-policy', what: 'the rule changes nothing', fix });
    }
  }

  private checkAudience(): void {
    const { exportTo, workloadSelector } = this.props;
    const audience = this._findings.parseOptional('exportTo', exportTo, parseExportTo);
    const onlyOwn = workloadSelector !== undefined;
    this._findings.check(() => {
      const ownNamespace = namespaceOf(this.apiObject);
      const wrong = defectsOf('exportTo', () => audience?._check({ ownNamespace, onlyOwn }));
      return audience === undefined || wrong.length > 0 ? wrong : this.unasked(audience, ownNamespace);
    });
    if (workloadSelector !== undefined) {
      checkWorkloadLabels(this._findings, 'workloadSelector', workloadSelector);
    }
  }

  /** Clients of other namespaces ask for rules in those of the Service and of the mesh's root only (istiod `pilot/pkg/model/push_context.go`). */
  private unasked(audience: ExportTo, own: string): LateDefect[] {
    const service = homeOf(this.place.backend);
    const others = audience._document().filter((namespace) => namespace !== '.' && namespace !== own);
    if (service === undefined || [service, ISTIO_NAMESPACE].includes(own) || others.length === 0) {
      return [];
    }
    const what =
      `clients of ${quoted(others.join(', '))} do not look for the rule in namespace ${quoted(own)}, ` +
      `but in that of the Service, ${quoted(service)}`;
    const fix = `set namespace to ${quoted(service)}, or write ExportTo.ownNamespace()`;
    return [{ id: 'istio.export-to', field: 'exportTo', what, fix }];
  }
}

/** The namespace of the Service, where one is said; where none can be found, that is reported elsewhere. */
function homeOf(backend: Backend | undefined): string | undefined {
  let home: string | undefined;
  defectsOf('', () => {
    const target = backend?._resolveService();
    home = target === undefined || 'host' in target ? undefined : target.namespace;
  });
  return home;
}
