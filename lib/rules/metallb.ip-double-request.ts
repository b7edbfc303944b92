import { quoted } from '../values/coded-error';
import { addressField, refusedFor } from './ledger/findings';
import { Rule } from './rule';

/** Annotation and field together: MetalLB gives nothing then, be they equal. */
export const ipDoubleRequest: Rule = {
  id: 'metallb.ip-double-request',
  check: refusedFor(['asked-twice'], ({ service }) => ({
    field: addressField(service),
    what: `${quoted(service.wanted.text)} is asked for here and ${quoted(service.loadBalancerIp)} by spec.loadBalancerIP, and MetalLB refuses to have both`,
    fix: 'drop spec.loadBalancerIP',
  })),
};
