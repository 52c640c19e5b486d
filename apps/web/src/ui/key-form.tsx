/** Asks for an API key where the server wants one, and asks the server again with it. */
import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { setApiKey } from '../api/key.ts';

export function KeyForm() {
  const [key, setKey] = useState('');
  const client = useQueryClient();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setApiKey(key.trim() === '' ? null : key.trim());
        void client.resetQueries();
      }}
    >
      <TextInput
        label="API key"
        description="Kept until this tab is closed. Make one with touchstone keys make."
        type="password"
        autoComplete="off"
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
        mb="xs"
      />
      <Button type="submit">Use this key</Button>
    </form>
  );
}
