import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { Backend } from '../core/backend';
import { defectsOf } from '../core/findings';
import { namespaceOf } from '../core/object-lookup';
import { Resource } from '../core/resource';
import { DestinationRule, DestinationRuleSpec, VirtualService, VirtualServiceSpec } from '../istio/crd.private';
import { meshHostOf } from '../istio/mesh-host';
import { checkSubsets, PlacedSubset } from '../istio/subset';
import { quoted } from '../values/coded-error';
import { parseDnsLabel, parseDnsSubdomain } from '../values/dns-name';
import { fieldsOf, list, madeBy, struct } from '../values/input';
import { restOf } from '../values/percentage';
import { CanaryTraffic } from './canary-traffic';

/** One version of a Service: some of its pods. */
export interface ServiceVersion {
  /** Name of the version, an RFC 1123 label; reported otherwise: `name.syntax`, `istio.duplicate-subset`. */
  readonly subset: string;

  /**
   * Labels that tell the pods of this version from those of every other: any two versions have one key with different values.
   * Reported otherwise: `canary.same-pods`, `label.*`.
   */
  readonly labels: { [key: string]: string };
}

/** A version that is tried. */
export interface CanaryVersion extends ServiceVersion {
  /** How much of the traffic it gets. All canaries together get at most 100 percent; `percentage.sum` is reported otherwise. */
  readonly traffic: CanaryTraffic;
}

/** Properties of {@link CanaryRoute}. */
export interface CanaryRouteProps {
  /**
   * The Service whose traffic is split, on all its ports alike: which port the backend names makes no difference.
   * Reported when it cannot be found: `backend.*`, `reference.*`.
   */
  readonly backend: Backend;

  /** The version that gets whatever the canaries leave. */
  readonly stable: ServiceVersion;

  /** The versions that are tried. At least one; `canary.no-canary` is reported otherwise. */
  readonly canaries: CanaryVersion[];

  /**
   * Name of the VirtualService, an RFC 1123 subdomain; `name.syntax` is reported otherwise.
   * @default - the construct id
   */
  readonly name?: string;

  /**
   * Name of the DestinationRule, an RFC 1123 subdomain; `name.syntax` is reported otherwise.
   * @default - the name of the VirtualService
   */
  readonly destinationRuleName?: string;

  /**
   * Namespace of both; `name.syntax` is reported when it is none.
   * @default - the namespace of the chart, else the default one of the cluster
   */
  readonly namespace?: string;
}

/**
 * Splits the requests that the mesh sends to a Service between versions of it: a `VirtualService` with weights, and the
 * `DestinationRule` that says which pods are which version. It holds for clients with a proxy of their own; what a gateway
 * sends to the Service is decided by the routes of that gateway alone.
 */
export class CanaryRoute extends Resource {
  private readonly backend: Backend;
  private readonly versions: readonly PlacedSubset[];
  /** Of the canaries, in their order, as far as they could be read. */
  private readonly shares: readonly number[];

  public constructor(scope: Construct, id: string, props: CanaryRouteProps) {
    super(scope, id);
    const { name: wanted, namespace, destinationRuleName, backend, stable, canaries } = fieldsOf(props);
    const name = this._nameOf(wanted);
    this._findings.parseOptional('namespace', namespace, parseDnsLabel);
    this._findings.parseOptional('destinationRuleName', destinationRuleName, parseDnsSubdomain);
    addObject(this, 'Resource', VirtualService, { metadata: { name, namespace }, spec: () => this._spec() });
    addObject(this, 'Subsets', DestinationRule, {
      metadata: { name: destinationRuleName ?? name, namespace },
      spec: () => this._subsets(),
    });

    const tried = this.readCanaries(canaries);
    this.versions = [...this.read('stable', stable), ...tried].map(toSubset);
    checkSubsets(this._findings, this.versions);
    this.checkPods();
    this.shares = this.readShares(tried);
    this.backend = backend;
    const isBackend = this._findings.parse('backend', backend, parseBackend) !== undefined;
    this._findings.check(() => (isBackend ? defectsOf('backend', () => backend._resolveService()) : []));
  }

  /** @internal */
  public _spec(): unknown {
    const { host } = this;
    const weights = [restOf(this.shares), ...this.shares];
    const spec: VirtualServiceSpec = {
      hosts: [host],
      // Without a port, a request stays on the port it came for; naming one would send the traffic of all ports there.
      http: [{ route: this.versions.map(({ name }, index) => ({ destination: { host, subset: name }, weight: weights[index] })) }],
    };
    return spec;
  }

  /** @internal */
  public _subsets(): unknown {
    const spec: DestinationRuleSpec = { host: this.host, subsets: this.versions.map(({ name, labels }) => ({ name, labels })) };
    return spec;
  }

  private get host(): string {
    return meshHostOf(this.backend._resolveService(), namespaceOf(this.apiObject));
  }

  private readCanaries(canaries: readonly CanaryVersion[]): Placed<CanaryVersion>[] {
    const given = this._findings.parse('canaries', canaries, list<CanaryVersion>);
    if (given?.length === 0) {
      const fix = 'add a canary, with CanaryTraffic.percent(0) if it is to get no traffic yet';
      this._findings.error({ id: 'canary.no-canary', what: 'there is no version beside the stable one', fix }, 'canaries');
    }
    return (given ?? []).flatMap((canary, index) => this.read(`canaries[${index}]`, canary));
  }

  private read<T extends ServiceVersion>(field: string, version: T): Placed<T>[] {
    const read = this._findings.parse(field, version, struct<T>);
    return read === undefined ? [] : [{ field, version: read }];
  }

  private checkPods(): void {
    this.versions.forEach((version, index) => {
      const other = this.versions.slice(0, index).find((earlier) => !areToldApart(earlier.labels, version.labels));
      if (other !== undefined) {
        const what = `the pods of ${quoted(version.name)} and of ${quoted(other.name)}, ${other.labelsField}, are not told apart`;
        const fix = 'give both the same label with different values';
        this._findings.error({ id: 'canary.same-pods', what, fix }, version.labelsField);
      }
    });
  }

  private readShares(canaries: readonly Placed<CanaryVersion>[]): number[] {
    const shares = canaries
      .map(({ field, version }) => this._findings.parse(`${field}.traffic`, version.traffic, (traffic) => parseTraffic(traffic)._resolve()))
      .filter((share) => share !== undefined);
    if (shares.length === canaries.length) {
      this._findings.parse('canaries', shares, restOf);
    }
    return shares;
  }
}

interface Placed<T extends ServiceVersion> {
  readonly field: string;
  readonly version: T;
}

function toSubset({ field, version }: Placed<ServiceVersion>): PlacedSubset {
  const { subset, labels } = version;
  return { name: subset, labels, nameField: `${field}.subset`, labelsField: `${field}.labels` };
}

const parseBackend = madeBy(Backend, 'Backend.fromService(…) or Backend.fromName(…)');
const parseTraffic = madeBy(CanaryTraffic, 'CanaryTraffic.percent(…)');

/** Pods are surely different ones just when some label of theirs has to have different values. What is no label is reported elsewhere. */
function areToldApart(one: unknown, other: unknown): boolean {
  if (!isGroup(one) || !isGroup(other)) {
    return true;
  }
  return Object.entries(one).some(([key, value]) => key in other && other[key] !== value);
}

function isGroup(labels: unknown): labels is { readonly [key: string]: unknown } {
  return typeof labels === 'object' && labels !== null;
}
