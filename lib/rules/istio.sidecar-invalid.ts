import { Severity } from '../core/problem';
import { Manifests } from '../manifests/manifests';
import { struct } from '../manifests/raw';
import { istioObjects, IstioObject } from './istio/objects';
import { egressFaults, ingressFaults, SidecarFault } from './istio/sidecar-listeners';
import { Rule } from './rule';

/** What the webhook of istiod refuses of a Sidecar (`pkg/config/validation/validation.go`), beyond its schema. */
export const sidecarInvalid: Rule = {
  id: 'istio.sidecar-invalid',
  check: (manifests: Manifests) =>
    istioObjects(manifests).sidecars.flatMap((sidecar) =>
      [...emptiness(sidecar), ...selectorFaults(sidecar), ...ingressFaults(sidecar.spec), ...egressFaults(sidecar.spec)].map((fault) => ({
        origin: sidecar.origin,
        ...fault,
      })),
    ),
};

function emptiness({ name, spec }: IstioObject): SidecarFault[] {
  const { ingress, egress, outboundTrafficPolicy, inboundConnectionPool } = spec;
  const isSaid =
    [ingress, egress].some((list) => Array.isArray(list) && list.length > 0) ||
    (outboundTrafficPolicy ?? inboundConnectionPool ?? null) !== null;
  const what = `Sidecar "${name}" says nothing of what its proxies are to do`;
  const allowed = 'at least one of ingress, egress, outboundTrafficPolicy and inboundConnectionPool';
  return isSaid ? [] : [{ field: 'spec', what, allowed, fix: 'say one of them, or leave the Sidecar out' }];
}

function selectorFaults({ name, namespace, spec: { workloadSelector } }: IstioObject): SidecarFault[] {
  const isEmpty = (workloadSelector ?? null) !== null && Object.keys(struct(struct(workloadSelector).labels)).length === 0;
  const what = `the selector of Sidecar "${name}" has no labels, so it is for all pods of namespace "${namespace}"`;
  const fix = 'write the labels of the pods, or leave workloadSelector out';
  return isEmpty ? [{ severity: Severity.WARNING, field: 'spec.workloadSelector', what, fix }] : [];
}
