import { IConstruct } from 'constructs';
import { ClusterFacts, clusterFactsOf, defaultNamespaceOf } from '../core/cluster-facts';
import { Problem } from '../core/problem';
import { settled } from '../core/problems';
import { Document } from '../manifests/document';
import { Manifests } from '../manifests/manifests';
import { ClusterObjects, render } from './render';
import { ALL_RULES, checkRules } from './rules.late';

/** A cluster whose objects are rendered: what the rules and the address ledger read. */
export class RenderedCluster {
  public static of(cluster: ClusterObjects, fileExtension: string): RenderedCluster {
    return new RenderedCluster(cluster, render(cluster, fileExtension));
  }

  public readonly facts?: ClusterFacts;
  public readonly manifests: Manifests;

  private constructor(
    private readonly cluster: ClusterObjects,
    public readonly documents: readonly Document[],
  ) {
    this.facts = clusterFactsOf(cluster.root);
    this.manifests = new Manifests(documents, defaultNamespaceOf(this.facts));
  }

  /** All that the rules find, acknowledged warnings with the reason. */
  public problems(rules = ALL_RULES): Problem[] {
    const objects = new Map<string, IConstruct>(this.cluster.objects.map((object) => [object.node.path, object]));
    return checkRules(this.manifests, this.facts, rules).flatMap((problem) =>
      settled(problem, objects.get(problem.path) ?? this.cluster.root),
    );
  }
}
