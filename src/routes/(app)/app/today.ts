/** The page that most women see first. Fetched while she types her words, and from the browser's memory after that. */
export const loadToday = () => import('#lib/notifications/Today.svelte');
