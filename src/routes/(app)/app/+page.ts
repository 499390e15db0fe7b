// The one prerendered page: the shell that answers every address under /app.
export const prerender = true;
