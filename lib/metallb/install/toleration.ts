import { refuse, quoted } from '../../values/coded-error';
import { oneOf, struct, text } from '../../values/input';
import { parseLabelKey, parseLabelValue } from '../../values/label';

/** What a taint of a node does to Pods. */
export enum TaintEffect {
  /** None is put there. */
  NO_SCHEDULE = 'NoSchedule',
  /** None is put there while there is room elsewhere. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** None is put there, and those that run there are evicted. */
  NO_EXECUTE = 'NoExecute',
}

/** Taints of nodes on which Pods may run all the same. */
export interface Toleration {
  /**
   * Key of the taint; `label.key` is reported unless it can be one.
   * @default - every taint
   */
  readonly key?: string;

  /**
   * Value of the taint, on the wire with operator `Equal`; `label.value` is reported unless it can be one, and
   * `toleration.key-missing` without a key.
   * @default - any value, on the wire operator `Exists`
   */
  readonly value?: string;

  /**
   * Effect of the taint; `input.choice` is reported for what is none.
   * @default - any effect
   */
  readonly effect?: TaintEffect;
}

/** As a Pod has it. */
export function parseToleration(toleration: Toleration): unknown {
  const { key, value, effect } = struct(toleration);
  if (key === undefined && value !== undefined) {
    const what = `the toleration of value ${quoted(value)} has no key, and kube-apiserver refuses it`;
    throw refuse('toleration.key-missing', what, 'add the key of the taint');
  }
  return {
    ...(key === undefined ? {} : { key: parseLabelKey(key) }),
    ...(value === undefined ? { operator: 'Exists' } : { operator: 'Equal', value: parseLabelValue(text(value)) }),
    ...(effect === undefined ? {} : { effect: oneOf(TaintEffect)(effect) }),
  };
}
