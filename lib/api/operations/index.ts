/** Every operation of the API, in the order of its reference. */
import type { Operation } from '@/lib/http/operation';
import { dailyPapers, paper, papers, searchOperation } from './papers';

export const operations: readonly Operation[] = [dailyPapers, papers, searchOperation, paper];
