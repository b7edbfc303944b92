import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { Backend } from '../core/backend';
import { defectsOf } from '../core/findings';
import { namespaceOf } from '../core/object-lookup';
import { Resource } from '../core/resource';
import { parseDnsLabel } from '../values/dns-name';
import { fieldsOf, list, madeBy, struct } from '../values/input';
import {
  DestinationRule,
  DestinationRuleSpec,
  DestinationRuleSpecTrafficPolicy,
  DestinationRuleSpecTrafficPolicyConnectionPoolHttpH2UpgradePolicy as UpgradePolicy,
} from './crd.private';
import { meshHostOf } from './mesh-host';
import { checkSubsets, IstioSubset } from './subset';
import { checkTrafficPolicy, H2UpgradePolicy, IstioConnectionPool, IstioOutlierDetection, toDurationText } from './traffic-policy';

/** Properties of {@link IstioDestinationRule}. It has to say something: `istio.empty-policy` is reported otherwise. */
export interface IstioDestinationRuleProps {
  /** The Service it is for, with all its ports. Reported when it cannot be found: `backend.*`, `reference.*`. */
  readonly host: Backend;

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
   * Named parts of the Service's pods, to which routes can send traffic.
   * @default - none
   */
  readonly subsets?: IstioSubset[];

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

  public constructor(scope: Construct, id: string, props: IstioDestinationRuleProps) {
    super(scope, id);
    this.props = fieldsOf(props);
    const { name: wanted, namespace, host, subsets } = this.props;
    const name = this._nameOf(wanted);
    this._findings.parseOptional('namespace', namespace, parseDnsLabel);
    addObject(this, 'Resource', DestinationRule, { metadata: { name, namespace }, spec: () => this._spec() });

    this.checkNotEmpty();
    checkTrafficPolicy(this._findings, this.props);
    this.checkSubsets(this._findings.parseOptional('subsets', subsets, list<IstioSubset>) ?? []);
    const backend = this._findings.parse('host', host, parseHost);
    this._findings.check(() => defectsOf('host', () => backend?._resolveService()));
  }

  /** @internal */
  public _spec(): unknown {
    const spec: DestinationRuleSpec = {
      host: meshHostOf(this.props.host._resolveService(), namespaceOf(this.apiObject)),
      trafficPolicy: toTrafficPolicy(this.props),
      subsets: this.props.subsets?.map(({ name, labels }) => ({ name, labels })),
    };
    return spec;
  }

  private checkSubsets(subsets: readonly IstioSubset[]): void {
    const placed = subsets.flatMap((subset, index) => {
      const field = `subsets[${index}]`;
      const read = this._findings.parse(field, subset, struct<IstioSubset>);
      return read === undefined ? [] : [{ ...read, nameField: `${field}.name`, labelsField: `${field}.labels` }];
    });
    checkSubsets(this._findings, placed);
  }

  private checkNotEmpty(): void {
    const { connectionPool, outlierDetection, subsets = [] } = this.props;
    if (connectionPool === undefined && outlierDetection === undefined && subsets.length === 0) {
      const fix = 'set connectionPool, outlierDetection or subsets, or drop the rule';
      this._findings.error({ id: 'istio.empty-policy', what: 'the rule changes nothing', fix });
    }
  }
}

function toTrafficPolicy({ connectionPool, outlierDetection }: IstioDestinationRuleProps): DestinationRuleSpecTrafficPolicy | undefined {
  if (connectionPool === undefined && outlierDetection === undefined) {
    return undefined;
  }
  return {
    connectionPool: connectionPool && toConnectionPool(connectionPool),
    outlierDetection: outlierDetection && {
      consecutive5XxErrors: outlierDetection.consecutive5xxErrors,
      interval: outlierDetection.interval && toDurationText(outlierDetection.interval),
      baseEjectionTime: outlierDetection.baseEjectionTime && toDurationText(outlierDetection.baseEjectionTime),
      maxEjectionPercent: outlierDetection.maxEjectionPercent,
    },
  };
}

function toConnectionPool({ tcp, http }: IstioConnectionPool): DestinationRuleSpecTrafficPolicy['connectionPool'] {
  return {
    tcp: tcp && { maxConnections: tcp.maxConnections, connectTimeout: tcp.connectTimeout && toDurationText(tcp.connectTimeout) },
    http: http && { ...http, h2UpgradePolicy: http.h2UpgradePolicy && upgradePolicyOf(http.h2UpgradePolicy) },
  };
}

// Asked for when it is needed: a table of the file would load the generated types with the library.
function upgradePolicyOf(policy: H2UpgradePolicy): UpgradePolicy {
  const policies = {
    [H2UpgradePolicy.DEFAULT]: UpgradePolicy.DEFAULT,
    [H2UpgradePolicy.DO_NOT_UPGRADE]: UpgradePolicy.DO_UNDERSCORE_NOT_UNDERSCORE_UPGRADE,
    [H2UpgradePolicy.UPGRADE]: UpgradePolicy.UPGRADE,
  };
  return policies[policy];
}
