// The token stands in the fragment, which no server sees: this one public page needs a script to use it.
export const csr = true;
