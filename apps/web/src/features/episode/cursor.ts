/** Which event is chosen. The address follows a moment later: writing it at every key would cost more than the key. */
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

const addressMs = 150;

export function useCursor(initial: number): [number, (index: number) => void] {
  const [cursor, setCursor] = useState(initial);
  const navigate = useNavigate({ from: '/episodes/$id' });
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const timer = setTimeout(() => {
      void navigate({ search: (before) => ({ ...before, e: cursor }), replace: true });
    }, addressMs);
    return () => clearTimeout(timer);
  }, [cursor, navigate]);
  return [cursor, setCursor];
}
