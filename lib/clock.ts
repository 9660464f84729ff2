/** Reads the system time, here only; rules take the time as an argument. */

export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
