import { Document } from '../../manifests/document';
import { Labels } from '../../manifests/label-selector';
import { Manifests } from '../../manifests/manifests';
import { filled, items, struct, texts } from '../../manifests/raw';
import { LabelIndex } from '../label-index';
import { once } from './once';

/** Pods that a workload of the cluster makes. */
export interface PodTemplate {
  /** Construct path of the workload. */
  readonly origin: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface ServicePort {
  readonly port: number;
  readonly name?: string;
  readonly protocol: string;
  /** A number, or the name of a port of the pods. */
  readonly targetPort: number | string;
}

/** A Service, as far as traffic to it is concerned. */
export interface ServiceObject {
  readonly origin: string;
  readonly name: string;
  readonly namespace: string;
  /** None: somebody else says which pods it has. */
  readonly selector?: Labels;
  readonly ports: readonly ServicePort[];
}

export interface Workloads {
  readonly pods: readonly PodTemplate[];
  readonly services: readonly ServiceObject[];
}

/** Pods and Services of one cluster; templates of workloads, of whatever kind, stand for the pods they make. */
export const workloadsOf = once((manifests): Workloads => ({
  pods: [
    ...manifests.documents.flatMap((document) => templatesOf(document, manifests)),
    ...manifests.ofKind('/Pod').map((document) => toPod(document, manifests, document.object)),
    ...manifests.ofKind('networking.istio.io/WorkloadEntry').map((document) => ofMachine(document, manifests)),
    ...manifests.ofKind('networking.istio.io/WorkloadGroup').map((document) => ofMachine(document, manifests)),
  ],
  services: manifests.ofKind('/Service').map((document) => toService(document, manifests)),
}));

export const podsByLabel = once((manifests) => new LabelIndex(workloadsOf(manifests).pods, ({ labels }) => labels));

/** A Deployment, a Rollout of Argo, and all that else has a template of pods in the one place. */
function templatesOf(document: Document, manifests: Manifests): PodTemplate[] {
  const template = struct(struct(document.object.spec).template);
  const isOfPods = 'containers' in struct(template.spec) || ('spec' in template && 'labels' in struct(template.metadata));
  return isOfPods ? [toPod(document, manifests, template)] : [];
}

/** A machine outside of the cluster: of one entry, or of each that a group will have. */
function ofMachine(document: Document, manifests: Manifests): PodTemplate {
  const { labels, metadata, template } = struct(document.object.spec);
  const all = { ...struct(labels), ...struct(struct(template).labels), ...struct(struct(metadata).labels) };
  return toPod(document, manifests, { metadata: { labels: all } });
}

function toPod(document: Document, manifests: Manifests, template: Readonly<Record<string, unknown>>): PodTemplate {
  const { labels, annotations } = struct(template.metadata);
  return {
    origin: document.origin,
    namespace: manifests.namespaceOf(document) ?? '',
    labels: texts(labels),
    annotations: texts(annotations),
    spec: struct(template.spec),
  };
}

function toService(document: Document, manifests: Manifests): ServiceObject {
  const { selector, ports } = struct(document.object.spec);
  return {
    origin: document.origin,
    name: document.object.metadata.name,
    namespace: manifests.namespaceOf(document) ?? '',
    selector: Object.keys(struct(selector)).length === 0 ? undefined : texts(selector),
    ports: items(ports).map(struct).flatMap(toPort),
  };
}

function toPort({ port, name, protocol, targetPort }: Readonly<Record<string, unknown>>): ServicePort[] {
  if (typeof port !== 'number') {
    return [];
  }
  const target = typeof targetPort === 'number' ? targetPort : (filled(targetPort) ?? port);
  return [{ port, name: filled(name), protocol: filled(protocol) ?? 'TCP', targetPort: target }];
}
