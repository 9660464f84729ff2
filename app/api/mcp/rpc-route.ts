/** Sends errors in the form of JSON-RPC, which MCP clients read. */
import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { AppError, headerText } from '@/lib/errors';
import type { RouteContext, RouteHandler } from '@/lib/http/programs';
import { route } from '@/lib/http/route';

const FIRST_ERROR = 400;
const ourError = z.object({ error: z.object({ message: z.string(), requestId: z.string() }) });
const libraryError = z.object({ error: z.object({ message: z.string() }) });

export function rpcRoute(handler: RouteHandler): RouteHandler {
  return async (request: NextRequest, context: RouteContext) => {
    let code: number | null = null;
    const response = await route(async () => {
      try {
        return await handler(request, context);
      } catch (error) {
        code = codeOf(error);
        throw error;
      }
    })(request, context);
    if (response.status < FIRST_ERROR) return response;
    return code === null ? withMessage(response) : rpcError(response, code);
  };
}

/** Adds the header that all other errors of the API have. */
async function withMessage(response: Response): Promise<Response> {
  const { error } = libraryError.parse(await response.clone().json());
  response.headers.set('x-error-message', headerText(error.message));
  return response;
}

async function rpcError(response: Response, code: number): Promise<Response> {
  const { message, requestId } = ourError.parse(await response.json()).error;
  const body = { jsonrpc: '2.0', id: null, error: { code, message, data: { requestId } } };
  return Response.json(body, { status: response.status, headers: response.headers });
}

function codeOf(error: unknown): number {
  if (!(error instanceof AppError)) return ErrorCode.InternalError;
  if (error.cause instanceof SyntaxError) return ErrorCode.ParseError;
  if (error.code === 'bad_request') return ErrorCode.InvalidRequest;
  // The protocol's code for rejected requests; the name is the library's.
  return ErrorCode.ConnectionClosed;
}
