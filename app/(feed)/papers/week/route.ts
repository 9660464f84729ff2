/** Leads to the week of the latest edition. */
import { redirectToLatest } from '../../redirect';

export const GET = redirectToLatest('week');
