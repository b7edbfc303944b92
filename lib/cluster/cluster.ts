import { Construct } from 'constructs';
import { ClusterFacts, clusterOf, declareClusterFacts } from '../core/cluster-facts';
import { Findings } from '../core/findings';
import { parseDnsLabel } from '../values/dns-name';
import { checkFacts } from './check-facts';

/**
 * One target of a GitOps repo: the charts below it are one folder of the output, and the scope inside which names,
 * addresses and references have to agree. The folder is named by the id, an RFC 1123 label, below folders for the constructs
 * around it, if any. `cluster.nested` is reported for a cluster in a cluster, `cluster.duplicate-node` for two nodes of one name,
 * and `address.*`, `name.syntax`, `label.*`, `input.*` for a fact that cannot be.
 */
export class Cluster extends Construct {
  public constructor(
    scope: Construct,
    id: string,
    /** What cannot be read from the YAML of this cluster. */
    public readonly facts: ClusterFacts = {},
  ) {
    super(scope, id);
    const findings = Findings.of(this);
    const outer = clusterOf(scope);
    if (outer !== undefined) {
      const what = `it stands in cluster "${outer.node.path}", whose folder would hold its documents too`;
      findings.error({ id: 'cluster.nested', what, fix: 'make it beside that cluster' });
    }
    declareClusterFacts(this, facts);
    findings.parse('id', id, parseDnsLabel);
    checkFacts(findings, facts);
  }
}
