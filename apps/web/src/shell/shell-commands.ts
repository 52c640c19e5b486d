/** The commands that go from page to page. */
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useCommand } from '../keys/registry.ts';

export function useShellCommands(): void {
  const navigate = useNavigate();
  const router = useRouter();
  useCommand('go.review', () => void navigate({ to: '/review' }));
  useCommand('go.tasks', () => void navigate({ to: '/tasks' }));
  useCommand('go.runs', () => void navigate({ to: '/runs' }));
  useCommand('go.yields', () => void navigate({ to: '/yields' }));
  useCommand('go.ops', () => void navigate({ to: '/ops' }));
  useCommand('go.settings', () => void navigate({ to: '/settings/{-$section}', params: {} }));
  useCommand('up', () => {
    const { pathname } = router.state.location;
    const above = pathname.replace(/\/[^/]*$/, '');
    if (pathname.startsWith('/episodes')) router.history.back();
    else if (above !== '') void navigate({ to: above });
  });
}
