/** Saves a paper to the reader's library; public/reader.js marks saved ones. */
import { savePath } from '@/lib/site/paths';
import { VOTE_FORM } from './vote-button';
import { words } from '@/lib/words';

export function SaveButton({ id }: { id: string }) {
  return (
    <button form={VOTE_FORM} formAction={savePath(id)} className="save">
      {words.paper.save}
    </button>
  );
}
