import { madeBy, struct } from '../values/input';
import { ArgoCd, ArgoCdOptions } from './argo-cd';
import { Flux, FluxOptions } from './flux';
import { GitOpsDialect } from './gitops-dialect';

/** What syncs the output folder to the cluster, and installs Helm charts on the way. */
export class GitOpsController {
  /** Flux 2: a chart is a `HelmRelease` (`helm.toolkit.fluxcd.io/v2`) with its `HelmRepository` (`source.toolkit.fluxcd.io/v1`). */
  public static flux(options: FluxOptions = {}): GitOpsController {
    return new GitOpsController(() => new Flux(struct(options)));
  }

  /** Argo CD in the same cluster: a chart is an `Application` (`argoproj.io/v1alpha1`). */
  public static argoCd(options: ArgoCdOptions = {}): GitOpsController {
    return new GitOpsController(() => new ArgoCd(struct(options)));
  }

  private constructor(private readonly dialect: () => GitOpsDialect) {}

  /** @internal */
  public _dialect(): GitOpsDialect {
    return this.dialect();
  }
}

export const parseController = madeBy(GitOpsController, 'GitOpsController.flux() or GitOpsController.argoCd()');
