import { groupBy } from '../values/group-by';
import { Document } from './document';
import { groupKindOf, isClusterScoped } from './object-scope';

/** All documents of one cluster, each findable by group, kind, namespace and name. */
export class Manifests {
  /** Documents by identity; more than one means that all but one would be lost. */
  public readonly byIdentity: ReadonlyMap<string, readonly Document[]>;
  private readonly byGroupKind: ReadonlyMap<string, readonly Document[]>;

  /** @param defaultNamespace where a namespaced object without a namespace ends up */
  public constructor(
    public readonly documents: readonly Document[],
    private readonly defaultNamespace: string,
  ) {
    this.byGroupKind = groupBy(documents, ({ object }) => groupKindOf(object));
    this.byIdentity = groupBy(documents, (document) => this.identityOf(document));
  }

  /** The documents of a kind, such as `metallb.io/IPAddressPool`. */
  public ofKind(groupKind: string): readonly Document[] {
    return this.byGroupKind.get(groupKind) ?? [];
  }

  /** The namespace an object ends up in; nothing for a cluster-scoped one. */
  public namespaceOf({ object }: Document): string | undefined {
    return isClusterScoped(object) ? undefined : (object.metadata.namespace ?? this.defaultNamespace);
  }

  /** Group, kind, namespace and name, as a reader would write them: what the API server can hold only once. */
  private identityOf(document: Document): string {
    const kind = groupKindOf(document.object).replace(/^\//, '');
    const name = [this.namespaceOf(document), document.object.metadata.name].filter((part) => part !== undefined).join('/');
    return `${kind} ${name}`;
  }
}
