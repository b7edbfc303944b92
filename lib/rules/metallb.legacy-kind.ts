import { Rule } from './rule';

/** AddressPool was removed in MetalLB 0.14: the API server knows no such kind. */
export const legacyKind: Rule = {
  id: 'metallb.legacy-kind',
  check: (manifests) =>
    manifests.ofKind('metallb.io/AddressPool').map(({ origin, object }) => ({
      origin,
      field: 'kind',
      what: `"${object.metadata.name}" is an AddressPool, a kind that MetalLB has not had since 0.14`,
      fix: 'write an IPAddressPool, and an L2Advertisement or BGPAdvertisement for it',
    })),
};
