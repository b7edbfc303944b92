import { quoted } from '../values/coded-error';
import { ledgerOf } from './ledger/ledger';
import { asksMetalLb } from './ledger/service-request';
import { Rule } from './rule';

/** A Service that asks MetalLB for something, which serves Services of type LoadBalancer only. */
export const notALoadBalancer: Rule = {
  id: 'metallb.not-a-load-balancer',
  check: (manifests, facts) =>
    ledgerOf(manifests, facts)
      .services.filter((service) => service.type !== 'LoadBalancer' && asksMetalLb(service))
      .map(({ origin, type }) => ({
        origin,
        field: 'spec.type',
        what: `the Service asks MetalLB for something, and is of type ${quoted(type)}`,
        allowed: 'LoadBalancer',
        fix: 'make it of type LoadBalancer, or drop the annotations of MetalLB',
      })),
};
