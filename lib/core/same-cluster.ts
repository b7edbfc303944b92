import { Construct, IConstruct } from 'constructs';
import { quoted } from '../values/coded-error';
import { clusterOf } from './cluster-facts';
import { LateDefect } from './findings';

/**
 * Says what is wrong when one construct refers to another in a different cluster, where the name it comes to means something
 * else, or nothing. What was named by hand is no construct, and is taken to be in the cluster.
 */
export function otherCluster(from: IConstruct, to: unknown): LateDefect[] {
  if (!Construct.isConstruct(to) || clusterOf(from) === clusterOf(to)) {
    return [];
  }
  const what = `${quoted(to.node.path)} stands in ${clusterNameOf(to)}, and what refers to it in ${clusterNameOf(from)}`;
  return [{ id: 'reference.other-cluster', what, fix: 'refer to one that is made in the same cluster' }];
}

function clusterNameOf(construct: IConstruct): string {
  const cluster = clusterOf(construct);
  return cluster === undefined ? 'no cluster' : `cluster ${quoted(cluster.node.path)}`;
}
