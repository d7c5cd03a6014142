/** Taken shared by everyone who collects, alone by a rebuild: while one replays the log, it does not grow. */
export const COLLECTION_LOCK = `hashtextextended('houtai-analytics-collection', 0)`;
