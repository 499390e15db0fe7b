// Public pages and error pages carry no framework script; (app) turns it on for itself.
export const csr = false;
