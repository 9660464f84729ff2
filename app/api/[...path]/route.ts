/** Mounts the API; its operations are in lib/api/operations. */
import { answerApi } from '@/lib/api/router';
import { database } from '@/lib/db/client';
import { withCors } from '@/lib/http/programs';
import { route } from '@/lib/http/route';

const api = withCors(route((request) => answerApi(request, database())));

export { api as DELETE, api as GET, api as OPTIONS, api as PATCH, api as POST, api as PUT };
