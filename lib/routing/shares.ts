import { quoted, refuse } from '../values/coded-error';

/** A share of requests in percent that need not be whole: the least one above none is a millionth. */
export function parseShare({ id }: { readonly id: string }): (percent: number) => number {
  return (percent) => {
    const isShare = typeof percent === 'number' && (percent === 0 || (percent >= 0.0001 && percent <= 100));
    if (!isShare) {
      throw refuse(id, `${quoted(percent)} is not a share in percent`, 'write a number from 0 to 100', '0, or 0.0001 to 100');
    }
    return percent;
  };
}

/** The status of an answer (`[200, 600)` in Envoy's API). */
export function parseStatus({ id }: { readonly id: string }): (status: number) => number {
  return (status) => {
    if (!Number.isInteger(status) || status < 200 || status > 599) {
      throw refuse(id, `${quoted(status)} is not the status of an answer`, 'write a whole number from 200 to 599', '200 to 599, whole');
    }
    return status;
  };
}
