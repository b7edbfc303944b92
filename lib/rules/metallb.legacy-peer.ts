import { Severity } from '../core/problem';
import { Rule } from './rule';

/** The API server still takes v1beta1 of BGPPeer and answers with a deprecation warning. */
export const legacyPeer: Rule = {
  id: 'metallb.legacy-peer',
  severity: Severity.WARNING,
  check: (manifests) =>
    manifests
      .ofKind('metallb.io/BGPPeer')
      .filter(({ object }) => object.apiVersion === 'metallb.io/v1beta1')
      .map(({ origin, object }) => ({
        origin,
        field: 'apiVersion',
        what: `BGPPeer "${object.metadata.name}" is written in metallb.io/v1beta1, which is deprecated`,
        fix: 'write it in metallb.io/v1beta2',
      })),
};
