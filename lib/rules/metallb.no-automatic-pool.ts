import { refusedFor } from './ledger/findings';
import { Rule } from './rule';
import { listed } from './words';

/** A Service that leaves all to MetalLB where no pool hands out addresses by itself. */
export const noAutomaticPool: Rule = {
  id: 'metallb.no-automatic-pool',
  check: refusedFor(['no-automatic-pool'], (_, { pools }) => ({
    what: 'the Service asks for no pool, and no pool serves it by itself: each has autoAssign false or is for other Services',
    allowed: `a pool to name: ${listed(pools.map(({ pool }) => pool.name))}`,
    fix: 'name a pool by annotation metallb.io/address-pool, or let one assign by itself',
  })),
};
