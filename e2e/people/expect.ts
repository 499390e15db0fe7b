import { expect as plain } from '@playwright/test';

/** Waits as long as a busy machine may take, also where no test runner is (the audits are plain programs). */
export const expect = plain.configure({ timeout: 20_000 });
