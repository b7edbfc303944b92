import { Document } from '../../manifests/document';
import { Manifests } from '../../manifests/manifests';
import { filled, struct } from '../../manifests/raw';
import { groupBy } from '../../values/group-by';
import { once } from './once';

type Raw = Readonly<Record<string, unknown>>;

/** A Secret of the cluster, made here or by what is here. */
export interface SecretObject {
  readonly name: string;
  readonly namespace: string;
  /** What it is, as a sentence has it. */
  readonly title: string;
  /** The keys that have a value; none where something else fills it. */
  readonly keys?: ReadonlySet<string>;
  /** Whether something is asked to copy it to other namespaces. */
  readonly isCopied: boolean;
}

/** The Secrets that are made in a cluster, by their names. */
export const secretsOf = once((manifests): ReadonlyMap<string, readonly SecretObject[]> =>
  groupBy(readSecrets(manifests), ({ name }) => name),
);

function readSecrets(manifests: Manifests): SecretObject[] {
  const namespaceOf = (document: Document): string => manifests.namespaceOf(document) ?? '';
  return [
    ...manifests.ofKind('/Secret').map((document) => toSecret(document, namespaceOf(document))),
    ...MADE_BY.flatMap(([kind, read]) =>
      manifests.ofKind(kind).flatMap((document) => {
        const { name, template } = read(document);
        const title = `Secret "${name}" of ${document.object.kind} "${document.object.metadata.name}"`;
        return name === undefined ? [] : [{ name, namespace: namespaceOf(document), title, isCopied: isCopied(template) }];
      }),
    ),
  ];
}

interface Made {
  readonly name?: string;
  /** The metadata that the Secret gets. */
  readonly template: unknown;
}

/** What makes Secrets, which are not among the documents then. */
const MADE_BY: readonly (readonly [kind: string, read: (document: Document) => Made])[] = [
  ['cert-manager.io/Certificate', ({ object }) => certificate(struct(object.spec))],
  ['external-secrets.io/ExternalSecret', ({ object }) => external(struct(struct(object.spec).target), object.metadata.name)],
  ['bitnami.com/SealedSecret', ({ object }) => sealed(struct(struct(object.spec).template).metadata, object.metadata.name)],
];

function certificate({ secretName, secretTemplate }: Raw): Made {
  return { name: filled(secretName), template: secretTemplate };
}

function external({ name, template }: Raw, own: string): Made {
  return { name: filled(name) ?? own, template: struct(template).metadata };
}

function sealed(metadata: unknown, own: string): Made {
  return { name: filled(struct(metadata).name) ?? own, template: metadata };
}

/** Reflector, Replicator and Config Syncer are told by annotations. */
const COPIERS = /^(reflector\.v1\.k8s\.emberstack\.com|replicator\.v1\.mittwald\.de|kubed\.appscode\.com)\//;

function isCopied(metadata: unknown): boolean {
  return Object.keys(struct(struct(metadata).annotations)).some((key) => COPIERS.test(key));
}

function toSecret({ object: { metadata, data, stringData } }: Document, namespace: string): SecretObject {
  const values = { ...struct(data), ...struct(stringData) };
  const keys = Object.keys(values).filter((key) => filled(values[key]) !== undefined);
  const { name } = metadata;
  const known = Object.keys(values).length === 0 ? undefined : new Set(keys);
  return { name, namespace, title: `Secret "${name}"`, keys: known, isCopied: isCopied(metadata) };
}

/** Whether it holds what istiod takes for a certificate and its key (`pilot/pkg/credentials/kube/secrets.go`). */
export function hasCertificate({ keys }: SecretObject): boolean {
  return keys === undefined || (keys.has('cert') && keys.has('key')) || (keys.has('tls.crt') && keys.has('tls.key'));
}

/** Whether it holds what istiod takes for an authority. */
export function hasAuthority({ keys }: SecretObject): boolean {
  return keys === undefined || keys.has('cacert') || keys.has('ca.crt');
}
