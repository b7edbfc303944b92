import { quoted } from '../values/coded-error';
import { fullNameMeant, namedHosts } from './istio/hosts';
import { Rule } from './rule';

/** `reviews.prod`: Istio takes a name with a dot for a full one, and finds no Service by it. */
export const shortHost: Rule = {
  id: 'istio.short-host',
  check: (manifests, facts) =>
    namedHosts(manifests).flatMap(({ origin, field, text }) => {
      const meant = fullNameMeant(text, manifests, facts);
      const what = `${quoted(text)} is taken for a full name, as it has a dot, and no Service has that one`;
      return meant === undefined ? [] : [{ origin, field, what, fix: `write ${quoted(meant)}` }];
    }),
};
