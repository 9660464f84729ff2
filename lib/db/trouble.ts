/** Recognises failures of a database that is busy or away, which pass without a change to the code: pure. */
import { z } from 'zod';

/**
 * By SQLSTATE: a statement canceled after its time, too little of something, a server that starts
 * or stops, a broken connection.
 */
const PASSING_STATE = /^(?:57014|53[0-9A-Z]{3}|57P0[1-3]|08[0-9A-Z]{3})$/;
/** By Prisma's code: https://www.prisma.io/docs/orm/reference/error-reference */
const PASSING_CODE = /^(?:P1001|P1002|P1008|P1017|P2024|P2028|P2037)$/;
/** node-postgres gives this one no code. */
const NO_CONNECTION_IN_TIME = 'timeout exceeded when trying to connect';

const prismaError = z.object({
  name: z.literal('PrismaClientKnownRequestError'),
  code: z.string(),
  meta: z
    .object({
      driverAdapterError: z
        .object({ cause: z.object({ originalCode: z.string().optional() }) })
        .optional(),
    })
    .optional(),
});
const driverError = z.object({ code: z.string(), severity: z.string() });
const socketError = z.object({ code: z.string(), syscall: z.string() });
const PASSING_SOCKET_CODE = /^(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE)$/;

export function isPassingTrouble(error: unknown): boolean {
  if (error instanceof Error && error.message === NO_CONNECTION_IN_TIME) return true;
  const { data: prisma } = prismaError.safeParse(error);
  if (prisma) {
    const state = prisma.meta?.driverAdapterError?.cause.originalCode ?? '';
    return PASSING_CODE.test(prisma.code) || PASSING_STATE.test(state);
  }
  const { data: driver } = driverError.safeParse(error);
  if (driver) return PASSING_STATE.test(driver.code);
  const { data: socket } = socketError.safeParse(error);
  return socket !== undefined && PASSING_SOCKET_CODE.test(socket.code);
}
