import { selects } from '../manifests/label-selector';
import { Manifests } from '../manifests/manifests';
import { struct, texts } from '../manifests/raw';
import { groupBy } from '../values/group-by';
import { isEmpty } from './istio/gateway-pods';
import { IstioObject, istioObjects } from './istio/objects';
import { PodTemplate, podsByLabel } from './istio/workloads';
import { Rule, RuleFinding } from './rule';

/** A proxy has one Sidecar, the oldest that is for it; nobody hears of the others. */
export const sidecarConflict: Rule = {
  id: 'istio.sidecar-conflict',
  check: (manifests: Manifests) => {
    const all = istioObjects(manifests).sidecars.map((sidecar) => ({
      ...sidecar,
      labels: texts(struct(sidecar.spec.workloadSelector).labels),
    }));
    const wide = groupBy(
      all.filter(({ labels }) => isEmpty(labels)),
      ({ namespace }) => namespace,
    );
    return [
      ...[...wide.values()].flatMap(([first, ...others]) => others.map((sidecar) => forNamespace(sidecar, first))),
      ...forPods(
        all.filter(({ labels }) => !isEmpty(labels)),
        manifests,
      ),
    ];
  },
};

interface Sidecar extends IstioObject {
  readonly labels: Readonly<Record<string, string>>;
}

function forNamespace({ origin, namespace }: Sidecar, first: Sidecar): RuleFinding {
  return {
    origin,
    field: 'spec.workloadSelector',
    what: `Sidecar "${first.name}" is for all pods of namespace "${namespace}" too, and Istio ignores one of the two`,
    fix: 'make one Sidecar of them, or select pods by labels',
  };
}

function forPods(sidecars: readonly Sidecar[], manifests: Manifests): RuleFinding[] {
  const first = new Map<PodTemplate, Sidecar>();
  return sidecars.flatMap((sidecar) => {
    const its = podsByLabel(manifests)
      .candidates(sidecar.labels)
      .filter(({ namespace, labels }) => namespace === sidecar.namespace && selects({ matchLabels: sidecar.labels }, labels));
    const clash = its.find((pod) => first.has(pod));
    its.filter((pod) => !first.has(pod)).forEach((pod) => first.set(pod, sidecar));
    return clash === undefined ? [] : [forPod(sidecar, first.get(clash)?.name, clash)];
  });
}

function forPod({ origin }: Sidecar, first: string | undefined, { origin: pod }: PodTemplate): RuleFinding {
  return {
    origin,
    field: 'spec.workloadSelector',
    what: `Sidecar "${first}" selects the pods of "${pod}" too, and Istio ignores one of the two`,
    fix: 'give the two selectors that no pod has both of',
  };
}
