import { Severity } from '../core/problem';
import { Labels } from '../manifests/label-selector';
import { Manifests } from '../manifests/manifests';
import { texts } from '../manifests/raw';
import { quoted } from '../values/coded-error';
import { containersOf } from './istio/gateway-pods';
import { PodTemplate, workloadsOf } from './istio/workloads';
import { Rule, RuleFinding } from './rule';

const INJECT = 'sidecar.istio.io/inject';
const REVISION = 'istio.io/rev';
// istiod `pkg/kube/inject/initializer.go`
const NEVER_INJECTED = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage']);

/** `image: auto` is a word for the injector: where it does nothing, the image is looked for under that name, and not found. */
export const imageAuto: Rule = {
  id: 'istio.image-auto',
  check: (manifests: Manifests) => {
    const namespaces = new Map(manifests.ofKind('/Namespace').map(({ object: { metadata } }) => [metadata.name, texts(metadata.labels)]));
    return workloadsOf(manifests)
      .pods.filter(({ spec }) => containersOf(spec).some(({ name, image }) => name === 'istio-proxy' && image === 'auto'))
      .flatMap((pod) => checkPod(pod, namespaces.get(pod.namespace)));
  },
};

function checkPod(pod: PodTemplate, ofNamespace: Labels | undefined): RuleFinding[] {
  const because = 'so nothing takes the place of image "auto" of container "istio-proxy"';
  const refusal = refusalOf(pod) ?? namespaceRefusal(pod, ofNamespace);
  if (refusal !== undefined) {
    return [{ origin: pod.origin, what: `Istio does not inject these pods, as ${refusal.what}, ${because}`, fix: refusal.fix }];
  }
  if (ofNamespace === undefined || asksForInjection(pod.labels) || 'istio-injection' in ofNamespace || REVISION in ofNamespace) {
    return [];
  }
  const what = `neither the pods nor their namespace "${pod.namespace}" ask for injection, which Istio leaves out then by default, ${because}`;
  return [{ origin: pod.origin, severity: Severity.WARNING, what, fix: `label the pods with ${INJECT}: "true"` }];
}

type Refusal = Pick<RuleFinding, 'what' | 'fix'>;

/** istiod `pkg/kube/inject/inject.go`; a label comes before the annotation of its name. */
function refusalOf({ namespace, labels, annotations, spec }: PodTemplate): Refusal | undefined {
  const asked = labels[INJECT] ?? annotations[INJECT];
  if (asked === 'false') {
    return { what: `they have ${INJECT}: "false"`, fix: 'write "true" there, or name an image' };
  }
  if (spec.hostNetwork === true) {
    return { what: 'they are on the network of their node', fix: 'leave out hostNetwork, or name an image' };
  }
  return NEVER_INJECTED.has(namespace)
    ? { what: `it never does in namespace ${quoted(namespace)}`, fix: 'put the pods into another namespace' }
    : undefined;
}

/** A namespace that has the label with another word is in no selector of Istio's webhooks, whatever the pods say. */
function namespaceRefusal({ namespace }: PodTemplate, labels: Labels = {}): Refusal | undefined {
  const said = labels['istio-injection'];
  return said === undefined || said === 'enabled'
    ? undefined
    : {
        what: `namespace "${namespace}" is labelled istio-injection: ${quoted(said)}`,
        fix: `leave that label of the namespace out, and label the pods with ${INJECT}: "true"`,
      };
}

function asksForInjection(labels: Labels): boolean {
  return labels[INJECT] === 'true' || REVISION in labels;
}
