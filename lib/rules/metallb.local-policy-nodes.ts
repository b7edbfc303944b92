import { Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { struct, texts } from '../manifests/raw';
import { quoted } from '../values/coded-error';
import { groupBy } from '../values/group-by';
import { LabelIndex } from './label-index';
import { ledgerOf } from './ledger/ledger';
import { ServiceRequest } from './ledger/service-request';
import { advertised, AllAdvertised } from './metallb/advertised';
import { ClusterNode, isForAllNodes, nodesOf, selectedNodes } from './metallb/nodes';
import { Pool } from './metallb/objects';
import { Rule } from './rule';

/** Under policy Local only nodes with a Pod announce; where only some nodes may, Pods have to be kept there (`speaker/layer2_controller.go`). */
export const localPolicyNodes: Rule = {
  id: 'metallb.local-policy-nodes',
  severity: Severity.WARNING,
  check: (manifests, facts) => {
    const known = advertised(manifests);
    const nodes = nodesOf(facts);
    const byNamespace = [...groupBy(workloadsOf(manifests), ({ namespace }) => namespace)];
    const workloads = new Map(byNamespace.map(([name, its]) => [name, new LabelIndex(its, ({ labels }) => labels)]));
    const lines = ledgerOf(manifests, facts).lines.filter(({ service, pools }) => service.isLocal && pools.length === 1);
    const inUse = [...new Set(lines.map(({ pools }) => pools[0].object))];
    const restricted = new Set(inUse.filter((pool) => isRestricted(pool, known, nodes)));
    return [...groupBy(lines, ({ service }) => service)]
      .filter(([service, [{ pools }]]) => restricted.has(pools[0].object) && runsAnywhere(service, workloads.get(service.namespace)))
      .map(([{ origin }, [{ pools }]]) => ({
        origin,
        field: 'spec.externalTrafficPolicy',
        what: `pool ${quoted(pools[0].name)} is advertised from some nodes only, and the Pods of the Service may run on others, from which policy Local does not announce`,
        fix: 'keep the Pods on those nodes by nodeSelector or affinity, or use policy Cluster',
      }));
  },
};

/** Whether there are advertisements, and all together for some nodes only. */
function isRestricted(pool: Pool, { l2, bgp }: AllAdvertised, nodes?: readonly ClusterNode[]): boolean {
  const all = [...(l2.advertisementsOf.get(pool) ?? []), ...(bgp.advertisementsOf.get(pool) ?? [])];
  const reached = new Set(all.flatMap((advertisement) => selectedNodes(advertisement, nodes ?? [])));
  return all.length > 0 && !all.some(isForAllNodes) && (nodes === undefined || reached.size < nodes.length);
}

interface Workload {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly isPlaced: boolean;
}

/** What runs on as many nodes as it has replicas; a DaemonSet runs on all. */
function workloadsOf(manifests: Manifests): Workload[] {
  const documents = ['apps/Deployment', 'apps/StatefulSet'].flatMap((kind) => manifests.ofKind(kind));
  return documents.map((document) => {
    const template = struct(struct(document.object.spec).template);
    const { nodeSelector, nodeName, affinity } = struct(template.spec);
    const isPlaced = nodeName !== undefined || [nodeSelector, affinity].some((placement) => Object.keys(struct(placement)).length > 0);
    return { namespace: manifests.namespaceOf(document) ?? '', labels: texts(struct(template.metadata).labels), isPlaced };
  });
}

function runsAnywhere({ selector }: ServiceRequest, workloads: LabelIndex<Workload> | undefined): boolean {
  const wanted = Object.entries(selector);
  const candidates = wanted.length > 0 ? (workloads?.candidates(selector) ?? []) : [];
  const its = candidates.filter(({ labels }) => wanted.every(([key, value]) => labels[key] === value));
  return its.length > 0 && its.every(({ isPlaced }) => !isPlaced);
}
