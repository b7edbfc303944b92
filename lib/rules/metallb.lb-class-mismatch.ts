import { quoted } from '../values/coded-error';
import { ledgerOf } from './ledger/ledger';
import { asksMetalLb } from './ledger/service-request';
import { metalLbSettings } from './metallb/settings';
import { Rule } from './rule';

/** A Service that asks MetalLB for something, and by its class is another's (`service_controller.go`, `filterByLoadBalancerClass`). */
export const lbClassMismatch: Rule = {
  id: 'metallb.lb-class-mismatch',
  check: (manifests, facts) => {
    const { loadBalancerClass, isClassKnown } = metalLbSettings(manifests, facts);
    const serves = loadBalancerClass === undefined ? 'Services without one' : `class ${quoted(loadBalancerClass)}`;
    const fix = loadBalancerClass === undefined ? 'drop loadBalancerClass' : `set loadBalancerClass to ${quoted(loadBalancerClass)}`;
    return ledgerOf(manifests, facts)
      .services.filter(
        (service) =>
          isClassKnown && service.type === 'LoadBalancer' && asksMetalLb(service) && service.loadBalancerClass !== loadBalancerClass,
      )
      .map(({ origin, loadBalancerClass: given }) => ({
        origin,
        field: 'spec.loadBalancerClass',
        what: `the Service asks MetalLB for something, and ${given === undefined ? 'has no class' : `is of class ${quoted(given)}`}; MetalLB serves only ${serves}`,
        fix: `${fix}, or drop the annotations of MetalLB`,
      }));
  },
};
