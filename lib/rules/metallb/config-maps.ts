import { ClusterFacts } from '../../core/cluster-facts';
import { Document } from '../../manifests/document';
import { Manifests } from '../../manifests/manifests';
import { filled, struct } from '../../manifests/raw';
import { metalLbSettings } from './settings';

/** A text in a ConfigMap of MetalLB's namespace, with the ConfigMap: none or one, as a name is there once. */
export function configMapTexts(
  name: string,
  key: string,
  manifests: Manifests,
  facts?: ClusterFacts,
): readonly { readonly document: Document; readonly text: string }[] {
  const { namespace } = metalLbSettings(manifests, facts);
  return manifests
    .ofKind('/ConfigMap')
    .filter((document) => document.object.metadata.name === name && manifests.namespaceOf(document) === namespace)
    .flatMap((document) => {
      const text = filled(struct(document.object.data)[key]);
      return text === undefined ? [] : [{ document, text }];
    });
}
