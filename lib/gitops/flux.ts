import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { Findings } from '../core/findings';
import { quoted, refuse } from '../values/coded-error';
import { parseDnsLabel } from '../values/dns-name';
import { madeBy } from '../values/input';
import { GitOpsDialect } from './gitops-dialect';
import { HelmRelease } from './helm-release';
import { typedKind } from './typed-kind';

/** Options of {@link GitOpsController.flux}. */
export interface FluxOptions {
  /**
   * The namespace of the Flux objects, an RFC 1123 label; `name.syntax` is reported otherwise.
   * @default 'flux-system'
   */
  readonly namespace?: string;

  /**
   * How often Flux compares the cluster with what it should be, in whole seconds of at least one; `gitops.interval` is
   * reported otherwise.
   * @default Duration.minutes(10)
   */
  readonly interval?: Duration;
}

/** The fields of a `HelmRepository` that are written. */
interface HelmRepositorySpec {
  readonly interval: string;
  readonly url: string;
}

/** The fields of a `HelmRelease` that are written. */
interface HelmReleaseSpec {
  readonly interval: string;
  readonly releaseName: string;
  readonly targetNamespace: string;
  readonly chart: {
    readonly spec: {
      readonly chart: string;
      readonly version: string;
      readonly sourceRef: { readonly kind: 'HelmRepository'; readonly name: string };
    };
  };
  readonly values: { readonly [key: string]: unknown };
}

const HELM_REPOSITORY = typedKind<HelmRepositorySpec>('source.toolkit.fluxcd.io/v1', 'HelmRepository');
const HELM_RELEASE = typedKind<HelmReleaseSpec>('helm.toolkit.fluxcd.io/v2', 'HelmRelease');

/** What Flux reads. */
export class Flux implements GitOpsDialect {
  // A Kustomization is applied as a whole: with objects whose kind the release brings, it would never begin.
  public readonly needsOwnFile = true;
  private readonly namespace: string;

  public constructor(private readonly options: FluxOptions) {
    this.namespace = options.namespace ?? 'flux-system';
  }

  public check(findings: Findings): void {
    findings.parse('controller.namespace', this.namespace, parseDnsLabel);
    findings.parseOptional('controller.interval', this.options.interval, intervalText);
  }

  public addRelease(scope: Construct, { name, namespace, chart, values }: HelmRelease): ApiObject {
    const { interval = Duration.minutes(10) } = this.options;
    const metadata = { name, namespace: this.namespace };
    const repository = () => ({ interval: intervalText(interval), url: chart.repository });
    addObject(scope, 'Repository', HELM_REPOSITORY, { metadata, spec: repository });
    const release = (): HelmReleaseSpec => ({
      interval: intervalText(interval),
      // Flux would put the target namespace before it, and charts make names of it.
      releaseName: name,
      targetNamespace: namespace,
      chart: { spec: { chart: chart.name, version: chart.version, sourceRef: { kind: 'HelmRepository', name } } },
      values: values(),
    });
    return addObject(scope, 'Resource', HELM_RELEASE, { metadata, spec: release });
  }
}

const parseDuration = madeBy(Duration, 'Duration.minutes(…), or another of its ways');

function intervalText(interval: Duration): string {
  const seconds = parseDuration(interval).toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < 1) {
    const what = `${quoted(interval.toHumanString())} is not a number of whole seconds`;
    throw refuse('gitops.interval', what, 'write Duration.minutes(…) or Duration.seconds(…)', '1 second or more, whole seconds');
  }
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
