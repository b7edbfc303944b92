import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { Findings } from '../core/findings';
import { parseDnsLabel, parseDnsSubdomain } from '../values/dns-name';
import { truth } from '../values/input';
import { GitOpsDialect } from './gitops-dialect';
import { HelmRelease } from './helm-release';
import { typedKind } from './typed-kind';

/** Options of {@link GitOpsController.argoCd}. */
export interface ArgoCdOptions {
  /**
   * The namespace of the `Application`, an RFC 1123 label; `name.syntax` is reported otherwise.
   * @default 'argocd'
   */
  readonly namespace?: string;

  /**
   * The Argo CD project of the `Application`, an RFC 1123 subdomain; `name.syntax` is reported otherwise.
   * @default 'default'
   */
  readonly project?: string;

  /**
   * Whether Argo CD syncs on its own: also what was changed by hand (`selfHeal`) and what is no longer wanted (`prune`).
   * @default true
   */
  readonly automated?: boolean;
}

/** The fields of an `Application` that are written. */
interface ApplicationSpec {
  readonly project: string;
  readonly source: {
    readonly repoURL: string;
    readonly chart: string;
    readonly targetRevision: string;
    readonly helm: { readonly releaseName: string; readonly valuesObject: { readonly [key: string]: unknown } };
  };
  readonly destination: { readonly server: string; readonly namespace: string };
  readonly syncPolicy?: { readonly automated: { readonly prune: boolean; readonly selfHeal: boolean } };
}

const APPLICATION = typedKind<ApplicationSpec>('argoproj.io/v1alpha1', 'Application');

/** Argo CD syncs wave by wave, and inside a wave Namespaces first; what says nothing is in wave 0. */
const FIRST_WAVE = { 'argocd.argoproj.io/sync-wave': '-1' };

/** What Argo CD reads. */
export class ArgoCd implements GitOpsDialect {
  public readonly needsOwnFile = false;
  public readonly objectAnnotations = { 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true' };
  public readonly namespaceAnnotations = FIRST_WAVE;
  private readonly namespace: string;
  private readonly project: string;

  public constructor(private readonly options: ArgoCdOptions) {
    this.namespace = options.namespace ?? 'argocd';
    this.project = options.project ?? 'default';
  }

  public check(findings: Findings): void {
    findings.parse('controller.namespace', this.namespace, parseDnsLabel);
    findings.parse('controller.project', this.project, parseDnsSubdomain);
    findings.parseOptional('controller.automated', this.options.automated, truth);
  }

  public addRelease(scope: Construct, { name, namespace, chart, values }: HelmRelease): ApiObject {
    const spec = (): ApplicationSpec => ({
      project: this.project,
      source: {
        repoURL: chart.repository,
        chart: chart.name,
        targetRevision: chart.version,
        helm: { releaseName: name, valuesObject: values() },
      },
      destination: { server: 'https://kubernetes.default.svc', namespace },
      ...((this.options.automated ?? true) && { syncPolicy: { automated: { prune: true, selfHeal: true } } }),
    });
    const metadata = { name, namespace: this.namespace, annotations: FIRST_WAVE };
    return addObject(scope, 'Resource', APPLICATION, { metadata, spec });
  }
}
