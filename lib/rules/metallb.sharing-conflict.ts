import { quoted } from '../values/coded-error';
import { addressField, refusedFor, Words } from './ledger/findings';
import { RefusedRequest } from './ledger/refused-request';
import { ServiceRequest } from './ledger/service-request';
import { Rule } from './rule';

/** Two Services that are to share an address, and cannot: one of them stays without (`sharingOK`, `checkSharing`). */
export const sharingConflict: Rule = {
  id: 'metallb.sharing-conflict',
  check: refusedFor(['port-taken', 'sharing-differs'], (refused) => ({ field: addressField(refused.service), ...reasonOf(refused) })),
};

function reasonOf({ service, address, holder, port }: RefusedRequest): Words {
  const other = `Service ${quoted(holder?.key)}`;
  if (port !== undefined) {
    return { what: `port ${port} of ${quoted(address)} is that of ${other} already`, fix: 'take another port, or another address' };
  }
  const shares = `${quoted(address)} cannot be shared with ${other}:`;
  if (service.sharingKey !== holder?.sharingKey) {
    return { what: `${shares} ${keyOf(holder)} there, ${keyOf(service)} here`, fix: 'give both the same key, or ask for another address' };
  }
  if (service.isLocal !== holder.isLocal) {
    const what = `${shares} externalTrafficPolicy ${policyOf(holder)} there, ${policyOf(service)} here`;
    return { what, fix: 'give both the same policy, or ask for another address' };
  }
  const what = `${shares} under externalTrafficPolicy Local their selectors have to be equal`;
  return { what, fix: 'select the same Pods, use policy Cluster, or ask for another address' };
}

function keyOf(service: ServiceRequest | undefined): string {
  return (service?.sharingKey ?? '') === '' ? 'no sharing key' : `sharing key ${quoted(service?.sharingKey)}`;
}

function policyOf({ isLocal }: ServiceRequest): string {
  return isLocal ? 'Local' : 'Cluster';
}
