import { Document } from '../manifests/document';
import { metalLbSettings } from './metallb/settings';
import { Rule } from './rule';

const KINDS = ['IPAddressPool', 'L2Advertisement', 'BGPAdvertisement', 'BGPPeer', 'BFDProfile', 'Community'];

/**
 * MetalLB lists its objects in its own namespace; its webhook refuses them in others, and without it they are never read. Where it is not
 * known which one that is, it cannot be two.
 */
export const metalLbWrongNamespace: Rule = {
  id: 'metallb.wrong-namespace',
  check: (manifests, facts) => {
    const { namespace } = metalLbSettings(manifests, facts);
    const objects = KINDS.flatMap((kind) => manifests.ofKind(`metallb.io/${kind}`)).map((document) => ({
      document,
      its: manifests.namespaceOf(document) ?? '',
    }));
    const first = objects.at(0);
    const read = namespace ?? first?.its ?? '';
    const reads = namespace === undefined ? `those of one namespace, and ${named(first?.document)} is in "${read}"` : `only "${read}"`;
    return objects
      .filter(({ its }) => its !== read)
      .map(({ document, its }) => ({
        origin: document.origin,
        field: 'metadata.namespace',
        what: `${named(document)} is in namespace "${its}", and MetalLB reads ${reads}`,
        fix: `move it to "${read}", or say where MetalLB runs with metallb.namespace in the facts of the cluster`,
      }));
  },
};

function named(document?: Document): string {
  return `${document?.object.kind} "${document?.object.metadata.name}"`;
}
