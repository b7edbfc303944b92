import { Severity } from '../core/problem';
import { quoted } from '../values/coded-error';
import { annotationField } from './ledger/findings';
import { ledgerOf } from './ledger/ledger';
import { ANNOTATIONS, LEGACY_PREFIX, PREFIX } from './ledger/service-request';
import { Rule } from './rule';

/** The old prefix of the annotations, which MetalLB still reads where the current one is not there, with a warning event. */
export const legacyAnnotation: Rule = {
  id: 'metallb.legacy-annotation',
  severity: Severity.WARNING,
  check: (manifests, facts) =>
    ledgerOf(manifests, facts).services.flatMap(({ origin, annotations }) =>
      Object.values(ANNOTATIONS)
        .filter((name) => Object.hasOwn(annotations, LEGACY_PREFIX + name))
        .map((name) => {
          const [old, current] = [LEGACY_PREFIX + name, PREFIX + name];
          const isRead = !Object.hasOwn(annotations, current);
          const what = isRead ? `${quoted(old)} is deprecated` : `${quoted(old)} is not read, as ${quoted(current)} is there too`;
          return { origin, field: annotationField(old), what, fix: isRead ? `write ${quoted(current)}` : 'drop it' };
        }),
    ),
};
