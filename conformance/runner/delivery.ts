import { isDeepStrictEqual } from 'node:util';
import { KubeObject } from '../../lib/manifests/document';
import { titleOf } from './dist-cluster';
import { FIELD_MANAGER, KubeAnswer, KubeApi } from './kube-api';

/** The documents of one cluster, and what is there before them. */
export interface Load {
  readonly objects: readonly KubeObject[];
  readonly defaultNamespace: string;
  readonly existingNamespaces: readonly string[];
}

/** What the API server made of one document. */
export interface Receipt {
  readonly accepted: boolean;
  /** Whether the document, applied once more, changed nothing. */
  readonly unchanged: boolean;
  readonly warnings?: readonly string[];
  readonly refusal?: string;
}

/** What became of all documents of a cluster, in the order they were applied, and of its Services. */
export interface Answer {
  readonly documents: readonly (readonly [title: string, Receipt])[];
  readonly addresses: Readonly<Record<string, readonly string[]>>;
}

// Namespaces that stay: the API server's own, and the one MetalLB runs in.
const LASTING = ['default', 'kube-system', 'kube-public', 'kube-node-lease', 'metallb-system'];
const WEBHOOKS = /^(Mutating|Validating)WebhookConfiguration$/;

/** Brings the documents of a cluster in, looks at what became of them, and takes them out again. */
export class Delivery {
  private readonly receipts = new Map<KubeObject, Receipt>();

  public constructor(
    private readonly api: KubeApi,
    private readonly load: Load,
  ) {}

  public async deliver(): Promise<Answer> {
    for (const name of this.load.existingNamespaces) {
      await this.api.apply(namespace(name));
    }
    // Nothing serves a webhook of ours here, so each is alone in the cluster while it is there.
    const [webhooks, others] = [true, false].map((is) => this.load.objects.filter(({ kind }) => WEBHOOKS.test(kind) === is));
    await this.applyTwice(others);
    const addresses = await this.addresses();
    for (const webhook of webhooks) {
      await this.applyTwice([webhook]);
      await this.api.delete(webhook);
    }
    await this.cleanUp(others);
    const documents = [...this.receipts].map(([object, receipt]) => [titleOf(object, this.load.defaultNamespace), receipt] as const);
    return { documents, addresses };
  }

  private async applyTwice(objects: readonly KubeObject[]): Promise<void> {
    const first = new Map<KubeObject, KubeAnswer>();
    for (const object of objects) {
      first.set(object, await this.apply(object));
    }
    await this.settled();
    for (const [object, answer] of first) {
      const before = await this.api.get(object, this.load.defaultNamespace);
      const after = await this.apply(object);
      const unchanged = before.object !== undefined && isDeepStrictEqual(ours(before), ours(after));
      this.receipts.set(object, receiptOf(answer, unchanged));
    }
  }

  private async apply(object: KubeObject): Promise<KubeAnswer> {
    return this.api.apply(object, { namespace: this.load.defaultNamespace });
  }

  /** Until the controller has written the addresses into the Services, they change by themselves. */
  private async settled(): Promise<void> {
    const quiet = 400;
    let [last, since] = ['', Date.now()];
    await this.api.waitFor(10_000, async () => {
      const services = (await this.api.list('/api/v1/services')).filter(({ spec }) => spec?.type === 'LoadBalancer');
      const versions = services.map(({ metadata }) => metadata.resourceVersion).join();
      if (versions !== last) {
        [last, since] = [versions, Date.now()];
      }
      const haveAddresses = services.every(({ status }) => status?.loadBalancer?.ingress !== undefined);
      return (haveAddresses && Date.now() - since > quiet) || undefined;
    });
  }

  private async addresses(): Promise<Record<string, string[]>> {
    const services = (await this.api.list('/api/v1/services')).filter(({ spec }) => spec?.type === 'LoadBalancer');
    return Object.fromEntries(
      services.map(({ metadata, status }) => {
        return [`${metadata.namespace}/${metadata.name}`, (status?.loadBalancer?.ingress ?? []).map(({ ip }) => ip)];
      }),
    );
  }

  private async cleanUp(objects: readonly KubeObject[]): Promise<void> {
    const [namespaces, others] = [true, false].map((is) => objects.filter(({ kind }) => (kind === 'Namespace') === is));
    for (const object of others.reverse()) {
      await this.api.delete(object, this.load.defaultNamespace);
    }
    for (const name of new Set([...namespaces.map(({ metadata }) => metadata.name), ...this.load.existingNamespaces])) {
      await (LASTING.includes(name) ? this.api.apply(namespace(name)) : this.api.deleteNamespace(name));
    }
  }
}

function namespace(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/**
 * An object without what its controller may write about it at any time. What stays tells of every change by us: the record
 * of our fields carries the time of the last one.
 */
export function ours({ object }: KubeAnswer): unknown {
  const { managedFields = [], ...metadata } = (object?.metadata ?? {}) as Metadata;
  const records = managedFields.filter(({ manager }) => manager === FIELD_MANAGER);
  return { ...object, status: undefined, metadata: { ...metadata, resourceVersion: undefined, managedFields: records } };
}

interface Metadata {
  readonly managedFields?: readonly { readonly manager: string }[];
}

function receiptOf({ status, message, warnings }: KubeAnswer, unchanged: boolean): Receipt {
  return {
    accepted: status < 300,
    unchanged,
    ...(warnings.length === 0 ? {} : { warnings }),
    ...(status < 300 ? {} : { refusal: `${status}: ${message}` }),
  };
}
