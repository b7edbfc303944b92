import { Labels } from '../../manifests/label-selector';
import { Manifests } from '../../manifests/manifests';
import { texts } from '../../manifests/raw';

/** The namespaces that are among the documents, and the one label that every other has. */
export class KnownNamespaces {
  public static of(manifests: Manifests): KnownNamespaces {
    const documents = manifests.ofKind('/Namespace').map(({ object: { metadata } }) => metadata);
    return new KnownNamespaces(new Map(documents.map(({ name, labels }) => [name, { ...texts(labels), ...nameLabel(name) }])));
  }

  private readonly unlabelled = new Map<string, Labels>();

  private constructor(private readonly byName: ReadonlyMap<string, Labels>) {}

  public get names(): readonly string[] {
    return [...this.byName.keys()];
  }

  public isKnown(name: string): boolean {
    return this.byName.has(name);
  }

  public labelsOf(name: string): Labels {
    const labels = this.byName.get(name) ?? this.unlabelled.get(name) ?? nameLabel(name);
    this.unlabelled.set(name, labels);
    return labels;
  }
}

// The API server puts it on every namespace.
function nameLabel(name: string): Labels {
  return { 'kubernetes.io/metadata.name': name };
}
