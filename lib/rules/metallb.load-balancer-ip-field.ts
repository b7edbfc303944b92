import { Severity } from '../core/problem';
import { quoted } from '../values/coded-error';
import { ledgerOf } from './ledger/ledger';
import { Rule } from './rule';

/** The old way to ask for an address, which Kubernetes has deprecated: it takes one address only, and excludes the annotation. */
export const loadBalancerIpField: Rule = {
  id: 'metallb.load-balancer-ip-field',
  severity: Severity.WARNING,
  check: (manifests, facts) => {
    const { served, pools } = ledgerOf(manifests, facts);
    return served
      .filter(({ loadBalancerIp, wanted }) => pools.length > 0 && loadBalancerIp !== undefined && wanted.wrong !== 'asked-twice')
      .map(({ origin, loadBalancerIp }) => ({
        origin,
        field: 'spec.loadBalancerIP',
        what: `${quoted(loadBalancerIp)} is asked for by a field that is deprecated`,
        fix: 'ask by annotation metallb.io/loadBalancerIPs',
      }));
  },
};
