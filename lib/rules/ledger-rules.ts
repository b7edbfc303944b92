import { allocationMatchesNothing } from './metallb.allocation-matches-nothing';
import { dualStackPool } from './metallb.dual-stack-pool';
import { duplicateEntry } from './metallb.duplicate-entry';
import { familyMismatch } from './metallb.family-mismatch';
import { ipDoubleRequest } from './metallb.ip-double-request';
import { ipHeldBack } from './metallb.ip-held-back';
import { ipInAnotherPool } from './metallb.ip-in-another-pool';
import { ipNotInPool } from './metallb.ip-not-in-pool';
import { ipRequest } from './metallb.ip-request';
import { ipReservedTwice } from './metallb.ip-reserved-twice';
import { keyWithoutIp } from './metallb.key-without-ip';
import { lbClassMismatch } from './metallb.lb-class-mismatch';
import { legacyAnnotation } from './metallb.legacy-annotation';
import { loadBalancerIpField } from './metallb.load-balancer-ip-field';
import { localPolicyNodes } from './metallb.local-policy-nodes';
import { noAutomaticPool } from './metallb.no-automatic-pool';
import { notALoadBalancer } from './metallb.not-a-load-balancer';
import { poolAddress } from './metallb.pool-address';
import { poolExcludesService } from './metallb.pool-excludes-service';
import { poolExhausted } from './metallb.pool-exhausted';
import { poolOverlap } from './metallb.pool-overlap';
import { poolWithoutAddress } from './metallb.pool-without-address';
import { reservedMayBeTaken } from './metallb.reserved-may-be-taken';
import { sharedNotAnnounced } from './metallb.shared-not-announced';
import { sharingConflict } from './metallb.sharing-conflict';
import { unknownAnnotation } from './metallb.unknown-annotation';
import { unknownPool } from './metallb.unknown-pool';
import { Rule } from './rule';

/** The rules about who gets which address, in the order of their report. */
export const LEDGER_RULES: readonly Rule[] = [
  poolAddress,
  duplicateEntry,
  poolOverlap,
  poolWithoutAddress,
  ipRequest,
  ipDoubleRequest,
  ipNotInPool,
  ipHeldBack,
  ipInAnotherPool,
  unknownPool,
  poolExcludesService,
  familyMismatch,
  dualStackPool,
  ipReservedTwice,
  sharingConflict,
  keyWithoutIp,
  noAutomaticPool,
  poolExhausted,
  reservedMayBeTaken,
  loadBalancerIpField,
  legacyAnnotation,
  unknownAnnotation,
  notALoadBalancer,
  lbClassMismatch,
  allocationMatchesNothing,
  sharedNotAnnounced,
  localPolicyNodes,
];
