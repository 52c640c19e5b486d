/** What each key may spend. Budgets of a key are set when it is made; those of a run stand in its recipe. */
import { useQuery } from '@tanstack/react-query';
import { keySchema } from '@touchstone/contracts/api';
import { Link } from '@tanstack/react-router';
import { z } from 'zod';
import { request } from '../../api/client.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { States } from '../../ui/states.tsx';
import classes from './settings.module.css';

export function BudgetsSection() {
  const asked = useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) => request(z.object({ keys: z.array(keySchema) }), '/keys', { signal }),
    select: ({ keys }) => keys.filter(({ revokedAt }) => revokedAt === null),
  });
  return (
    <div className={classes['section']}>
      <p>
        A key's limits are set when it is made. A request over them is answered with 429 and told when to come
        back; nothing is judged meanwhile. What a run may spend stands in its recipe.
      </p>
      <States
        asked={asked}
        label="budgets"
        isEmpty={(keys) => keys.length === 0}
        empty={
          <Notice title="No key, no budget" hint="Make a key with limits of its own.">
            <Link to="/settings/{-$section}" params={{ section: 'keys' }}>
              API keys
            </Link>
          </Notice>
        }
      >
        {(keys) => (
          <DataTable caption="Budgets by key" columns={['Key', 'Requests a minute', 'Episodes open at once']}>
            {keys.map((key) => (
              <tr key={key.id}>
                <th scope="row">{key.name}</th>
                <td className="ts-num">{key.requestsPerMinuteMax.toLocaleString('en')}</td>
                <td className="ts-num">{key.episodesMax.toLocaleString('en')}</td>
              </tr>
            ))}
          </DataTable>
        )}
      </States>
    </div>
  );
}
