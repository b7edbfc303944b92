import { mkdirSync } from 'node:fs';
import { App, IResolver } from 'cdk8s';
import { IConstruct } from 'constructs';
import { clusterOf } from '../core/cluster-facts';
import { formatProblem, Problem, Severity } from '../core/problem';
import { warningsOf } from '../core/problems';
import { Document } from '../manifests/document';
import { BareMetalIngressError } from '../values/coded-error';
import { toFiles, writeConstructMetadata, writeFiles } from './output-files';
import { objectsByCluster } from './render';
import { RenderedCluster } from './rendered-cluster';

/** Properties of {@link GitOpsApp}. */
export interface GitOpsAppProps {
  /**
   * Output folder.
   * @default - CDK8S_OUTDIR, which `cdk8s synth` sets, else "dist"
   */
  readonly outdir?: string;

  /**
   * What the names of the files end with.
   * @default '.k8s.yaml'
   */
  readonly outputFileExtension?: string;

  /**
   * Whether `construct-metadata.json`, which validation plugins of the cdk8s CLI read, is written too.
   * @default - CDK8S_RECORD_CONSTRUCT_METADATA, which `cdk8s synth` sets, else false
   */
  readonly recordConstructMetadata?: boolean;

  /**
   * Resolvers for values that are not plain yet, as of `App`.
   * @default - none
   */
  readonly resolvers?: IResolver[];
}

/**
 * A cdk8s App for a GitOps repo: one folder for each `Cluster`, one file for each chart. It renders every object once,
 * checks each cluster as a whole, reports all problems together, and writes nothing unless there is none. The documents
 * are byte for byte those of `App`; what differs is where they are put and in which order.
 */
export class GitOpsApp extends App {
  private readonly writesMetadata: boolean;

  public constructor(props: GitOpsAppProps = {}) {
    super(props);
    this.writesMetadata = props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
  }

  /**
   * Checks and writes everything; warnings go to stderr.
   * @throws with every error, one a line, when there is one; the output folder is untouched then
   */
  public synth(): void {
    const { documents, errors, warnings } = this.renderAndCheck();
    [...this.node.findAll().flatMap(warningsOf), ...warnings].forEach(warn);
    if (errors.length > 0) {
      throw synthError(errors);
    }
    mkdirSync(this.outdir, { recursive: true });
    writeFiles(this.outdir, toFiles(documents));
    if (this.writesMetadata) {
      writeConstructMetadata(this.outdir, documents);
    }
  }

  /** A cluster in which a construct is in error is not rendered, as it could not be; the others still are, and checked. */
  private renderAndCheck(): { documents: Document[]; errors: string[]; warnings: Problem[] } {
    const errors: string[] = [];
    const inError = new Set<IConstruct>();
    for (const construct of this.node.findAll()) {
      for (const message of construct.node.validate()) {
        errors.push(`[${construct.node.path}] ${message}`);
        inError.add(clusterOf(construct) ?? this);
      }
    }
    const clusters = objectsByCluster(this)
      .filter(({ root }) => !inError.has(root))
      .map((cluster) => RenderedCluster.of(cluster, this.outputFileExtension));
    const problems = clusters.flatMap((cluster) => cluster.problems());
    const [warnings, wrong] = [Severity.WARNING, Severity.ERROR].map((wanted) => problems.filter(({ severity }) => severity === wanted));
    errors.push(...wrong.map(formatProblem));
    return { documents: clusters.flatMap(({ documents }) => documents), errors, warnings };
  }
}

function warn(problem: Problem): void {
  process.stderr.write(`warning ${formatProblem(problem)}\n`);
}

function synthError(errors: readonly string[]): BareMetalIngressError {
  const count = errors.length === 1 ? '1 problem' : `${errors.length} problems`;
  return new BareMetalIngressError(`${count}, nothing was written:\n  ${errors.join('\n  ')}`);
}
