import { Backend } from '../core/backend';
import { isCodedError } from '../values/coded-error';

/**
 * A backend as routes of any namespace mean it: a Service without one is that of the canary's. It never complains, since the canary
 * does, and then nothing is written.
 * @param namespace the one of the canary, once the tree is complete
 */
export function atHome(backend: Backend, namespace: () => string): Backend {
  return Backend._of(
    () => {
      const service = unlessRefused(() => backend._resolveService(), { name: 'refused' });
      return 'host' in service ? service : { name: service.name, namespace: service.namespace ?? namespace() };
    },
    () => unlessRefused(() => backend._resolve().port, 1),
    () => backend._portCheck(),
  );
}

function unlessRefused<T>(resolve: () => T, otherwise: T): T {
  try {
    return resolve();
  } catch (error) {
    if (!isCodedError(error)) {
      throw error;
    }
    return otherwise;
  }
}
