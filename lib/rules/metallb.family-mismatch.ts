import { quoted } from '../values/coded-error';
import { addressField, poolField, refusedFor, Words } from './ledger/findings';
import { RefusedRequest } from './ledger/refused-request';
import { Rule } from './rule';
import { counted } from './words';

/** Addresses that are not of the IP families of the Service: it stays without (`internal/ipfamily`). */
export const familyMismatch: Rule = {
  id: 'metallb.family-mismatch',
  check: refusedFor(['family-mismatch'], (refused) => (refused.address === undefined ? ofPools(refused) : ofRequest(refused))),
};

function ofRequest(refused: RefusedRequest): Words {
  const { families } = refused.service;
  return {
    field: addressField(refused.service),
    what: `${quoted(refused.address)} is asked for, and the Service is ${familiesOf(refused)}`,
    allowed: families === undefined ? 'one address' : `one address of each: ${familiesOf(refused)}`,
    fix: `ask for an address of each IP family of the Service, or write ${specFor(refused)} in its spec`,
  };
}

function ofPools(refused: RefusedRequest): Words {
  return {
    field: poolField(refused.service),
    what: `the Service is ${familiesOf(refused)}, and ${counted('pool', refused.pools)} ${refused.pools.length === 1 ? 'has' : 'have'} no such address`,
    fix: 'add a range of that family to the pool, or change the ipFamilies of the Service',
  };
}

function familiesOf({ service: { families } }: RefusedRequest): string {
  return families === undefined ? 'SingleStack' : families.map((family) => `IPv${family}`).join(' and ');
}

/** With this the Service would be of the families that it asks for. */
function specFor({ service: { wanted } }: RefusedRequest): string {
  const policy = wanted.addresses.length === 2 ? 'RequireDualStack' : 'SingleStack';
  return `ipFamilyPolicy: ${policy} and ipFamilies: [${wanted.addresses.map(({ family }) => `IPv${family}`).join(', ')}]`;
}
