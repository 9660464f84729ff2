/** Leads to the month of the latest edition. */
import { redirectToLatest } from '../../redirect';

export const GET = redirectToLatest('month');
