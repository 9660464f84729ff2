/** The one place that asks what time it is; rules get the answer as an argument. */

export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
