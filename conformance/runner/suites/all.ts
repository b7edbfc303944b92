import { Suite } from '../suite';
import { accepted } from './accepted';
import { addresses } from './addresses';
import { randomAddresses } from './random-addresses';
import { randomRoutes } from './random-routes';
import { refused } from './refused';
import { routes } from './routes';
import { traffic } from './traffic';

/** Every suite, in the order in which they run. */
export const allSuites: readonly Suite[] = [accepted, refused, addresses, randomAddresses, routes, randomRoutes, traffic];
