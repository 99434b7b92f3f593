package app.afterglow.archive.merge;

/**
 * Where a copy comes from.
 *
 * @param label what people call the archive
 * @param id what tells it from every other, such as its SHA-256
 */
record Origin(String label, String id) {}
